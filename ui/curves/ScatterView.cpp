// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/ScatterView.h"

#include "ui/drawing/AxisScales.h"
#include "ui/drawing/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr double radius = 4;
constexpr double reach = 10;
constexpr int ticks = 6;
constexpr double apart = 8;   ///< at least, between two names
constexpr double room = 0.06; ///< of the scale, left free at both ends
constexpr double lowest = -25;

} // namespace

ScatterView::ScatterView(const RunSession* a, const RunSession* b, WallState* state)
    : m_a(a), m_b(b), m_state(state)
{
    setObjectName(QStringLiteral("scatter"));
    setAccessibleName(tr("A against B, one point a class"));
    setMouseTracking(true);
    setMinimumSize(160, 140);
    for (const RunSession* session : {a, b})
        connect(session, &RunSession::advanced, this, qOverload<>(&QWidget::update));
    for (const auto change : {&WallState::currentChanged, &WallState::hoverChanged})
        connect(state, change, this, qOverload<>(&QWidget::update));
}

QRectF ScatterView::plot() const
{
    const int left = fontMetrics().horizontalAdvance(QStringLiteral("99.9999 %")) + 12;
    const int below = 2 * fontMetrics().height() + 8;
    return QRectF(rect()).adjusted(left, 8, -12, -below);
}

void ScatterView::measure()
{
    double least = 0, most = 0;
    for (const std::size_t index : m_a->targets())
        for (const RunSession* session : {m_a, m_b})
            if (const auto& champion = session->champion(index)) {
                least = std::min(least, std::max(champion->logOdds, lowest));
                most = std::max(most, champion->logOdds);
            }
    const double free = room * std::max(most - least, 1.0);
    m_least = least - free;
    m_most = most + free;
}

QPointF ScatterView::pointOf(std::size_t index) const
{
    const auto& a = m_a->champion(index);
    const auto& b = m_b->champion(index);
    if (!a || !b)
        return {};
    const QRectF area = plot();
    const auto share = [this](double logOdds) {
        return (std::max(logOdds, lowest) - m_least) / (m_most - m_least);
    };
    return {area.left() + share(a->logOdds) * area.width(),
            area.bottom() - share(b->logOdds) * area.height()};
}

void ScatterView::paintEvent(QPaintEvent*)
{
    measure();
    const Theme theme = themeOf(palette());
    const Colours colours = coloursOf(theme);
    const QRectF area = plot();
    QPainter painter(this);
    painter.fillRect(rect(), colours.behindFigure);
    painter.setRenderHint(QPainter::Antialiasing);

    const int height = fontMetrics().height();
    double named = area.left() - apart; ///< up to here stand names below the plot
    for (const NamedValue& tick : namedLogOdds(m_least, m_most, (m_most - m_least) / ticks)) {
        const double share = (tick.value - m_least) / (m_most - m_least);
        const double x = area.left() + share * area.width();
        const double y = area.bottom() - share * area.height();
        painter.setPen(colours.grid);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(colours.quietText);
        const QString name = QString::fromStdString(tick.name);
        painter.drawText(QRectF(0, y - height, area.left() - 6, 2 * height),
                         Qt::AlignRight | Qt::AlignVCenter, name);
        const double half = widthOf(name, font()) / 2.0;
        if (x - half < named + apart || x + half > width())
            continue; // names never stand on each other
        painter.drawText(QRectF(x - half, area.bottom() + 2, 2 * half, height),
                         Qt::AlignHCenter | Qt::AlignTop, name);
        named = x + half;
    }
    painter.setPen(QPen(colours.quietText, 1, Qt::DotLine));
    painter.drawLine(area.bottomLeft(), area.topRight());
    painter.setPen(colours.quietText);
    painter.drawText(QRectF(area.left(), area.bottom() + height + 2, area.width(), height),
                     Qt::AlignHCenter, tr("A → · B ↑ · above the line B is higher"));

    const auto hovered = m_state->hoveredClass();
    for (const std::size_t index : m_a->targets()) {
        const QPointF point = pointOf(index);
        if (point.isNull())
            continue;
        const bool chosen = index == m_state->currentClass();
        painter.setPen(QPen(colours.behindFigure, 1));
        painter.setBrush(chosen ? categoryColour(theme, 0) : colours.accent);
        painter.drawEllipse(point, chosen ? radius * 1.5 : radius, chosen ? radius * 1.5 : radius);
        if (chosen || index == hovered) {
            painter.setPen(colours.text);
            const QString label = QString::fromStdString(m_a->model().labels[index]);
            const bool leftwards = point.x() + 8 + widthOf(label, font()) > width();
            painter.drawText(
                QRectF(point.x() + (leftwards ? -208 : 8), point.y() - height, 200, height),
                leftwards ? Qt::AlignRight : Qt::AlignLeft, label);
        }
    }
}

std::optional<std::size_t> ScatterView::classAt(const QPointF& position) const
{
    std::optional<std::size_t> nearest;
    double least = reach;
    for (const std::size_t index : m_a->targets()) {
        const QPointF point = pointOf(index);
        const double distance = std::hypot(point.x() - position.x(), point.y() - position.y());
        if (!point.isNull() && distance < least) {
            least = distance;
            nearest = index;
        }
    }
    return nearest;
}

void ScatterView::mousePressEvent(QMouseEvent* event)
{
    if (const auto index = classAt(event->position()))
        m_state->setCurrentClass(index);
}

void ScatterView::mouseMoveEvent(QMouseEvent* event)
{
    m_state->setHoveredClass(classAt(event->position()));
}

} // namespace pareidolia
