// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageRow.h"

#include "ui/widgets/Icons.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int iconSize = 20;
constexpr int timeToRead = 3000; ///< milliseconds

QToolButton* button(const QString& name, const QString& text, const QString& tip)
{
    auto* made = new QToolButton;
    made->setObjectName(name);
    made->setText(text);
    made->setAccessibleName(text);
    made->setToolTip(tip);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

} // namespace

MessageRow::MessageRow(const Message& message, QWidget* parent)
    : QWidget(parent), m_kind(message.kind), m_text(message.text), m_icon(new QLabel)
{
    m_shown.start();
    const bool isError = m_kind == Message::Kind::Error;
    setAccessibleName(isError ? tr("Error: %1").arg(m_text) : m_text);
    m_icon->setToolTip(isError ? tr("Something went wrong") : tr("Worth knowing"));
    m_icon->setAccessibleName(m_icon->toolTip());
    showIcon();
    auto* text = new QLabel(m_text);
    text->setObjectName(QStringLiteral("messageText"));
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    row->addWidget(m_icon);
    row->addWidget(text, 1);
    for (QAction* action : message.next) {
        if (!action->parent())
            action->setParent(this);
        QToolButton* next = button(QStringLiteral("message-") + action->objectName(),
                                   action->iconText(), action->toolTip());
        connect(next, &QToolButton::clicked, this, [this, action] {
            Q_EMIT done(); // first: what is done next may have a message of its own
            action->trigger();
        });
        row->addWidget(next);
    }
    QToolButton* close =
        button(QStringLiteral("messageClose"), tr("Dismiss"), tr("Dismiss this message (Escape)"));
    close->setAccessibleName(tr("Dismiss this message"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &MessageRow::done);
    row->addWidget(close);
}

bool MessageRow::wasRead() const
{
    return m_shown.elapsed() > timeToRead;
}

void MessageRow::showIcon()
{
    m_icon->setPixmap(
        iconOf(m_kind == Message::Kind::Error ? Symbol::Error : Symbol::Information, palette())
            .pixmap(iconSize));
}

void MessageRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
}

} // namespace pareidolia
