// SPDX-License-Identifier: GPL-3.0-or-later
// A median with the band of the quartiles and, behind it, the band of the extremes. Belongs to a
// plot, which owns the graphs and outlives it.
#pragma once

#include "ui/curves/PlotHeader.h"

#include <array>
#include <optional>

namespace pareidolia {

class Bands
{
public:
    /// Minimum, lower quartile, median, upper quartile, maximum.
    using Values = std::array<QVector<double>, 5>;

    explicit Bands(QCustomPlot& plot);

    /// Empty extremes are not drawn.
    void setData(const QVector<double>& x, const Values& values);
    void clear() { setData({}, {}); }
    void setLook(const QPen& median, const QColor& fill);

    struct End
    {
        double x = 0, y = 0;
    };
    /// The last point of the median; nothing if there is none.
    std::optional<End> end() const;

private:
    QCPGraph *m_minimum, *m_lower, *m_upper, *m_maximum, *m_median;
};

} // namespace pareidolia
