// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/LoadingPage.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

LoadingPage::LoadingPage(TabContent content, QWidget* parent)
    : QWidget(parent), m_content(std::move(content))
{
    setObjectName(QStringLiteral("loadingPage"));
    setAccessibleName(text());
    auto* label = new QLabel(text());
    label->setObjectName(QStringLiteral("loadingText"));
    label->setTextFormat(Qt::PlainText); // names come from files
    auto* busy = new QProgressBar;
    busy->setRange(0, 0);
    busy->setTextVisible(false);
    busy->setMaximumWidth(240);
    busy->setAccessibleName(text());
    auto* layout = new QVBoxLayout(this);
    layout->addStretch();
    layout->addWidget(label, 0, Qt::AlignHCenter);
    layout->addWidget(busy, 0, Qt::AlignHCenter);
    layout->addStretch();
}

QString LoadingPage::text() const
{
    return tr("Loading %1 …").arg(QString::fromStdString(m_content.model()));
}

} // namespace pareidolia
