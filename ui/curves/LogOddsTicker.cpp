// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/LogOddsTicker.h"

#include "ui/drawing/AxisScales.h"

namespace pareidolia {

namespace {

constexpr int mostTicks = 9;

} // namespace

void LogOddsTicker::generate(const QCPRange& range, const QLocale&, QChar, int,
                             QVector<double>& ticks, QVector<double>* subTicks,
                             QVector<QString>* tickLabels)
{
    ticks.clear();
    if (subTicks)
        subTicks->clear();
    if (tickLabels)
        tickLabels->clear();
    for (const NamedValue& named :
         namedLogOdds(range.lower, range.upper, range.size() / mostTicks)) {
        ticks.append(named.value);
        if (tickLabels)
            tickLabels->append(QString::fromStdString(named.name));
    }
}

} // namespace pareidolia
