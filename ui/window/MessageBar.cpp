// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageBar.h"

#include "ui/window/MessageRow.h"

#include <QAccessible>
#include <QAction>
#include <QVBoxLayout>
#include <algorithm>

namespace pareidolia {

QAction* nextStep(const char* name, const QString& text, const QString& tip,
                  const std::function<void()>& act)
{
    auto* action = new QAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setToolTip(tip);
    QObject::connect(action, &QAction::triggered, action, act);
    return action;
}

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    m_layout->setContentsMargins(0, 4, 0, 4);
    m_layout->setSpacing(0);
    hide();
}

void MessageBar::tell(const Message& message)
{
    makeRoom(message);
    auto* row = new MessageRow(message);
    m_rows.insert(m_rows.begin(), row);
    m_layout->insertWidget(0, row);
    connect(row, &MessageRow::done, this, [this, row] { remove(row); });
    if (message.about)
        connect(message.about, &QObject::destroyed, row, [this, row] { remove(row); });
    setAccessibleName(row->accessibleName());
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::makeRoom(const Message& message)
{
    const auto isOutdated = [&](const MessageRow* row) {
        return row->text() == message.text ||
               (message.kind == Message::Kind::Information &&
                row->kind() == Message::Kind::Information && row->wasRead());
    };
    while (true) {
        const auto outdated = std::ranges::find_if(m_rows, isOutdated);
        if (outdated == m_rows.end())
            break;
        remove(*outdated);
    }
    if (m_rows.size() < mostMessages)
        return;
    const auto oldestInformation =
        std::find_if(m_rows.rbegin(), m_rows.rend(),
                     [](const auto* row) { return row->kind() == Message::Kind::Information; });
    remove(oldestInformation == m_rows.rend() ? m_rows.back() : *oldestInformation);
}

void MessageBar::showError(const Error& error, const QList<QAction*>& next)
{
    tell({.kind = Message::Kind::Error,
          .text = QString::fromStdString(error.sentence()),
          .next = next});
}

void MessageBar::showMessage(const QString& text, const QList<QAction*>& next)
{
    tell({.text = text, .next = next});
}

QString MessageBar::text() const
{
    QStringList lines;
    for (const MessageRow* row : m_rows)
        lines.append(row->text());
    return lines.join('\n');
}

void MessageBar::dismiss()
{
    if (!m_rows.empty())
        remove(m_rows.front());
}

void MessageBar::remove(MessageRow* row)
{
    if (std::erase(m_rows, row) == 0)
        return;
    m_layout->removeWidget(row);
    row->hide();
    row->deleteLater(); // it may be the one that asks for it
    setVisible(!m_rows.empty());
}

} // namespace pareidolia
