// SPDX-License-Identifier: GPL-3.0-or-later
// The two kinds of text around the pictures.
#pragma once

#include <QLabel>
#include <QString>

namespace pareidolia {

/// The heading of a part of a page.
inline QLabel* columnHeading(const QString& text)
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

/// Secondary information in a quiet colour.
inline QLabel* quietText(const QString& text = {})
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // names come from files
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace pareidolia
