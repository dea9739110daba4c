// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/TypicalPanel.h"

#include "core/classifier/Scores.h"
#include "ui/drawing/AxisScales.h"
#include "ui/drawing/Spoken.h"
#include "ui/drawing/Theme.h"
#include "ui/widgets/Page.h"

#include <QLocale>
#include <QPainter>
#include <QPolygonF>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr int bandHeight = 18;
constexpr int pointer = 6;
constexpr int tick = 4;
constexpr double leastFrom = -2.2;   ///< 10 %: less sure of the first of ten one cannot be
constexpr double leastTo = 18;       ///< 1 − 10⁻⁸
constexpr double air = 1;            ///< log-odds
constexpr double furthestShown = 60; ///< a picture beyond points to the end
constexpr double step = 0.05;        ///< finer shares would promise what five quantiles cannot tell

QString percent(double share, int decimals)
{
    return QStringLiteral("%1 %").arg(100 * share, 0, 'f', decimals);
}

QString spokenQuantile(double logOdds)
{
    return spoken(confidenceOf(logOdds), logOdds);
}

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
    const QColor faint = withAlpha(colours.quietText, 80 / 255.0);
    const QColor strong = withAlpha(colours.quietText, 150 / 255.0);
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

TypicalPanel::TypicalPanel(const TypicalConfidence& typical, QWidget* parent)
    : QWidget(parent),
      m_typical(typical),
      m_strip(new TypicalStrip(typical.logOdds)),
      m_place(new QLabel)
{
    setObjectName(QStringLiteral("typicalPanel"));
    auto* meaning = quietText(
        tr("Accuracy on %1 test pictures of %2: %3. Half of them have a confidence over %4 (the "
           "line), 95 % over %5. Strong: the middle half of them; faint: 90 % of them.")
            .arg(QLocale(QLocale::English).toString(static_cast<qulonglong>(typical.images)),
                 QString::fromStdString(typical.data), percent(typical.top1, 1),
                 spokenQuantile(typical.logOdds[2]), spokenQuantile(typical.logOdds[0])));
    meaning->setObjectName(QStringLiteral("typicalMeaning"));
    m_place->setObjectName(QStringLiteral("typicalPlace"));
    m_place->setWordWrap(true);
    QSizePolicy place = m_place->sizePolicy();
    place.setRetainSizeWhenHidden(true); // nothing jumps
    m_place->setSizePolicy(place);
    QVBoxLayout* layout = columnIn(this);
    addAll(layout, {columnHeading(tr("Confidences of test pictures")), m_strip, m_place, meaning});
    setShown(std::nullopt);
}

void TypicalPanel::setShown(std::optional<double> logOdds)
{
    m_strip->setShown(logOdds);
    m_place->setVisible(logOdds.has_value());
    if (!logOdds)
        return;
    const double outer = toldShares.back();
    const auto share = shareLessSure(m_typical.logOdds, *logOdds);
    m_place->setText(
        share ? tr("The confidence is higher than for about %1 of them.")
                    .arg(percent(std::round(*share / step) * step, 0))
        : *logOdds > m_typical.logOdds.back()
            ? tr("The confidence is higher than for %1 of them.").arg(percent(outer, 0))
            : tr("The confidence is lower than for %1 of them.").arg(percent(outer, 0)));
    m_strip->setAccessibleName(m_place->text());
}

} // namespace pareidolia
