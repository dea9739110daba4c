// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of choices in the form; that of the networks at hand, in which a path can be typed as well.
#pragma once

#include <QComboBox>
#include <optional>
#include <string>

namespace pareidolia {

/// Ignores the wheel, so that scrolling changes no setting. Text that does not fit ends in "…".
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    ChoiceBox();

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

/// Reads the model library in another thread when the control is approached: large networks take a
/// while to read. Reads it again if it changed since.
class ModelChoice : public ChoiceBox
{
    Q_OBJECT

public:
    ModelChoice();

    void showPopup() override;

protected:
    bool event(QEvent* event) override;

private:
    void lookUp();
    void offer(const QStringList& names);

    std::optional<std::string> m_stamp; ///< of the library, when it was read
};

} // namespace pareidolia
