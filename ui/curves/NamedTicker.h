// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks of an axis as ui/drawing names them, on paper and here alike.
#pragma once

#include "ui/curves/PlotHeader.h"
#include "ui/drawing/AxisScales.h"

#include <functional>
#include <utility>
#include <vector>

namespace pareidolia {

class NamedTicker : public QCPAxisTicker
{
public:
    /// The values in a range that have names.
    using Names = std::function<std::vector<NamedValue>(double from, double to)>;

    static QSharedPointer<QCPAxisTicker> of(Names names)
    {
        const QSharedPointer<NamedTicker> ticker(new NamedTicker);
        ticker->m_names = std::move(names);
        return ticker;
    }

protected:
    void generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* labels) override
    {
        ticks.clear();
        if (subTicks)
            subTicks->clear();
        if (labels)
            labels->clear();
        for (const auto& [value, name] : m_names(range.lower, range.upper)) {
            ticks.append(value);
            if (labels)
                labels->append(QString::fromStdString(name));
        }
    }

private:
    Names m_names;
};

} // namespace pareidolia
