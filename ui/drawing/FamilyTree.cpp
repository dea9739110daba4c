// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/FamilyTree.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

// Units.
constexpr int margin = 32;
constexpr int gap = 8;
constexpr int plotWidth = 900;
constexpr int pictureSide = 40;
constexpr int laneHeight = pictureSide + gap;
constexpr int titlePixels = 26;
constexpr int textPixels = 15;
constexpr double dot = 2.5;

class TreePainter
{
public:
    explicit TreePainter(const FamilyTree& tree)
        : m_tree(tree),
          m_colours(coloursOf(tree.theme)),
          m_letters(typeface(textPixels)),
          m_plot(margin + widest(&FamilyTree::Lane::label) + gap, margin + headHeight(), plotWidth,
                 static_cast<int>(tree.lanes.size()) * laneHeight)
    {}

    QSize size() const
    {
        return {m_plot.right() + 1 + gap + pictureSide + gap +
                    widest(&FamilyTree::Lane::confidence) + margin,
                m_plot.bottom() + 1 + gap + 3 * textPixels + margin};
    }

    void paint(QPainter& painter) const
    {
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                               QPainter::SmoothPixmapTransform);
        painter.fillRect(QRect(QPoint(), size()), m_colours.behindFigure);
        paintHead(painter);
        paintLanes(painter);
        paintAxis(painter);
        paintLines(painter);
    }

private:
    int headHeight() const
    {
        return (m_tree.title.empty() ? 0 : titlePixels + gap) +
               (m_tree.subtitle.empty() ? 0 : textPixels + gap) + gap;
    }
    int widest(std::string FamilyTree::Lane::*text) const
    {
        int width = 0;
        for (const FamilyTree::Lane& lane : m_tree.lanes)
            width = std::max(width, widthOf(QString::fromStdString(lane.*text), m_letters));
        return width;
    }

    double xOf(double generation) const
    {
        const double last = std::max(1u, m_tree.lastGeneration);
        const double share =
            m_tree.logarithmic ? std::log1p(generation) / std::log1p(last) : generation / last;
        return m_plot.left() + share * m_plot.width();
    }
    double yOf(std::size_t lane) const
    {
        return m_plot.top() + (static_cast<double>(lane) + 0.5) * laneHeight;
    }
    QPointF placeOf(const FamilyTree::Node& node) const
    {
        return {xOf(node.generation), yOf(node.lane)};
    }

    void paintHead(QPainter& painter) const
    {
        int top = margin;
        const auto line = [&](const std::string& text, const QFont& font, const QColor& colour,
                              int height) {
            if (text.empty())
                return;
            painter.setFont(font);
            painter.setPen(colour);
            painter.drawText(
                QRect(margin, top, size().width() - 2 * margin, height + gap / 2),
                Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                fitted(QString::fromStdString(text), font, size().width() - 2 * margin));
            top += height + gap;
        };
        line(m_tree.title, typeface(titlePixels, QFont::DemiBold), m_colours.text, titlePixels);
        line(m_tree.subtitle, m_letters, m_colours.quietText, textPixels);
    }

    void paintLanes(QPainter& painter) const
    {
        painter.setFont(m_letters);
        for (std::size_t i = 0; i < m_tree.lanes.size(); ++i) {
            const FamilyTree::Lane& lane = m_tree.lanes[i];
            const double y = yOf(i);
            painter.setPen(QPen(m_colours.grid, 1));
            painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right() + 1, y));
            painter.setPen(m_colours.text);
            const QRectF left(margin, y - laneHeight / 2.0, m_plot.left() - gap - margin,
                              laneHeight);
            painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                             QString::fromStdString(lane.label));
            QRectF picture(m_plot.right() + 1 + gap, y - pictureSide / 2.0, pictureSide,
                           pictureSide);
            if (!lane.champion.isNull())
                painter.drawImage(picture, lane.champion);
            painter.setPen(m_colours.quietText);
            const QRectF right(picture.right() + gap, y - laneHeight / 2.0,
                               size().width() - margin - picture.right(), laneHeight);
            painter.drawText(right, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                             QString::fromStdString(lane.confidence));
        }
    }

    void paintAxis(QPainter& painter) const
    {
        painter.setPen(m_colours.quietText);
        painter.setFont(m_letters);
        const double y = m_plot.bottom() + 1 + gap;
        double before = -1000;
        for (const double generation : ticks())
            if (const double x = xOf(generation); x - before > 60) {
                painter.drawText(QRectF(x - 60, y, 120, textPixels + gap / 2.0),
                                 Qt::AlignHCenter | Qt::AlignTop,
                                 QString::number(generation, 'f', 0));
                before = x;
            }
        painter.drawText(QRectF(m_plot.left(), y + textPixels + gap / 2.0, m_plot.width(),
                                textPixels + gap / 2.0),
                         Qt::AlignHCenter | Qt::AlignTop, QStringLiteral("generation"));
    }

    /// 0, and then powers of ten or tenths of the whole.
    std::vector<double> ticks() const
    {
        const double last = std::max(1u, m_tree.lastGeneration);
        std::vector<double> ticks{0};
        if (m_tree.logarithmic)
            for (double power = 1; power <= last; power *= 10)
                ticks.push_back(power);
        else
            for (int tenth = 2; tenth <= 10; tenth += 2)
                ticks.push_back(std::round(last * tenth / 10));
        return ticks;
    }

    void paintLines(QPainter& painter) const
    {
        const QColor within = withAlpha(m_colours.quietText, 0.7);
        const QColor across = withAlpha(m_colours.accent, 0.8);
        painter.setBrush(Qt::NoBrush);
        for (const FamilyTree::Node& node : m_tree.nodes) {
            if (!node.parent)
                continue;
            const FamilyTree::Node& parent = m_tree.nodes[*node.parent];
            const QPointF from = placeOf(parent), to = placeOf(node);
            painter.setPen(QPen(parent.lane == node.lane ? within : across, 1.5));
            const double middle = (from.x() + to.x()) / 2;
            QPainterPath path(from);
            path.cubicTo(QPointF(middle, from.y()), QPointF(middle, to.y()), to);
            painter.drawPath(path);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_colours.text);
        for (const FamilyTree::Node& node : m_tree.nodes)
            painter.drawEllipse(placeOf(node), dot, dot);
        painter.setBrush(Qt::NoBrush);
    }

    const FamilyTree& m_tree;
    Colours m_colours;
    QFont m_letters;
    QRect m_plot;
};

} // namespace

Drawing drawingOf(const FamilyTree& tree)
{
    return {TreePainter(tree).size(),
            [tree](QPainter& painter) { TreePainter(tree).paint(painter); }};
}

} // namespace pareidolia
