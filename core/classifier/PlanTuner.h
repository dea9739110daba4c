// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the fastest plan for a network on this machine, once, when its model file is made. Thread:
// the caller's, alone, for a few seconds.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace pareidolia {

/// One plan that was tried.
struct PlanTrial
{
    Plan plan;
    bool steady = true;            ///< false: a score depended on the other pictures of the batch
    double picturesPerSecond = 0;  ///< the best of several rounds
    double gradientsPerSecond = 0; ///< the same for gradients, if they were tried
};

struct TuneSettings
{
    double seconds = 4; ///< for measuring, approximately; every plan is tried at least once
    std::function<void(const PlanTrial&)> report =
        {};                    ///< called for every plan, when it was measured
    std::size_t atOnce = 16;   ///< classifiers that may be in memory together; at least two
    std::stop_token stop = {}; ///< checked between any two runs of the network
};

/// Makes the classifier of a network with another plan.
using ClassifierMaker = std::function<Result<std::unique_ptr<Classifier>>(const ModelInfo& info)>;

/// Tries memory layouts, these preparations and micro-batches in turn. A plan is only chosen if
/// permuting, splitting and padding batches changes no bit of a score, which is checked from the
/// fastest on; of those within 3 % of the fastest the one with the smallest micro-batch is chosen.
/// Fails if no plan is steady, if the network cannot be run, or if it was cancelled.
Result<Plan> tunePlan(const ModelInfo& info, const std::vector<Plan::Preparation>& preparations,
                      const ClassifierMaker& make, const TuneSettings& settings = {});

} // namespace pareidolia
