// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong or is worth knowing, at the foot of the window and never in its way. Several
// messages stand below each other, the newest on top.
#pragma once

#include "core/base/Error.h"

#include <QFrame>
#include <QList>
#include <functional>
#include <vector>

class QAction;
class QVBoxLayout;

namespace pareidolia {

class MessageRow;

struct Message
{
    enum class Kind { Information, Error };

    Kind kind = Kind::Information;
    QString text;

    /// What can be done now, a button each; whoever pressed one has read the message. Actions
    /// without a parent belong to the message.
    QList<QAction*> next;

    /// With this the message goes too; null: it stays until it is dismissed.
    QObject* about = nullptr;
};

/// A button for `Message::next`; belongs to the message.
QAction* nextStep(const char* name, const QString& text, const QString& tip,
                  const std::function<void()>& act);

class MessageBar : public QFrame
{
    Q_OBJECT

public:
    static constexpr std::size_t mostMessages = 3;

    explicit MessageBar(QWidget* parent = nullptr);

    /// An information takes the place of an older one that could be read for a while, never that of
    /// an error. A text that stands already is not said twice.
    void tell(const Message& message);

    void showError(const Error& error, const QList<QAction*>& next = {});
    void showMessage(const QString& text, const QList<QAction*>& next = {});

    /// What can be read, newest first, a line each.
    QString text() const;
    bool isEmpty() const { return m_rows.empty(); }

public Q_SLOTS:
    /// The newest one.
    void dismiss();

private:
    void remove(MessageRow* row);
    void makeRoom(const Message& message);

    QVBoxLayout* m_layout;
    std::vector<MessageRow*> m_rows; ///< newest first
};

} // namespace pareidolia
