// SPDX-License-Identifier: GPL-3.0-or-later
// One message: an icon that tells its kind, its text, what can be done about it.
#pragma once

#include "ui/window/MessageBar.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;

namespace pareidolia {

class MessageRow : public QWidget
{
    Q_OBJECT

public:
    explicit MessageRow(const Message& message, QWidget* parent = nullptr);

    Message::Kind kind() const { return m_kind; }
    const QString& text() const { return m_text; }

    /// Whether people had the time to read it.
    bool wasRead() const;

Q_SIGNALS:
    void done();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showIcon();

    Message::Kind m_kind;
    QString m_text;
    QLabel* m_icon;
    QElapsedTimer m_shown;
};

} // namespace pareidolia
