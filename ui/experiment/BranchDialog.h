// SPDX-License-Identifier: GPL-3.0-or-later
// Asks what shall be other in a run that branches off: the seed, and all that changes in mid-run.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "core/run/RunSpec.h"

#include <QDialog>
#include <string>
#include <utility>
#include <vector>

class QLabel;
class QPushButton;

namespace pareidolia {

class ParameterEditor;

/// Gone when it is closed.
class BranchDialog : public QDialog
{
    Q_OBJECT

public:
    /// `spec`: what was in force then; it is offered with another seed.
    BranchDialog(const RunSpec& spec, const ModelInfo& model, std::uint32_t generation,
                 QWidget* parent = nullptr);

    using Settings = std::vector<std::pair<std::string, std::string>>;

Q_SIGNALS:
    /// Those that somebody changed, as keys and values.
    void chosen(const pareidolia::BranchDialog::Settings& settings);

private:
    void take(ParameterEditor* editor, const QString& value);
    Settings settings() const;

    RunSpec m_offered;
    RunSpec m_spec; ///< as it is wanted now
    std::vector<ParameterEditor*> m_editors;
    std::vector<const ParameterEditor*> m_wrong; ///< whose value the table refuses
    QPushButton* m_branch;
};

} // namespace pareidolia
