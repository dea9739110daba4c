// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageBar.h"

#include "ui/widgets/Icons.h"

#include <QAccessible>
#include <QAction>
#include <QElapsedTimer>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

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

/// One message: an icon that tells its kind, its text, what can be done about it.
class MessageRow : public QWidget
{
    Q_OBJECT

public:
    explicit MessageRow(const Message& message);

    Message::Kind kind() const { return m_kind; }
    const QString& text() const { return m_text; }

    bool isOn(const QObject* about, const QString& topic) const
    {
        return !topic.isEmpty() && m_about == about && m_topic == topic;
    }

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
    const QObject* m_about;
    QString m_topic;
    QLabel* m_icon;
    QElapsedTimer m_shown;
};

MessageRow::MessageRow(const Message& message)
    : m_kind(message.kind),
      m_text(message.text),
      m_about(message.about),
      m_topic(message.topic),
      m_icon(new QLabel)
{
    m_shown.start();
    const bool isError = m_kind == Message::Kind::Error;
    setAccessibleName(isError ? tr("Error: %1").arg(m_text) : m_text);
    m_icon->setToolTip(isError ? tr("Error") : tr("Information"));
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
        return row->text() == message.text || row->isOn(message.about, message.topic) ||
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

void MessageBar::withdraw(const QObject* about, const QString& topic)
{
    const auto found =
        std::ranges::find_if(m_rows, [&](const auto* row) { return row->isOn(about, topic); });
    if (found != m_rows.end())
        remove(*found);
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

#include "MessageBar.moc"
