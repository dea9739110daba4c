// SPDX-License-Identifier: GPL-3.0-or-later
// How a search goes about it. The parameter table of core/run gives every field its key, unit,
// range and sentence; defaults are the paper's.
#pragma once

#include "core/classifier/Classifier.h"
#include "core/encoding/VariationSettings.h"

#include <cstdint>

namespace pareidolia {

/// Gradient ascent (docs/protocol.md "Gradient ascent"); pixels count in units of 0–255.
struct GradientSettings
{
    enum class Start { MeanNoise, Zero, Uniform };

    Start start = Start::MeanNoise;
    Objective objective = Objective::Probability;
    double maximumRate = 1e7;
    double earlyWant = 0.02;     ///< gain in probability that a step aims at, far from the goal
    double lateWant = 0.1;       ///< … and per unit of doubt, close to it
    double decay = 0;            ///< share of the distance to the mean lost a step
    double blurRadius = 0;       ///< σ in pixels; 0: no blur
    std::uint32_t blurEvery = 1; ///< steps
    double normPercentile = 0;   ///< pixels of smaller norm become the mean; 0: none
    double contributionPercentile = 0; ///< pixels of smaller |gradient · pixel|, the same
    double stopAt = 0.9999;            ///< confidence at which a class is done; above 1: never
    std::uint32_t steps = 500;         ///< of a class at most
    std::uint32_t classesAtOnce = 20;  ///< on their way; the next begins where one is done

    bool operator==(const GradientSettings&) const = default;
};

/// What approximate scores may leave out (docs/protocol.md "Screening").
struct ScreeningSettings
{
    Screening precision = Screening::Off;
    double margin = 0.5; ///< log-odds by which they may be wrong

    bool operator==(const ScreeningSettings&) const = default;
};

struct SearchSettings
{
    std::uint64_t seed = 1;       ///< names one of many equal runs
    std::uint32_t initial = 200;  ///< pictures in generation 0 (evolution)
    std::uint32_t children = 200; ///< pictures in every other generation (evolution)
    VariationSettings variation;
    ScreeningSettings screening; ///< evolution
    GradientSettings gradient;

    bool operator==(const SearchSettings&) const = default;
};

} // namespace pareidolia
