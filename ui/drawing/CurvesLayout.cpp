// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/CurvesLayout.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr QSize smallestFigure(320, 240);

/// Works from the edges inwards: what is left in the middle is the plot.
class Draughtsman
{
public:
    explicit Draughtsman(const CurvesFigure& figure) : m_figure(figure)
    {
        m_layout.range = figure.range();
        m_layout.size = figure.size.expandedTo(smallestFigure);
        m_layout.unit = std::min(m_layout.size.width() / 1600.0, m_layout.size.height() / 1000.0);
        m_layout.titleFont = typeface(pixels(36), QFont::Bold);
        m_layout.textFont = typeface(pixels(24));
        m_layout.smallFont = typeface(pixels(22));
        m_layout.endingFont = typeface(pixels(24), QFont::Bold);
        const double margin = scaled(48);
        m_free = QRectF(QPointF(0, 0), m_layout.size).adjusted(margin, margin, -margin, -margin);
    }

    CurvesLayout draw()
    {
        placeHeadlines();
        placeLegend();
        placeAxes();
        placeEndings();
        return std::move(m_layout);
    }

private:
    double scaled(double value) const { return value * m_layout.unit; }
    int pixels(double value) const
    {
        return std::max(9, static_cast<int>(std::lround(scaled(value))));
    }

    static double heightOf(const QFont& font) { return std::ceil(QFontMetricsF(font).height()); }

    FigureText placeOnTop(const std::string& text, const QFont& font)
    {
        if (text.empty())
            return {};
        const QRectF place(m_free.topLeft(), QSizeF(m_free.width(), heightOf(font)));
        m_free.setTop(place.bottom() + scaled(4));
        return {place,
                fitted(QString::fromStdString(text), font, static_cast<int>(m_free.width()))};
    }

    void placeHeadlines()
    {
        m_layout.title = placeOnTop(m_figure.title, m_layout.titleFont);
        m_layout.subtitle = placeOnTop(m_figure.subtitle, m_layout.textFont);
        if (!m_layout.title.text.isEmpty() || !m_layout.subtitle.text.isEmpty())
            m_free.setTop(m_free.top() + scaled(20));
    }

    void addLegend(LegendEntry::Kind kind, const QString& name, std::size_t which)
    {
        const QFont& font = m_layout.smallFont;
        const double swatch = scaled(40);
        const double height = heightOf(font);
        const double most = m_free.width() - swatch - scaled(12);
        const QString text = fitted(name, font, static_cast<int>(most));
        const double width = swatch + scaled(12) + widthOf(text, font);
        if (m_legendX > m_free.left() && m_legendX + width > m_free.right()) {
            m_legendX = m_free.left();
            m_legendY += height + scaled(8);
        }
        m_layout.legend.push_back({kind,
                                   which,
                                   QRectF(m_legendX, m_legendY, swatch, height),
                                   {QRectF(m_legendX + swatch + scaled(12), m_legendY,
                                           width - swatch - scaled(12), height),
                                    text}});
        m_legendX += width + scaled(40);
    }

    void placeLegend()
    {
        m_legendX = m_free.left();
        m_legendY = m_free.top();
        using Kind = LegendEntry::Kind;
        for (std::size_t i = 0; i < m_figure.runs.size(); ++i) {
            const auto& [minimum, lower, median, upper, maximum] = m_figure.runs[i].quantiles;
            if (!median.empty())
                addLegend(Kind::Median,
                          m_figure.runs.size() > 1
                              ? QStringLiteral("median of ") +
                                    QString::fromStdString(m_figure.runs[i].label)
                              : QStringLiteral("median class"),
                          i);
            // What bands mean need be said once only.
            if (i == 0 && !lower.empty() && !upper.empty())
                addLegend(Kind::Quartiles, QStringLiteral("middle half of the classes"), i);
            if (i == 0 && !minimum.empty() && !maximum.empty())
                addLegend(Kind::Extremes, QStringLiteral("weakest to strongest"), i);
        }
        for (std::size_t i = 0; i < m_figure.lines.size(); ++i)
            addLegend(Kind::Line, QString::fromStdString(m_figure.lines[i].label), i);
        const auto mark =
            std::ranges::find(m_figure.marks, CurvesMark::Kind::Change, &CurvesMark::kind);
        if (mark != m_figure.marks.end())
            addLegend(Kind::Mark, QStringLiteral("a setting changed"),
                      static_cast<std::size_t>(mark - m_figure.marks.begin()));
        if (!m_layout.legend.empty())
            m_free.setTop(m_legendY + heightOf(m_layout.smallFont) + scaled(32));
    }

