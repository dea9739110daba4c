// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SpokenConfidence.h"
#include "ui/curves/CurvesViews.h"
#include "ui/curves/DrawnPlot.h"
#include "ui/curves/PlotHeader.h"
#include "ui/drawing/Theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pareidolia {

namespace {

constexpr double barsRoom = 0.84; ///< of a bin, all its bars together
constexpr int betweenNames = 8;   ///< pixels
constexpr double headroom = 1.3;  ///< above the highest bar, for the legend
constexpr double leastTop = 0.25; ///< of the axis, as a share

QString nameOfEdge(std::size_t edge)
{
    const double confidence = histogramEdges[edge];
    return QString::fromStdString(
        spokenConfidence(static_cast<float>(confidence), std::log(confidence / (1 - confidence))));
}

ConfidenceHistogram countChampions(const RunSession& session)
{
    std::vector<double> logOdds;
    for (const std::size_t target : session.targets())
        if (const auto& champion = session.champion(target))
            logOdds.push_back(champion->logOdds);
    return histogramOf(logOdds);
}

class HistogramPlot : public DrawnPlot
{
public:
    HistogramPlot(const std::vector<RunSession*>& sessions,
                  const std::optional<TypicalConfidence>& measured);

protected:
    void draw() override;
    void applyColours() override;
    void hover(const QPointF& position) override;

private:
    void addBars(const QString& name);
    void nameEdges();

    std::vector<RunSession*> m_sessions;
    std::optional<ConfidenceHistogram> m_photographs; ///< or other test pictures
    std::vector<QCPBars*> m_bars;                     ///< of each run, then of photographs
    std::vector<ConfidenceHistogram> m_counts;
};

HistogramPlot::HistogramPlot(const std::vector<RunSession*>& sessions,
                             const std::optional<TypicalConfidence>& measured)
    : DrawnPlot("histogram", tr("Histogram of confidences")), m_sessions(sessions)
{
    if (measured && measured->confidences)
        m_photographs = measured->confidences->first;
    if (m_sessions.size() == 1)
        addBars(tr("champions of this run"));
    else
        for (const QString& name : {tr("A"), tr("B")})
            addBars(name);
    if (m_photographs)
        addBars(tr("test pictures (%1)").arg(QString::fromStdString(measured->data)));
    for (QCPBars* bars : m_bars)
        bars->setWidth(barsRoom / static_cast<double>(m_bars.size()));
    plot().legend->setVisible(true);
    plot().legend->setFillOrder(QCPLegend::foColumnsFirst); // beside each other
    plot().axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignHCenter | Qt::AlignTop);
    plot().xAxis->grid()->setVisible(false);
    plot().xAxis->setRange(0, static_cast<double>(ConfidenceHistogram::bins));
    plot().yAxis->setNumberFormat(QStringLiteral("f"));
    plot().yAxis->setNumberPrecision(0);
    plot().yAxis->setLabel(tr("% of pictures"));
    plot().xAxis->setLabel(m_photographs ? tr("confidence")
                                         : tr("confidence (of test pictures: not measured)"));
    for (RunSession* session : m_sessions)
        connect(session, &RunSession::advanced, this, &HistogramPlot::requestDrawing);
    applyColours();
}

void HistogramPlot::addBars(const QString& name)
{
    auto* bars = new QCPBars(plot().xAxis, plot().yAxis);
    bars->setName(name);
    bars->setWidthType(QCPBars::wtPlotCoords);
    m_bars.push_back(bars);
}

void HistogramPlot::draw()
{
    m_counts.clear();
    for (const RunSession* session : m_sessions)
        m_counts.push_back(countChampions(*session));
    if (m_photographs)
        m_counts.push_back(*m_photographs);
    double top = leastTop;
    const double width = barsRoom / static_cast<double>(m_bars.size());
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        QVector<double> x, y;
        for (std::size_t bin = 0; bin < ConfidenceHistogram::bins; ++bin) {
            const double left = static_cast<double>(bin) + (1 - barsRoom) / 2;
            x.append(left + width * (static_cast<double>(i) + 0.5));
            y.append(100 * m_counts[i].share(bin));
            top = std::max(top, m_counts[i].share(bin));
        }
        m_bars[i]->setData(x, y, true);
    }
    plot().yAxis->setRange(0, 100 * headroom * top);
    nameEdges();
}

void HistogramPlot::nameEdges()
{
    // From the sure end on, as many names as do not run into each other.
    const auto ticker = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
    double free = std::numeric_limits<double>::max();
    for (std::size_t edge = histogramEdges.size(); edge-- > 0;) {
        const QString name = nameOfEdge(edge);
        const double place = plot().xAxis->coordToPixel(static_cast<double>(edge + 1));
        const double half = widthOf(name, font()) / 2.0;
        const bool fits = place + half + betweenNames <= free;
        ticker->addTick(static_cast<double>(edge + 1), fits ? name : QString());
        if (fits)
            free = place - half;
    }
    plot().xAxis->setTicker(ticker);
}

void HistogramPlot::hover(const QPointF& position)
{
    const double place = plot().xAxis->pixelToCoord(position.x());
    plot().setToolTip({});
    if (place < 0 || place >= static_cast<double>(ConfidenceHistogram::bins) ||
        m_counts.size() != m_bars.size())
        return;
    const auto bin = static_cast<std::size_t>(place);
    QStringList lines{bin == 0 ? tr("up to %1").arg(nameOfEdge(0))
                      : bin == histogramEdges.size()
                          ? tr("over %1").arg(nameOfEdge(bin - 1))
                          : tr("%1 to %2").arg(nameOfEdge(bin - 1), nameOfEdge(bin))};
    for (std::size_t i = 0; i < m_bars.size(); ++i)
        lines.append(tr("%1: %2 of %3")
                         .arg(m_bars[i]->name())
                         .arg(m_counts[i].counts[bin])
                         .arg(m_counts[i].total()));
    plot().setToolTip(lines.join('\n'));
}

void HistogramPlot::applyColours()
{
    const Theme theme = themeOf(palette());
    const Colours colours = coloursOf(theme);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const bool photographs = i == m_sessions.size();
        const QColor colour = photographs ? colours.quietText
                              : i == 0    ? colours.accent
                                          : categoryColour(theme, i - 1);
        m_bars[i]->setPen(Qt::NoPen);
        m_bars[i]->setBrush(withAlpha(colour, photographs ? 0.55 : 0.9));
    }
    plot().legend->setBrush(withAlpha(colours.behindFigure, 0.8));
    plot().legend->setBorderPen(Qt::NoPen);
    plot().legend->setTextColor(colours.text);
    plot().legend->setFont(font());
    DrawnPlot::applyColours();
}

} // namespace

QWidget* makeHistogram(const std::vector<RunSession*>& sessions,
                       const std::optional<TypicalConfidence>& measured)
{
    return new HistogramPlot(sessions, measured);
}

} // namespace pareidolia
