// SPDX-License-Identifier: GPL-3.0-or-later
// The networks at hand; a path can be typed as well.
#pragma once

#include "ui/experiment/ChoiceBox.h"

#include <optional>
#include <string>

namespace pareidolia {

/// Reads the model library in another thread when the control is approached: large networks take a
/// while to read. Reads it again if it changed since.
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

    std::optional<std::string> m_stamp; ///< of the library, when it was read
};

} // namespace pareidolia
