// SPDX-License-Identifier: GPL-3.0-or-later
// The two kinds of text that stand around the pictures.
#pragma once

#include <QLabel>
#include <QString>

namespace pareidolia {

/// What a part of the page is about.
inline QLabel* columnHeading(const QString& text)
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

/// Worth knowing, not worth shouting.
inline QLabel* quietText(const QString& text = {})
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // names come from files
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace pareidolia
