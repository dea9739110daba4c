// SPDX-License-Identifier: GPL-3.0-or-later
// Errors and information at the foot of the window, never modal. Several messages are stacked, the
// newest on top.
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

    /// Possible next steps, a button each; pressing one dismisses the message. Actions without a
    /// parent belong to the message.
    QList<QAction*> next;

    /// The message is removed with this object; null: it stays until it is dismissed.
    QObject* about = nullptr;

    /// A newer message about the same object on the same topic replaces it; empty: none does.
    QString topic;
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

    /// Information replaces older information that was shown long enough, never an error. A text
    /// that is shown already is not added twice.
    void tell(const Message& message);

    void showError(const Error& error, const QList<QAction*>& next = {});
    void showMessage(const QString& text, const QList<QAction*>& next = {});

    /// The shown texts, newest first, a line each.
    QString text() const;
    bool isEmpty() const { return m_rows.empty(); }

    /// What it said is no longer true.
    void withdraw(const QObject* about, const QString& topic);

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
