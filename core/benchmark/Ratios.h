// SPDX-License-Identifier: GPL-3.0-or-later
// Speed as ratios measured in one process, in turn: they mean the same on a busy machine and on a
// slow one. `bench` prints them and tests/benchmarks holds them.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/run/RunSpec.h"
#include "core/torch/BareForward.h"

#include <memory>
#include <string>

namespace pareidolia {

/// A run, and its network under both views.
struct Benchmarked
{
    RunSpec spec;
    std::shared_ptr<const Classifier> classifier; ///< as the program uses it
    std::shared_ptr<const BareForward> forward;   ///< nothing but the network
};

/// A preset that came with the program, and the model that it names.
Result<Benchmarked> loadBenchmarked(const std::string& preset);

struct PipelineRatio
{
    double pipelineRate = 0; ///< pictures a second of a whole run: made, rendered, scored, kept
    double forwardRate = 0;  ///< pictures a second of the bare network
    double ratio = 0;        ///< the median over rounds of rate over rate
};

/// Whole runs by `threads` workers against as many threads with the bare network,
/// `rounds` times in turn. Blocks for the time it takes, all workers busy.
Result<PipelineRatio> pipelineOverForward(const Benchmarked& subject, int threads, int rounds);

/// The same run with `threads` workers and with one: rate over rate, the median over rounds.
Result<double> workersOverOne(const Benchmarked& subject, int threads, int rounds);

/// The share of a run's time, on one thread, that goes neither into making and rendering children
/// nor into the network: choosing, archive, log, statistics.
Result<double> bookkeepingShare(const Benchmarked& subject);

} // namespace pareidolia
