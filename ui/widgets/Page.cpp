// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Page.h"

#include "ui/drawing/Theme.h"
#include "ui/widgets/Headings.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

constexpr int spacing = 16;

} // namespace

QScrollArea* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    return area;
}

QVBoxLayout* beginPage(QWidget* page, const QString& heading, const QString& lead)
{
    auto* title = new QLabel(heading);
    title->setFont(enlarged(title->font(), 1.6));
    title->setTextFormat(Qt::PlainText); // names come from files
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(2 * spacing, spacing, 2 * spacing, spacing);
    layout->setSpacing(spacing / 2);
    layout->addWidget(title);
    layout->addWidget(quietText(lead));
    layout->addSpacing(spacing / 2);
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scrolled(content));
    return layout;
}

} // namespace pareidolia
