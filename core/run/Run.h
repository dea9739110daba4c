// SPDX-License-Identifier: GPL-3.0-or-later
// One run, and the only owner of what it is at a moment: archive, generation, settings, the log of
// what happened, where it is in its life. Knows no thread and no clock; the engine drives it, and
// only between generations may anybody else read it.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/run/ChampionHistory.h"
#include "core/run/Curve.h"
#include "core/run/EventLog.h"
#include "core/run/Lifecycle.h"
#include "core/run/RunSnapshot.h"
#include "core/run/SavedRun.h"
#include "core/run/ScreeningFigures.h"
#include "core/run/SettingsLog.h"
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

/// Why a run is over.
struct EndReason
{
    std::string limit; ///< its key; empty: the search itself has nothing left to do
    std::string text;  ///< in a few words, for a person
};

class Run
{
public:
    /// Usage errors: unknown search or encoding, classes that the network has not, a search that
    /// needs gradients on a network that gives none, a crop mode that is not for it, a key out of
    /// range.
    static Result<std::unique_ptr<Run>> create(RunSpec spec,
                                               std::shared_ptr<const Classifier> classifier);

    /// The same, going on exactly where `saved` ended. A failure if what was saved does not fit
    /// together.
    static Result<std::unique_ptr<Run>> resume(SavedRun saved,
                                               std::shared_ptr<const Classifier> classifier);

    /// A usage error if the network does not offer the screening that the next generation is to
    /// use. Who only looks at a run does not mind.
    Result<void> checkScreening() const;

    const SettingsLog& settings() const { return m_settings; }

    /// In force now.
    const RunSpec& spec() const { return m_settings.now(); }

    const Classifier& classifier() const { return *m_classifier; }

    /// The same to be kept: the network that was given, in the spec's crop mode.
    const std::shared_ptr<const Classifier>& sharedClassifier() const { return m_classifier; }
    const Search& search() const { return *m_search; }

    const Lifecycle& lifecycle() const { return m_lifecycle; }

    /// Since this object was made; earlier ones are in its file.
    const std::vector<RunEvent>& events() const { return m_events; }

    /// Seconds of running, as they were told last.
    double seconds() const { return m_seconds; }

    /// The moves of its life, after so many seconds of running in all. Each is an entry of the log.
    void start(double seconds);
    void pause(double seconds);
    void stop(double seconds);
    void finish(const EndReason& reason, double seconds);
    void fail(const Error& error, double seconds);

    /// Whether `goOn` can do something: it is over, and its search has something left to do.
    bool canGoOn() const;

    /// Lifts the limits that are met. It may be started again then.
    void goOn(double seconds);

    /// Whether it has come to its end after so many seconds of running, and why.
    std::optional<EndReason> endReached(double seconds) const;

    /// When to end, from now on, counted from the run's beginning. Holds at once, and is in the
    /// log.
    void setLimits(const Limits& limits);

    /// Asks the next generation that begins for a setting (SettingsLog::ask), or sets a limit.
    /// Nothing where nothing waits then: the value holds already. Usage errors as of `ask` and
    /// `checkScreening`.
    Result<std::optional<ChangeRecord>> change(const std::string& key, const std::string& value);

    /// Takes back what waits for a key.
    Result<void> withdraw(const std::string& key) { return m_settings.withdraw(key); }

    /// Applies the changes that wait for it, and begins the next generation.
    Proposal begin();

    /// Ends the generation, after `seconds` of running. A failure if the network gave no number for
    /// any of the pictures. Children that screening left out count as scored.
    Result<GenerationNews> end(std::span<const Individual> children, const Scores& scores,
                               double seconds = 0, const ScreenedGeneration& screened = {});

    /// Drops the generation under way; it begins anew.
    void drop() { m_underWay = false; }

    /// The last whole generation; nothing before the initial one is scored.
    std::optional<std::uint32_t> generation() const;

    /// Pictures scored, the initial ones included.
    std::uint64_t evaluations() const { return m_evaluations; }

    /// Children whose scores were not numbers.
    std::uint64_t invalidScores() const { return m_invalidScores; }

    /// Of the generations that were screened.
    const ScreeningFigures& screening() const { return m_screening; }

    Statistics statistics() const;
    const Curve& curve() const { return m_curve; }
    const std::vector<ImprovementRecord>& improvements() const { return m_improvements; }
    const ChampionHistory& history() const { return m_history; }

    RunSnapshot snapshot() const;

private:
    Run(RunSpec spec, std::shared_ptr<const Classifier> classifier, std::unique_ptr<Search> search);
    Result<void> restore(SavedRun saved);
    void enter(Lifecycle lifecycle, double seconds, std::string what);
    void record(const Outcome& outcome);
    void noteInvalid(const std::vector<IndividualId>& invalid, GenerationNews& news);

    SettingsLog m_settings;
    std::shared_ptr<const Classifier> m_classifier;
    std::unique_ptr<Search> m_search;
    bool m_underWay = false; ///< the search's generation has begun
    Lifecycle m_lifecycle;
    std::vector<RunEvent> m_events;
    double m_seconds = 0;
    std::uint64_t m_evaluations = 0;
    std::uint64_t m_invalidScores = 0;
    ScreeningFigures m_screening;
    Curve m_curve;
    std::vector<ImprovementRecord> m_improvements;
    ChampionHistory m_history;
};

} // namespace pareidolia
