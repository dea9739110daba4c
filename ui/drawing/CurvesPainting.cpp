// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/CurvesLayout.h"

#include <QPainter>
#include <algorithm>
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
        for (std::size_t run = 0; run < m_layout.endings.size(); ++run)
            text(m_layout.endings[run], m_layout.endingFont,
                 m_figure.penOf(m_figure.runs[run]).color(), Qt::AlignLeft);
    }

private:
    QPen wide(QPen pen, double width) const
    {
        pen.setWidthF(std::max(1.0, width * m_layout.unit));
        return pen;
    }
    QPen thin(const QColor& colour) const { return wide(QPen(colour), 2); }
    QPen medianOf(const CurvesRun& run) const { return wide(m_figure.penOf(run), 6); }
    QPen lineOf(const CurvesLine& line) const { return wide(m_figure.penOf(line), 2.5); }
    QPen markOf(const CurvesMark& mark) const { return wide(m_figure.penOf(mark), 2); }

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
            m_painter.setPen(thin(m_colours.grid));
            m_painter.drawLine(QPointF(m_layout.plot.left(), tick.position),
                               QPointF(m_layout.plot.right(), tick.position));
            text(tick.label, m_layout.textFont, m_colours.quietText, Qt::AlignRight);
        }
        m_painter.setPen(thin(m_colours.quietText));
        m_painter.drawLine(m_layout.plot.bottomLeft(), m_layout.plot.bottomRight());
        for (const AxisTick& tick : m_layout.xTicks) {
            m_painter.setPen(thin(m_colours.quietText));
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

    QPointF point(double x, double y) const { return {m_layout.xOf(x), m_layout.yOf(y)}; }

    /// Between two curves, in as many pieces as gaps leave.
    void band(const CurvesRun& run, CurvesRun::Quantile from, CurvesRun::Quantile to)
    {
        const auto& lower = run.quantiles[from];
        const auto& upper = run.quantiles[to];
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_figure.bandOf(run, from == CurvesRun::LowerQuartile));
        QPolygonF above, below;
        const auto finish = [&] {
            std::reverse(below.begin(), below.end());
            m_painter.drawPolygon(above + below);
            above.clear();
            below.clear();
        };
        const std::size_t count = std::min({run.x.size(), lower.size(), upper.size()});
        for (std::size_t i = 0; i < count; ++i) {
            if (std::isfinite(lower[i]) && std::isfinite(upper[i])) {
                above << point(run.x[i], upper[i]);
                below << point(run.x[i], lower[i]);
            } else {
                finish();
            }
        }
        finish();
        m_painter.setBrush(Qt::NoBrush);
    }

    /// `steps`: a value holds until the next.
    void curve(const std::vector<double>& x, const std::vector<double>& values, const QPen& pen,
               bool steps)
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
            if (!std::isfinite(values[i])) {
                finish();
                continue;
            }
            if (steps && !piece.isEmpty())
                piece << QPointF(m_layout.xOf(x[i]), piece.back().y());
            piece << point(x[i], values[i]);
        }
        finish();
    }

    void curves()
    {
        for (const CurvesRun& run : m_figure.runs) {
            band(run, CurvesRun::Minimum, CurvesRun::Maximum);
            band(run, CurvesRun::LowerQuartile, CurvesRun::UpperQuartile);
        }
        for (const CurvesMark& mark : m_figure.marks) {
            const double x = m_layout.xOf(mark.x);
            m_painter.setPen(markOf(mark));
            m_painter.drawLine(QPointF(x, m_layout.plot.top()), QPointF(x, m_layout.plot.bottom()));
        }
        for (const CurvesLine& line : m_figure.lines)
            curve(line.x, line.y, lineOf(line), true);
        for (const CurvesRun& run : m_figure.runs)
            curve(run.x, run.quantiles[CurvesRun::Median], medianOf(run), false);
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
            case LegendEntry::Kind::Line:
                m_painter.setPen(entry.kind == LegendEntry::Kind::Median
                                     ? medianOf(m_figure.runs[entry.which])
                                     : lineOf(m_figure.lines[entry.which]));
                m_painter.drawLine(left, right);
                break;
            case LegendEntry::Kind::Mark:
                m_painter.setPen(markOf(m_figure.marks[entry.which]));
                m_painter.drawLine(QPointF(swatch.center().x(), swatch.top()),
                                   QPointF(swatch.center().x(), swatch.bottom()));
                break;
            case LegendEntry::Kind::Quartiles: // lies upon the other band, as in the plot
            case LegendEntry::Kind::Extremes:
                for (const bool quartiles : {false, true})
                    if (!quartiles || entry.kind == LegendEntry::Kind::Quartiles)
                        m_painter.fillRect(swatch.adjusted(0, inset, 0, -inset),
                                           m_figure.bandOf(m_figure.runs[entry.which], quartiles));
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

} // namespace pareidolia
