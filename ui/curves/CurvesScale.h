// SPDX-License-Identifier: GPL-3.0-or-later
// The axes of the curves.
#pragma once

#include "core/classifier/Scores.h"
#include "ui/curves/PlotLook.h"

#include <algorithm>
#include <cmath>

namespace pareidolia {

enum class CurvesY { LogOdds, Confidence };

struct CurvesScale
{
    CurvesX x = CurvesX::Generations;
    CurvesY y = CurvesY::LogOdds;

    double yOf(double logOdds) const
    {
        if (std::isnan(logOdds))
            return logOdds;
        return y == CurvesY::LogOdds ? std::max(logOdds, leastLogOdds) : probabilityOf(logOdds);
    }
};

} // namespace pareidolia
