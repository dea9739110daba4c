// SPDX-License-Identifier: GPL-3.0-or-later
// A button that asks for a preset's name in its own place, and whether to replace an existing one.
#pragma once

#include "core/run/Presets.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace pareidolia {

class PresetSaver : public QWidget
{
    Q_OBJECT

public:
    explicit PresetSaver(QWidget* parent = nullptr);

    /// The current name of the settings, from which a name is suggested.
    void setPresent(const QString& name) { m_present = name; }

    /// Cancelled.
    void finish();

Q_SIGNALS:
    void saveAsked(const QString& name, Presets::IfThere ifThere);

protected:
    bool event(QEvent* event) override;

private:
    QString suggestion() const;
    void open();
    void ask();
    void showWhatIsThere();

    QString m_present;
    QPushButton* m_button;
    QWidget* m_question;
    QLineEdit* m_name;
    QLabel* m_warning;
    QPushButton* m_save;
};

} // namespace pareidolia
