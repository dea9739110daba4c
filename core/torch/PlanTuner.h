// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the fastest way to run a network here, once, when its model file is made.
// Thread: the caller's, alone, for a few seconds.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// One way that was tried.
struct PlanTrial
{
    Plan plan;
    bool steady = true;           ///< false: a picture's score was seen to depend on its neighbours
    double picturesPerSecond = 0; ///< the best of several rounds
    double gradientsPerSecond = 0; ///< likewise, where gradients were tried
};

struct TuneSettings
{
    double seconds = 4; ///< to spend on measuring, roughly; every way is tried at least once
    std::function<void(const PlanTrial&)> report = {}; ///< told of every way, when it is decided
    std::stop_token stop = {}; ///< asked between any two runs of the network
};

/// Tries memory layouts, preparations and micro-batches in turn. A plan is only taken if permuting,
/// splitting and padding batches changes no bit of a score, which is tried from the fastest on;
/// among those within 3 % of the fastest the smallest micro-batch wins. `bytes`: an archive this
/// process wrote, or of a `ModelFile`. Fails if no way is steady, if the network cannot be run, or
/// if it was stopped.
Result<Plan> tunePlan(const ModelInfo& info, std::string_view bytes,
                      const TuneSettings& settings = {});

} // namespace pareidolia
