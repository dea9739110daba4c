// SPDX-License-Identifier: GPL-3.0-or-later
// One run: a search, when it ends, and the log of what happened. Knows no thread and no clock; the
// engine drives it, and only between generations may anybody else read it.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/run/ChampionHistory.h"
#include "core/run/Curve.h"
#include "core/run/EventLog.h"
#include "core/run/RunSnapshot.h"
#include "core/run/RunSpec.h"
#include "core/run/SavedRun.h"
#include "core/search/Search.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// What one generation brought; what a feed passes on.
struct GenerationNews
{
    CurvePoint point;
    std::vector<Improvement> improvements; ///< in child order
    std::vector<ChangeRecord> changes;     ///< that this generation began with
    std::vector<std::string> remarks;      ///< sentences for a person
};

struct Parameter;

class Run
{
public:
    /// Usage errors: unknown search or encoding, classes that the network has not, a search that
    /// needs gradients on a network that gives none, a view that is not for it, a key out of range.
    static Result<std::unique_ptr<Run>> create(RunSpec spec,
                                               std::shared_ptr<const Classifier> classifier);

    /// The same, going on exactly where `saved` ended. A failure if what was saved does not fit
    /// together.
    static Result<std::unique_ptr<Run>> resume(SavedRun saved,
                                               std::shared_ptr<const Classifier> classifier);

    /// With every change that is in force.
    const RunSpec& spec() const { return m_spec; }

    /// With those that were in force in a generation.
    RunSpec specAt(std::uint32_t generation) const;

    /// Those that wait for the next generation.
    const std::vector<ChangeRecord>& waiting() const { return m_waiting; }

    const Classifier& classifier() const { return *m_classifier; }

    /// The same to be kept: the network that was given, in the spec's view.
    const std::shared_ptr<const Classifier>& sharedClassifier() const { return m_classifier; }
    const Search& search() const { return *m_search; }

    /// Applies the changes that wait and begins the next generation.
    Proposal begin();

    /// Ends the generation, after `seconds` of running (for the curve). A failure if the network
    /// gave no number for any of the pictures.
    Result<GenerationNews> end(std::span<Individual> children, const Scores& scores,
                               double seconds = 0);

    /// Whether the run is over after `seconds` of running, and why, in a few words.
    std::optional<std::string> ending(double seconds) const;

    /// When to end, from now on, counted from the run's beginning. In force at once, and in the
    /// log: limits change nothing that a search does.
    void setLimits(const Limits& limits);

    /// Takes effect, and enters the log, when the next generation begins. Usage errors: unknown
    /// key, a value out of range, a key that cannot change in mid-run.
    Result<ChangeRecord> change(const std::string& key, const std::string& value);

    /// The last whole generation; nothing before the initial one is scored.
    std::optional<std::uint32_t> generation() const;

    /// Pictures scored, the initial ones included.
    std::uint64_t evaluations() const { return m_evaluations; }

    /// Children whose scores were not numbers.
    std::uint64_t invalidScores() const { return m_invalidScores; }

    Statistics statistics() const;
    const Curve& curve() const { return m_curve; }
    const std::vector<ImprovementRecord>& improvements() const { return m_improvements; }
    const std::vector<ChangeRecord>& changes() const { return m_changes; }
    const ChampionHistory& history() const { return m_history; }

    RunSnapshot snapshot() const;

private:
    Result<void> restore(SavedRun saved);
    Result<RunSpec> checkedChange(const std::string& key, const std::string& value,
                                  bool Parameter::*may) const;
    Run(RunSpec spec, std::shared_ptr<const Classifier> classifier, std::unique_ptr<Search> search);
    void record(const Outcome& outcome);
    void noteInvalid(const std::vector<IndividualId>& invalid, GenerationNews& news);

    RunSpec m_begun; ///< the spec before any change
    RunSpec m_spec;
    std::shared_ptr<const Classifier> m_classifier;
    std::unique_ptr<Search> m_search;
    std::vector<ChangeRecord> m_waiting; ///< changes not yet in force
    std::uint32_t m_generation = 0;      ///< the one under way or to come
    std::uint64_t m_evaluations = 0;
    std::uint64_t m_invalidScores = 0;
    Curve m_curve;
    std::vector<ImprovementRecord> m_improvements;
    std::vector<ChangeRecord> m_changes;
    ChampionHistory m_history;
};

} // namespace pareidolia
