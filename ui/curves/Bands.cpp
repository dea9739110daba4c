// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/Bands.h"

#include "ui/curves/PlotLook.h"

namespace pareidolia {

Bands::Bands(QCustomPlot& plot)
{
    for (QCPGraph** graph : {&m_minimum, &m_lower, &m_upper, &m_maximum, &m_median}) {
        *graph = plot.addGraph();
        (*graph)->setAdaptiveSampling(true);
        (*graph)->setPen(Qt::NoPen);
    }
    m_maximum->setChannelFillGraph(m_minimum);
    m_upper->setChannelFillGraph(m_lower);
}

void Bands::setData(const QVector<double>& x, const Values& values)
{
    const std::array graphs{m_minimum, m_lower, m_median, m_upper, m_maximum};
    for (std::size_t q = 0; q < values.size(); ++q) {
        graphs[q]->setVisible(!values[q].isEmpty());
        graphs[q]->setData(values[q].isEmpty() ? QVector<double>() : x, values[q], true);
    }
}

void Bands::setLook(const QPen& median, const QColor& fill)
{
    m_median->setPen(median);
    m_maximum->setBrush(faint(fill, 0.15));
    m_upper->setBrush(faint(fill, 0.25));
}

std::optional<Bands::End> Bands::end() const
{
    const auto points = m_median->data();
    if (points->isEmpty())
        return std::nullopt;
    const QCPGraphData& last = *std::prev(points->constEnd());
    return End{last.key, last.value};
}

} // namespace pareidolia
