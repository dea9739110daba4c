// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the changes of a branch: the seed, and all settings that may change during a run.
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

/// Deletes itself when closed.
class BranchDialog : public QDialog
{
    Q_OBJECT

public:
    /// `spec`: what was in force then; offered with another seed.
    BranchDialog(const RunSpec& spec, const ModelInfo& model, std::uint32_t generation,
                 QWidget* parent = nullptr);

    using Settings = std::vector<std::pair<std::string, std::string>>;

Q_SIGNALS:
    /// The changed settings, as keys and values.
    void chosen(const pareidolia::BranchDialog::Settings& settings);

private:
    void take(ParameterEditor* editor, const QString& value);
    Settings settings() const;

    RunSpec m_offered;
    RunSpec m_spec; ///< as edited
    std::vector<ParameterEditor*> m_editors;
    std::vector<const ParameterEditor*> m_wrong; ///< with invalid values
    QPushButton* m_branch;
};

} // namespace pareidolia
