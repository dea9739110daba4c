// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/CurvesFigure.h"

#include "ui/drawing/CurvesLayout.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace pareidolia {

namespace {

class CurvesPainter
{
public:
    CurvesPainter(const CurvesFigure& figure, QPainter& painter)
        : m_figure(figure),
          m_layout(layOut(figure)),
          m_colours(coloursOf(figure.theme)),
          m_painter(painter)
    {
        m_painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    }

    void paint()
    {
        text(m_layout.title, m_layout.titleFont, m_colours.text, Qt::AlignLeft);
        text(m_layout.subtitle, m_layout.textFont, m_colours.quietText, Qt::AlignLeft);
        axes();
        curves();
        legend();
        QFont strong = m_layout.textFont;
        strong.setWeight(QFont::Bold);
        for (std::size_t run = 0; run < m_layout.endings.size(); ++run)
            text(m_layout.endings[run], strong, colourOf(run), Qt::AlignLeft);
    }

private:
    QColor colourOf(std::size_t run) const
    {
        return run == 0 ? m_colours.accent : categoryColour(m_figure.theme, run - 1);
    }

    QColor bandColour(std::size_t run, bool inner) const
    {
        QColor colour = colourOf(run);
        // Light reads weaker on dark than ink on paper.
        const float outer = m_figure.theme == Theme::Dark ? 0.2f : 0.14f;
        colour.setAlphaF(inner ? 0.34f : outer);
        return colour;
    }

    QPen pen(const QColor& colour, double width) const
    {
        return {colour, std::max(1.0, width * m_layout.unit), Qt::SolidLine, Qt::FlatCap,
                Qt::RoundJoin};
    }

    /// Where colours repeat, dashes tell lines apart.
    QPen categoryPen(std::size_t line) const
    {
        line += m_figure.runs.size() - 1; // the first colours are the runs'
        constexpr std::array styles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
        QPen dashed = pen(categoryColour(m_figure.theme, line), 2.5);
        dashed.setStyle(styles[line / categoryColours % styles.size()]);
        return dashed;
    }

    void text(const FigureText& text, const QFont& font, const QColor& colour, Qt::Alignment side)
    {
        m_painter.setFont(font);
        m_painter.setPen(colour);
        m_painter.drawText(
            text.place, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, text.text);
    }

    void axes()
    {
        for (const AxisTick& tick : m_layout.yTicks) {
            m_painter.setPen(QPen(m_colours.grid, std::max(1.0, 2 * m_layout.unit)));
            m_painter.drawLine(QPointF(m_layout.plot.left(), tick.position),
                               QPointF(m_layout.plot.right(), tick.position));
            text(tick.label, m_layout.textFont, m_colours.quietText, Qt::AlignRight);
        }
        m_painter.setPen(QPen(m_colours.quietText, std::max(1.0, 2 * m_layout.unit)));
        m_painter.drawLine(m_layout.plot.bottomLeft(), m_layout.plot.bottomRight());
        for (const AxisTick& tick : m_layout.xTicks) {
            m_painter.setPen(QPen(m_colours.quietText, std::max(1.0, 2 * m_layout.unit)));
            m_painter.drawLine(QPointF(tick.position, m_layout.plot.bottom()),
                               QPointF(tick.position, m_layout.plot.bottom() + 8 * m_layout.unit));
            text(tick.label, m_layout.textFont, m_colours.quietText, Qt::AlignHCenter);
        }
        text(m_layout.xTitle, m_layout.textFont, m_colours.text, Qt::AlignHCenter);
        uprightTitle();
    }

    void uprightTitle()
    {
        const QRectF& place = m_layout.yTitle.place;
        m_painter.save();
        m_painter.translate(place.center());
        m_painter.rotate(-90);
        text({QRectF(-place.height() / 2, -place.width() / 2, place.height(), place.width()),
              m_layout.yTitle.text},
             m_layout.textFont, m_colours.text, Qt::AlignHCenter);
        m_painter.restore();
    }

    QPointF point(double x, double logOdds) const
    {
        return {m_layout.xOf(x), m_layout.yOf(logOdds)};
    }

