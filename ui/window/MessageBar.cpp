// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageBar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace pareidolia {

namespace {

constexpr int spacing = 8;

} // namespace

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_text(new QLabel)
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton;
    close->setObjectName(QStringLiteral("messageClose"));
    close->setText(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss this message"));
    close->setToolTip(tr("Dismiss this message"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * spacing, spacing, spacing, spacing);
    row->addWidget(m_text, 1);
    row->addWidget(close);
    hide();
}

void MessageBar::showError(const Error& error)
{
    showMessage(QString::fromStdString(error.sentence()));
}

void MessageBar::showMessage(const QString& text)
{
    m_text->setText(text);
    setAccessibleName(text);
    show();
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace pareidolia
