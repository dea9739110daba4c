// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/SectionHeading.h"

#include "ui/drawing/Theme.h"

#include <QCoreApplication>
#include <QFontMetrics>

namespace pareidolia {

namespace {

constexpr int margin = 5; ///< as that of the tiles: the name begins where pictures do
constexpr int gap = 10;
constexpr double enlargement = 1.15;
constexpr std::size_t countedThreshold = 2; ///< of Statistics::over: 99 %

QFont nameFont(const QFont& font)
{
    QFont large = enlarged(font, enlargement);
    large.setWeight(QFont::DemiBold);
    return large;
}

} // namespace

QString SectionHeading::figures() const
{
    const char* text = count == 1 ? "%1 class · median %2 · %3 over 99 %"
                                  : "%1 classes · median %2 · %3 over 99 %";
    return QCoreApplication::translate("SectionHeading", text)
        .arg(count)
        .arg(QString::fromStdString(spokenMedian(statistics)))
        .arg(statistics.over[countedThreshold]);
}

int SectionHeading::height(const QFont& font)
{
    return 2 * QFontMetrics(nameFont(font)).height();
}

void SectionHeading::paint(QPainter& painter, const QRect& place, const QFont& font,
                           const Colours& colours) const
{
    const QFont large = nameFont(font);
    // Nearer to what it speaks of than to what is above.
    QRect line = place.adjusted(margin, place.height() / 4, -margin, 0);
    painter.setFont(large);
    painter.setPen(colours.text);
    const QString shown = fitted(name, large, line.width());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    line.setLeft(line.left() + widthOf(shown, large) + gap);
    painter.setFont(font);
    painter.setPen(colours.quietText);
    if (const QString told = figures(); widthOf(told, font) <= line.width()) {
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, told);
        line.setLeft(line.left() + widthOf(told, font) + gap);
    }
    if (line.width() > 0) {
        painter.setPen(colours.emptyPicture);
        painter.drawLine(line.left(), line.center().y() + 1, line.right(), line.center().y() + 1);
    }
}

} // namespace pareidolia
