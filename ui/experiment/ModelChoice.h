// SPDX-License-Identifier: GPL-3.0-or-later
// The networks at hand; a path can be typed as well.
#pragma once

#include "ui/experiment/ChoiceBox.h"

#include <optional>
#include <string>

namespace pareidolia {

/// Looks into the model library when somebody comes near, on a thread of its own: large networks
/// take a while to read. Looks again where something came or went since.
class ModelChoice : public ChoiceBox
{
    Q_OBJECT

public:
    explicit ModelChoice(QWidget* parent = nullptr);

    void showPopup() override;

protected:
    bool event(QEvent* event) override;

private:
    void lookUp();
    void offer(const QStringList& names);

    std::optional<std::string> m_stamp; ///< of the library, when it was looked into
};

} // namespace pareidolia
