// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/TypicalStrip.h"

#include "ui/drawing/AxisScales.h"
#include "ui/drawing/Theme.h"

#include <QPainter>
#include <QPolygonF>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int bandHeight = 18;
constexpr int pointer = 6;
constexpr int tick = 4;
constexpr double leastFrom = -2.2;   ///< 10 %: less sure of the first of ten one cannot be
constexpr double leastTo = 18;       ///< 1 − 10⁻⁸
constexpr double air = 1;            ///< log-odds
constexpr double furthestShown = 60; ///< a picture beyond points to the end

} // namespace

TypicalStrip::TypicalStrip(const ToldQuantiles& typical, QWidget* parent)
    : QWidget(parent), m_typical(typical)
{
    setObjectName(QStringLiteral("typicalStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("Strong: the middle half of the test pictures. Faint: 90 %. Line: the median."));
}

double TypicalStrip::nameWidth() const
{
    return fontMetrics().horizontalAdvance(QStringLiteral("99.9999 %")) + tick;
}

void TypicalStrip::setShown(std::optional<double> logOdds)
{
    m_shown = logOdds;
    update();
}

double TypicalStrip::from() const
{
    return std::min(
        {leastFrom, m_typical.front() - air, std::max(m_shown.value_or(0), -furthestShown) - air});
}

double TypicalStrip::to() const
{
    return std::max(
        {leastTo, m_typical.back() + air, std::min(m_shown.value_or(0), furthestShown) + air});
}

double TypicalStrip::placeOf(double logOdds) const
{
    const double share = std::clamp((logOdds - from()) / (to() - from()), 0.0, 1.0);
    return nameWidth() / 2 + share * (width() - nameWidth());
}

QSize TypicalStrip::sizeHint() const
{
    return {300, fontMetrics().height() + pointer + bandHeight + tick + fontMetrics().height() + 4};
}

void TypicalStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours colours = coloursOf(themeOf(palette()));
    const double top = fontMetrics().height() + pointer;
    const auto band = [&](double left, double right, const QColor& colour) {
        painter.fillRect(QRectF(placeOf(left), top, placeOf(right) - placeOf(left), bandHeight),
                         colour);
    };
    QColor faint = colours.quietText, strong = colours.quietText;
    faint.setAlpha(80);
    strong.setAlpha(150);
    painter.fillRect(QRectF(nameWidth() / 2, top, width() - nameWidth(), bandHeight), colours.grid);
    band(m_typical[0], m_typical[1], faint);
    band(m_typical[1], m_typical[3], strong);
    band(m_typical[3], m_typical[4], faint);
    painter.setPen(QPen(colours.text, 2));
    const double median = placeOf(m_typical[2]);
    painter.drawLine(QPointF(median, top), QPointF(median, top + bandHeight));

    painter.setPen(colours.quietText);
    for (const NamedValue& named :
         namedLogOdds(from(), to(), (to() - from()) * nameWidth() / (width() - nameWidth()))) {
        const double x = placeOf(named.value);
        painter.drawLine(QPointF(x, top + bandHeight), QPointF(x, top + bandHeight + tick));
        painter.drawText(QRectF(x - nameWidth() / 2, top + bandHeight + tick, nameWidth(),
                                fontMetrics().height()),
                         Qt::AlignHCenter | Qt::AlignTop, QString::fromStdString(named.name));
    }
    if (!m_shown)
        return;
    const double x = placeOf(*m_shown);
    painter.setPen(QPen(colours.accent, 2));
    painter.drawLine(QPointF(x, top), QPointF(x, top + bandHeight));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.accent);
    painter.drawPolygon(
        QPolygonF({{x, top + 2}, {x - pointer, top - pointer}, {x + pointer, top - pointer}}));
    painter.setPen(colours.accent);
    const QString name = tr("this picture");
    const double half = fontMetrics().horizontalAdvance(name) / 2.0 + 1;
    const double middle = std::clamp(x, half, std::max(half, width() - half));
    painter.drawText(QRectF(middle - half, 0, 2 * half, fontMetrics().height()), Qt::AlignCenter,
                     name);
}

} // namespace pareidolia
