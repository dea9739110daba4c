// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks of an axis of log-odds, labelled as confidences: 50 %, 99 %, 99.99 %, 1 − 10⁻⁸.
#pragma once

#include "ui/curves/PlotHeader.h"

namespace pareidolia {

class LogOddsTicker : public QCPAxisTicker
{
protected:
    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision,
                  QVector<double>& ticks, QVector<double>* subTicks,
                  QVector<QString>* tickLabels) override;
};

} // namespace pareidolia