    /// Between two curves, in as many pieces as gaps leave.
    void band(const std::vector<double>& x, const std::vector<double>& lower,
              const std::vector<double>& upper, const QColor& colour)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        QPolygonF above, below;
        const auto finish = [&] {
            std::reverse(below.begin(), below.end());
            m_painter.drawPolygon(above + below);
            above.clear();
            below.clear();
        };
        const std::size_t count = std::min({x.size(), lower.size(), upper.size()});
        for (std::size_t i = 0; i < count; ++i) {
            if (std::isfinite(lower[i]) && std::isfinite(upper[i])) {
                above << point(x[i], upper[i]);
                below << point(x[i], lower[i]);
            } else {
                finish();
            }
        }
        finish();
        m_painter.setBrush(Qt::NoBrush);
    }

    void curve(const std::vector<double>& x, const std::vector<double>& values, const QPen& pen)
    {
        m_painter.setPen(pen);
        QPolygonF piece;
        const auto finish = [&] {
            if (piece.size() == 1) // a run that has only begun
                m_painter.drawLine(piece.front() - QPointF(3 * m_layout.unit, 0),
                                   piece.front() + QPointF(3 * m_layout.unit, 0));
            else
                m_painter.drawPolyline(piece);
            piece.clear();
        };
        const std::size_t count = std::min(x.size(), values.size());
        for (std::size_t i = 0; i < count; ++i) {
            if (std::isfinite(values[i]))
                piece << point(x[i], values[i]);
            else
                finish();
        }
        finish();
    }

    void curves()
    {
        for (std::size_t i = 0; i < m_figure.runs.size(); ++i) {
            const CurvesRun& run = m_figure.runs[i];
            band(run.x, run.bands.minimum, run.bands.maximum, bandColour(i, false));
            band(run.x, run.bands.lowerQuartile, run.bands.upperQuartile, bandColour(i, true));
        }
        for (std::size_t i = 0; i < m_figure.runs.size(); ++i) {
            const CurvesRun& run = m_figure.runs[i];
            for (std::size_t line = 0; line < run.lines.size(); ++line)
                curve(run.x, run.lines[line].logOdds, categoryPen(line));
            curve(run.x, run.bands.median, pen(colourOf(i), 6));
        }
    }

    void legend()
    {
        for (const LegendEntry& entry : m_layout.legend) {
            const QRectF& swatch = entry.swatch;
            const QPointF left(swatch.left(), swatch.center().y());
            const QPointF right(swatch.right(), swatch.center().y());
            const double inset = swatch.height() / 6;
            switch (entry.kind) {
            case LegendEntry::Kind::Median:
                m_painter.setPen(pen(colourOf(entry.run), 6));
                m_painter.drawLine(left, right);
                break;
            case LegendEntry::Kind::Line:
                m_painter.setPen(categoryPen(entry.line));
                m_painter.drawLine(left, right);
                break;
            case LegendEntry::Kind::Quartiles: // lies upon the other band, as in the plot
                m_painter.fillRect(swatch.adjusted(0, inset, 0, -inset),
                                   bandColour(entry.run, false));
                [[fallthrough]];
            case LegendEntry::Kind::Extremes:
                m_painter.fillRect(
                    swatch.adjusted(0, inset, 0, -inset),
                    bandColour(entry.run, entry.kind == LegendEntry::Kind::Quartiles));
                break;
            }
            text(entry.label, m_layout.smallFont, m_colours.text, Qt::AlignLeft);
        }
    }

    const CurvesFigure& m_figure;
    CurvesLayout m_layout;
    Colours m_colours;
    QPainter& m_painter;
};

} // namespace

Drawing drawingOf(const CurvesFigure& figure)
{
    return {layOut(figure).size, [figure](QPainter& painter) {
                painter.fillRect(QRect(QPoint(), layOut(figure).size),
                                 coloursOf(figure.theme).behindFigure);
                CurvesPainter(figure, painter).paint();
            }};
}

QImage paintCurves(const CurvesFigure& figure)
{
    return painted(drawingOf(figure));
}

} // namespace pareidolia
