// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Page.h"

#include "ui/drawing/Theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

namespace pareidolia {

constexpr int pageSpacing = 16;

QLabel* columnHeading(const QString& text)
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel* quietText(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // names come from files
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* copyableText(const char* objectName, const QString& text)
{
    auto* label = new QLabel(text);
    label->setObjectName(QString::fromLatin1(objectName));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* addFact(QFormLayout* facts, const QString& title, const QString& value,
                const char* objectName)
{
    QLabel* name = quietText(title);
    name->setWordWrap(false);
    name->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    QLabel* label = copyableText(objectName, value);
    facts->addRow(name, label);
    return label;
}

QPushButton* pushButton(const char* objectName, const QString& text, const QString& tip)
{
    return named(new QPushButton(text), objectName, QString(text).remove('&'), tip);
}

QVBoxLayout* columnIn(QWidget* parent, int spacing)
{
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

void addAll(QBoxLayout* layout, std::initializer_list<QWidget*> widgets)
{
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
}

QHBoxLayout* rowOf(std::initializer_list<QWidget*> widgets)
{
    auto* row = new QHBoxLayout;
    addAll(row, widgets);
    return row;
}

QStringList localFiles(const QMimeData& mime)
{
    QStringList paths;
    for (const QUrl& url : mime.urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    return paths;
}

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
    QVBoxLayout* layout = columnIn(content, pageSpacing / 2);
    layout->setContentsMargins(2 * pageSpacing, pageSpacing, 2 * pageSpacing, pageSpacing);
    addAll(layout, {title, quietText(lead)});
    layout->addSpacing(pageSpacing / 2);
    columnIn(page, 0)->addWidget(scrolled(content));
    return layout;
}

} // namespace pareidolia
