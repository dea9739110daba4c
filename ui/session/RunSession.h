// SPDX-License-Identifier: GPL-3.0-or-later
// One open run as the screen sees it: commands go to the engine, news come back from its feed,
// merged, fifteen times a second at most. Main thread; nothing blocks but for a moment between
// generations.
#pragma once

#include "core/run/Engine.h"
#include "core/runfile/Branching.h"
#include "ui/session/PastOfRun.h"
#include "ui/session/PastReader.h"
#include "ui/session/Recording.h"
#include "ui/session/TimeMachine.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace pareidolia {

class RunSession : public QObject
{
    Q_OBJECT

public:
    /// Opens `run`, paused, in the engine.
    RunSession(std::shared_ptr<Engine> engine, std::unique_ptr<Run> run,
               std::shared_ptr<const Classifier> classifier, QObject* parent = nullptr,
               Recording recording = {});
    ~RunSession() override;

    /// The settings as its next generation is going to use them, and their log.
    const RunSpec& spec() const { return m_news.settings->coming(); }
    const SettingsLog& settings() const { return *m_news.settings; }
    const ModelInfo& model() const { return m_classifier->info(); }
    const std::shared_ptr<const Classifier>& classifier() const { return m_classifier; }
    const std::vector<std::size_t>& targets() const { return m_targets; }
    RunId id() const { return m_id; }
    Engine& engine() const { return *m_engine; }

    RunState state() const { return m_news.lifecycle.state; }
    bool over() const { return m_news.lifecycle.over(); }

    /// Whether it is over and has something left to do: see goOn.
    bool canGoOn() const;

    /// The last news; its lists hold only what came last.
    const RunNews& news() const { return m_news; }

    /// What people should know and nobody has told them, each thing once: why it failed, why its
    /// file cannot be read as another program writes it, what was noticed about its file.
    struct Untold
    {
        QStringList errors;
        QStringList remarks;
    };
    Untold takeUntold() { return std::exchange(m_untold, {}); }

    /// How things were earlier; what people see may be that.
    TimeMachine& time() const { return *m_time; }

    /// Of a class, now; empty before it has one.
    const std::optional<Champion>& champion(std::size_t index) const { return m_champions[index]; }
    const ClassHistory& history(std::size_t index) const { return m_histories[index]; }
    /// Of all classes, one value a target, in the course of the run.
    const ConfidenceMap& confidences() const { return m_confidences; }
    const Curve& curve() const { return m_curve; }

    /// Pictures scored, and those that the next generation scores.
    std::uint64_t evaluations() const { return m_news.latest ? m_news.latest->evaluations : 0; }
    std::uint64_t nextEvaluations() const;

    /// Pictures a second over the last few seconds of running.
    double rate() const { return m_rate; }

    /// Seconds of running to the nearest limit, at the current rate and no faster than the pace
    /// lets it go; nothing if no limit tells. Limits by confidence never tell: they may end it
    /// sooner.
    std::optional<double> secondsLeft() const;

    /// Its run file; empty: it has none.
    const QString& file() const { return m_recording.file; }

    /// The same, or the one that another program writes.
    QString path() const;

    /// Whether another program writes it: it is watched here as it goes on there.
    bool isFollowing() const { return m_recording.followed != nullptr; }

    /// It was written by another program, which has let go of it.
    bool writerHasLeft() const { return m_writerHasLeft; }

    /// Whether it cannot go on here: its network is not here, or another program writes it.
    bool isForLooking() const { return m_recording.isForLooking; }

    /// Saves it to another file from here on, which needs one to begin with, or saves a copy of it
    /// as it is now; `done` is called from the event loop.
    void saveAs(const QString& file, std::function<void(const Result<void>&)> done);
    void saveCopy(const QString& file, std::function<void(const Result<void>&)> done);

    /// Whether there are pictures that are neither in a run file nor exported.
    bool hasUnsavedPictures() const;

    /// Pictures that came so far, counted.
    std::uint64_t improvements() const { return m_improvements; }

    /// The first so many were exported.
    void markSaved(std::uint64_t improvements) { m_saved = std::max(m_saved, improvements); }

    /// `state()` tells at once what these have done.
    void start()
    {
        command([this](Engine& engine) { engine.start(m_id); });
    }
    void pause()
    {
        command([this](Engine& engine) { engine.pause(m_id); });
    }
    void step() { runUntil(0); }
    void runUntil(std::uint64_t evaluations)
    {
        command([=, this](Engine& engine) { engine.runUntil(m_id, evaluations); });
    }
    void stop()
    {
        command([this](Engine& engine) { engine.stop(m_id); });
    }
    void goOn();
    void setPace(std::optional<double> generationsPerSecond);
    const std::optional<double>& pace() const { return m_pace; }
    Result<void> change(const std::string& key, const std::string& value);

    /// Lets `look` read the run as it stood after its last whole generation.
    void inspect(const std::function<void(const Run&)>& look) const;

    /// The run as it stood after its last whole generation.
    RunSnapshot snapshot() const;

    /// The same as the wall shows it. Of the past, it has champions of these classes only, and
    /// blocks for milliseconds a class.
    RunSnapshot snapshotOfWall(const std::vector<std::size_t>& classes) const;

    /// For pictures of these again, whether memory still has them or the file.
    LookBack lookBack(const std::vector<ImprovementRecord>& records) const;

    /// Writes the run as it was after a generation into a new file, for another run to go on with
    /// other settings; `done` is called from the event loop. Only where it has a run file.
    void branchOff(const Branch& branch, const QString& file,
                   std::function<void(const Result<void>&)> done);

Q_SIGNALS:
    /// Something in `news()` is new; emitted fifteen times a second at most.
    void advanced();
    void stateChanged();

    /// There is something for `takeUntold`.
    void somethingToTell();

    /// The obstacle in the news is another one, or is gone.
    void obstacleChanged();

    /// The program that wrote it has closed it, or was killed; its file is still there.
    void writerLeft();

private:
    /// Nothing on a run that cannot go on here.
    void command(const std::function<void(Engine&)>& act);
    void readFeed();
    void gatherUntold();
    void follow();
    void showAsWritten(std::unique_ptr<Run> run);
    void keepConfidences();
    void measureRate();
    std::optional<double> secondsPerGeneration() const;

    std::shared_ptr<Engine> m_engine;
    std::shared_ptr<const Classifier> m_classifier;
    Recording m_recording;
    std::vector<std::size_t> m_targets;
    RunId m_id{};
    std::shared_ptr<RunFeed> m_feed;
    QTimer m_reader;

    RunNews m_news;
    Untold m_untold;
    bool m_failureKnown = false; ///< it is or was among them
    QString m_followingProblem;  ///< the same; empty: none
    bool m_writerHasLeft = false;
    std::vector<std::optional<Champion>> m_champions;
    std::vector<ClassHistory> m_histories;
    ConfidenceMap m_confidences;
    Curve m_curve;
    std::uint64_t m_improvements = 0;
    std::uint64_t m_saved = 0;    ///< of them
    std::optional<double> m_pace; ///< generations a second
    double m_rate = 0;
    double m_generationRate = 0; ///< generations a second
    CurvePoint m_rateFrom{};     ///< how things stood when the rates were last measured
    std::shared_ptr<PastReader> m_past;
    QTimer m_following;
    TimeMachine* m_time = nullptr;
};

} // namespace pareidolia
