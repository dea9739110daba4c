// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/FormSection.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

constexpr int spacing = 8;

} // namespace

FormSection::FormSection(const QString& title, Kind kind, QWidget* parent)
    : QWidget(parent), m_content(new QWidget), m_rows(new QVBoxLayout(m_content))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(spacing / 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (kind == Kind::Open) {
        m_title = new QLabel;
        m_title->setForegroundRole(QPalette::PlaceholderText);
        m_title->setWordWrap(true);
        layout->addWidget(m_title);
    } else {
        m_disclosure = new QToolButton;
        m_disclosure->setAutoRaise(true);
        m_disclosure->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_disclosure->setFocusPolicy(Qt::StrongFocus);
        connect(m_disclosure, &QToolButton::clicked, this,
                [this] { fold(!m_content->isHidden()); });
        layout->addWidget(m_disclosure, 0, Qt::AlignLeft);
        fold(true);
    }
    layout->addWidget(m_content);
    setTitle(title);
}

void FormSection::fold(bool folded)
{
    m_content->setVisible(!folded);
    m_disclosure->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    m_disclosure->setAccessibleDescription(folded ? tr("folded") : tr("open"));
}

void FormSection::setTitle(const QString& title)
{
    if (m_title)
        m_title->setText(title);
    else
        m_disclosure->setText(title);
}

void FormSection::addRow(QWidget* row)
{
    m_rows->addWidget(row);
}

void FormSection::fit()
{
    bool any = false;
    for (int row = 0; row < m_rows->count(); ++row)
        any = any || !m_rows->itemAt(row)->widget()->isHidden();
    setVisible(any);
}

} // namespace pareidolia
