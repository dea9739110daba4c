// SPDX-License-Identifier: GPL-3.0-or-later
// A button that asks for a name in its own place, and whether one that is there may go.
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

    /// What the settings are called now; the question suggests a name after it.
    void setPresent(const QString& name) { m_present = name; }

    /// Nobody wants a name any more.
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
