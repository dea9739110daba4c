// SPDX-License-Identifier: GPL-3.0-or-later
// Speed as ratios measured in one process, in turn: they mean the same on a busy machine and on a
// slow one. `bench` prints them and tests/benchmarks holds them.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/run/RunListener.h"
#include "core/run/RunSpec.h"
#include "core/torch/BareForward.h"

#include <functional>
#include <memory>
#include <string>

namespace pareidolia {

/// A run, and its network as the program uses it.
struct Subject
{
    RunSpec spec;
    std::shared_ptr<const Classifier> classifier;
};

/// The run of a spec, with the model that it names.
Result<Subject> loadSubject(RunSpec spec);

/// Nothing but the network, by its name in the library or by its path.
Result<BareForward> loadForward(const std::string& model);

struct MeasuredRun
{
    double pictures = 0;
    double picturesPerSecond = 0; ///< made, rendered, scored, kept
    double pageFaultsPerPicture = 0;
};

/// Who listens to a run.
using ListenerFor = std::function<std::shared_ptr<RunListener>(const Run&)>;

/// One whole run by `threads` workers.
Result<MeasuredRun> measureRun(const Subject& subject, int threads,
                               const ListenerFor& listenerFor = {});

struct PipelineRatio
{
    double pipelineRate = 0;         ///< pictures a second of a whole run
    double forwardRate = 0;          ///< pictures a second of the bare network
    double ratio = 0;                ///< the median over rounds of rate over rate
    double pageFaultsPerPicture = 0; ///< of the run, the median over rounds
};

/// Whole runs by `threads` workers against as many threads with the bare network,
/// `rounds` times in turn. Blocks for the time it takes, all workers busy.
Result<PipelineRatio> pipelineOverForward(const Subject& subject, const BareForward& bare,
                                          int threads, int rounds);

/// The same run with `threads` workers and with one: rate over rate, the median over rounds.
Result<double> workersOverOne(const Subject& subject, int threads, int rounds);

/// The most memory that this process ever had at once, libraries included.
double peakResidentMegabytes();

/// The share of a run's time, on one thread, that goes neither into making and rendering children
/// nor into the network: choosing, archive, log, statistics, and the feed with its reader.
Result<double> bookkeepingShare(const Subject& subject);

} // namespace pareidolia