    QString endingText(const CurvesRun& run) const
    {
        const auto end = run.end();
        return end ? QString::fromStdString(m_figure.scale.nameOf(end->y())) : QString();
    }

    void placeAxes()
    {
        const QFont& font = m_layout.textFont;
        const double line = heightOf(font);
        const double titleRoom = line + scaled(16);
        // The height is known before the width: the labels of the y axis decide the latter.
        m_layout.plot = m_free.adjusted(0, 0, 0, -(titleRoom + line + scaled(12)));
        const CurvesFigure::Range& range = m_layout.range;
        const double distance = 1.6 * line / m_layout.plot.height() * (range.top - range.bottom);
        const auto names = m_figure.scale.ticksUp(range.bottom, range.top, distance);
        int widest = 0;
        for (const NamedValue& name : names)
            widest = std::max(widest, widthOf(QString::fromStdString(name.name), font));
        int widestEnding = 0;
        for (const CurvesRun& run : m_figure.runs)
            widestEnding = std::max(widestEnding, widthOf(endingText(run), m_layout.endingFont));
        const double endingRoom = widestEnding + scaled(16);
        m_layout.plot.adjust(titleRoom + widest + scaled(16), 0, -endingRoom, 0);

        const double right = m_layout.plot.left() - scaled(16);
        for (const NamedValue& name : names) {
            const double y = m_layout.yOf(name.value);
            m_layout.yTicks.push_back({name.value,
                                       y,
                                       {QRectF(right - widest, y - line / 2, widest, line),
                                        QString::fromStdString(name.name)}});
        }
        placeXTicks(line);
        m_layout.xTitle = {
            QRectF(m_layout.plot.left(), m_free.bottom() - line, m_layout.plot.width(), line),
            fitted(titleOf(m_figure.scale.x), font, static_cast<int>(m_layout.plot.width()))};
        m_layout.yTitle = {QRectF(m_free.left(), m_layout.plot.top(), line, m_layout.plot.height()),
                           fitted(QString::fromStdString(m_figure.yTitle), font,
                                  static_cast<int>(m_layout.plot.height()))};
    }

    void placeXTicks(double line)
    {
        const QFont& font = m_layout.textFont;
        // As many as stand apart by half a label.
        for (int count = 10; count >= 1; --count) {
            std::vector<AxisTick> ticks;
            double end = -1e9;
            bool apart = true;
            for (const NamedValue& name :
                 m_figure.scale.ticksAcross(m_layout.range.left, m_layout.range.right, count)) {
                const QString text = QString::fromStdString(name.name);
                const double x = m_layout.xOf(name.value);
                const double width = widthOf(text, font);
                apart = apart && x - width / 2 >= end + width / 2;
                end = x + width / 2;
                ticks.push_back(
                    {name.value,
                     x,
                     {QRectF(x - width / 2, m_layout.plot.bottom() + scaled(12), width, line),
                      text}});
            }
            m_layout.xTicks = std::move(ticks);
            if (apart)
                return;
        }
    }

    /// From top to bottom, each as near to the end of its curve as the one above lets it be.
    void placeEndings()
    {
        const double line = heightOf(m_layout.textFont);
        for (const CurvesRun& run : m_figure.runs) {
            const QString text = endingText(run);
            const double y = text.isEmpty() ? 0 : m_layout.yOf(run.end()->y());
            m_layout.endings.push_back(
                {QRectF(m_layout.plot.right() + scaled(16), y - line / 2,
                        text.isEmpty() ? 0 : widthOf(text, m_layout.endingFont), line),
                 text});
        }
        std::vector<FigureText*> falling;
        for (FigureText& ending : m_layout.endings)
            if (!ending.text.isEmpty())
                falling.push_back(&ending);
        std::ranges::sort(falling, {}, [](const FigureText* text) { return text->place.top(); });
        for (std::size_t i = 1; i < falling.size(); ++i)
            if (const double low = falling[i - 1]->place.bottom(); falling[i]->place.top() < low)
                falling[i]->place.moveTop(low);
    }

    const CurvesFigure& m_figure;
    CurvesLayout m_layout;
    QRectF m_free; ///< what nothing has taken yet
    double m_legendX = 0;
    double m_legendY = 0;
};

} // namespace

CurvesLayout layOut(const CurvesFigure& figure)
{
    return Draughtsman(figure).draw();
}

} // namespace pareidolia
