// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/RunSession.h"

#include "core/base/ReturnError.h"
#include "core/run/LogQueries.h"
#include "core/runfile/FileLock.h"
#include "ui/session/PastOfRun.h"
#include "ui/session/WhenDone.h"

#include <QtConcurrent>
#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

namespace pareidolia {

namespace {

constexpr auto readingInterval = std::chrono::milliseconds(66);
constexpr auto followingInterval = std::chrono::seconds(1);
constexpr double firstRateSpan = 0.2; ///< seconds: sooner, it is a guess
constexpr double rateSpan = 1;        ///< seconds
constexpr double keepsUp = 1.25;      ///< of the pace's time; slower is the machine's own

} // namespace

RunSession::RunSession(std::shared_ptr<Engine> engine, std::unique_ptr<Run> run,
                       std::shared_ptr<const Classifier> classifier, QObject* parent,
                       Recording recording)
    : QObject(parent),
      m_engine(std::move(engine)),
      m_classifier(std::move(classifier)),
      m_recording(std::move(recording)),
      m_targets(run->search().archive().targets()),
      m_champions(m_classifier->info().classes()),
      m_histories(historiesOf(*run)),
      m_confidences(confidencesOf(*run)),
      m_curve(run->curve()),
      m_improvements(run->improvements().size())
{
    const Archive& archive = run->search().archive();
    for (const std::size_t index : archive.filled())
        m_champions[index] = archive.champion(index);
    m_past = std::make_shared<PastReader>(run->settings().begun(), m_classifier);
    m_id = m_engine->open(std::move(run), m_recording.recorder);
    m_feed = m_engine->feed(m_id);
    m_news = m_feed->take(); // of a run from a file, where it stands
    if (isFollowing())
        m_news.lifecycle = m_recording.followed->lifecycle();
    m_reader.setInterval(readingInterval);
    gatherUntold();
    connect(&m_reader, &QTimer::timeout, this, &RunSession::readFeed);
    m_time = new TimeMachine(this);
    m_reader.start();
    m_following.setSingleShot(true);
    m_following.setInterval(followingInterval);
    connect(&m_following, &QTimer::timeout, this, &RunSession::follow);
    if (isFollowing())
        m_following.start();
}

/// Reads what the other program has written since, in the background. The next look comes a second
/// after this one is done, so a long run gets no more than its share.
void RunSession::follow()
{
    using Read = Result<std::unique_ptr<Run>>;
    const auto read = [file = m_recording.followed, network = m_classifier] {
        return std::make_shared<Read>(followRun(*file, network));
    };
    whenDone(QtConcurrent::run(read), this, [this](const std::shared_ptr<Read>& run) {
        const RunState before = state();
        if (*run && **run)
            showAsWritten(std::move(**run));
        m_news.lifecycle = m_recording.followed->lifecycle(); // its writer may have been killed
        const std::filesystem::path path = m_recording.followed->path();
        std::error_code ignored;
        const bool isThere = std::filesystem::exists(path, ignored);
        QString problem = *run ? QString() : QString::fromStdString(run->error().sentence());
        if (!isThere)
            problem = tr("%1 was moved or deleted. The run is shown as it was last.")
                          .arg(QString::fromStdString(path.string()));
        if (std::exchange(m_followingProblem, problem) != problem && !problem.isEmpty())
            m_untold.errors.append(problem);
        gatherUntold();
        if (state() != before)
            Q_EMIT stateChanged();
        const bool isWritten = FileLock::isHeld(path);
        if (std::exchange(m_recording.isWrittenElsewhere, isWritten) && !isWritten && isThere) {
            m_writerHasLeft = true;
            Q_EMIT writerLeft();
        }
        m_following.start();
    });
}

/// In place of the run as it was written before.
void RunSession::showAsWritten(std::unique_ptr<Run> run)
{
    std::vector<Improvement> improvements;
    const Archive& archive = run->search().archive();
    for (const std::size_t index : archive.filled())
        if (const Champion& champion = *archive.champion(index);
            !m_champions[index] || m_champions[index]->logOdds != champion.logOdds)
            improvements.push_back({index, champion});
    m_curve = run->curve();
    m_histories = historiesOf(*run);
    m_confidences = confidencesOf(*run);
    m_improvements = run->improvements().size();
    m_engine->close(m_id);
    m_id = m_engine->open(std::move(run), nullptr);
    m_feed = m_engine->feed(m_id);
    m_news = m_feed->take();
    m_news.lifecycle = m_recording.followed->lifecycle();
    m_news.improvements = std::move(improvements);
    for (const Improvement& improvement : m_news.improvements)
        m_champions[improvement.index] = improvement.champion;
    measureRate();
    Q_EMIT advanced();
}

QString RunSession::path() const
{
    return isFollowing() ? QString::fromStdString(m_recording.followed->path().string()) : file();
}

RunSession::~RunSession()
{
    m_past->close(); // or the file could not become a single one
    m_engine->close(m_id);
}

void RunSession::saveAs(const QString& file, std::function<void(const Result<void>&)> done)
{
    const auto move = [recorder = m_recording.recorder, past = m_past, file] {
        past->release(); // or the old file could not become a single one
        return recorder->moveTo(file.toStdString());
    };
    whenDone(QtConcurrent::run(move), this, [this, file, done](const Result<void>& moved) {
        if (moved)
            m_recording.file = file;
        done(moved);
    });
}

void RunSession::saveCopy(const QString& file, std::function<void(const Result<void>&)> done)
{
    const auto copy = [recorder = m_recording.recorder, from = path(), file] {
        return recorder ? recorder->copyTo(file.toStdString()) : copyRunFile(from, file);
    };
    whenDone(QtConcurrent::run(copy), this, std::move(done));
}

void RunSession::branchOff(const Branch& branch, const QString& file,
                           std::function<void(const Result<void>&)> done)
{
    const auto write = [recorder = m_recording.recorder, from = path(), branch,
                        file]() -> Result<void> {
        if (recorder)
            RETURN_IF_ERROR(recorder->flush());
        ASSIGN_OR_RETURN(const auto source, RunFile::open(from.toStdString()));
        return pareidolia::branchOff(*source, branch, file.toStdString());
    };
    whenDone(QtConcurrent::run(write), this, std::move(done));
}

RunSnapshot RunSession::snapshotOfWall(const std::vector<std::size_t>& classes) const
{
    RunSnapshot run = snapshot();
    const auto& moment = m_time->generation();
    if (!moment)
        return run;
    const auto holders = holdersAt(run.improvements, run.archive.classes(), *moment);
    std::vector<ImprovementRecord> records;
    for (const std::size_t index : classes)
        if (holders[index])
            records.push_back(*holders[index]);
    Archive archive(run.archive.classes(), run.archive.targets());
    const PastReader::Individuals individuals = lookBack(records).individuals();
    for (std::size_t i = 0; i < records.size(); ++i)
        if (individuals[i])
            archive.put(records[i].index, individuals[i], records[i].logOdds);
    std::vector<std::optional<double>> logOdds;
    for (const std::size_t index : run.archive.targets())
        logOdds.push_back(holders[index] ? std::optional(holders[index]->logOdds) : std::nullopt);
    run.archive = std::move(archive);
    run.statistics = statisticsOf(logOdds);
    run.generation = moment;
    run.evaluations = pointAt(run.curve.points(), *moment).evaluations;
    return run;
}

LookBack RunSession::lookBack(const std::vector<ImprovementRecord>& records) const
{
    LookBack look{.reader = m_past, .file = path()};
    inspect([&](const Run& run) {
        for (const ImprovementRecord& record : records)
            look.wanted.push_back({record, run.history().known(record.id)});
    });
    return look;
}

bool RunSession::hasUnsavedPictures() const
{
    if (isFollowing() || (m_recording.recorder && !m_recording.recorder->obstacle()))
        return false;
    return m_improvements > m_saved;
}

void RunSession::command(const std::function<void(Engine&)>& act)
{
    if (!isForLooking())
        act(*m_engine);
    readFeed();
}

std::uint64_t RunSession::nextEvaluations() const
{
    return findEmitterKind(spec().search)
        ->picturesOf(spec().settings, m_targets.size(), !m_news.latest);
}

bool RunSession::canGoOn() const
{
    bool can = false;
    if (!isForLooking())
        inspect([&](const Run& run) { can = run.canGoOn(); });
    return can;
}

void RunSession::goOn()
{
    m_failureKnown = m_failureKnown && !canGoOn(); // it may fail again
    command([this](Engine& engine) { engine.goOn(m_id); });
}

void RunSession::setPace(std::optional<double> generationsPerSecond)
{
    m_pace = generationsPerSecond;
    m_rate = 0; // what was measured was another pace
    m_generationRate = 0;
    if (m_news.latest)
        m_rateFrom = *m_news.latest;
    m_engine->setPace(m_id, generationsPerSecond);
}

Result<void> RunSession::change(const std::string& key, const std::string& value)
{
    const auto changed = m_engine->change(m_id, key, value);
    readFeed();
    return changed.map([](const auto&) {});
}

void RunSession::inspect(const std::function<void(const Run&)>& look) const
{
    (void)m_engine->inspect(m_id, [&](const Run& run, double) { look(run); }); // it is open
}

RunSnapshot RunSession::snapshot() const
{
    std::optional<RunSnapshot> taken;
    inspect([&taken](const Run& run) { taken = run.snapshot(); });
    return std::move(*taken);
}

void RunSession::readFeed()
{
    if (!m_feed->wait(std::chrono::milliseconds(0)))
        return;
    const auto obstacleIn = [](const RunNews& news) {
        return news.obstacle ? news.obstacle->error.sentence() : std::string();
    };
    const RunState before = state();
    const std::string obstacleBefore = obstacleIn(m_news);
    m_news = m_feed->take();
    for (const CurvePoint& point : m_news.points)
        m_curve.add(point);
    for (const Improvement& improvement : m_news.improvements) {
        m_champions[improvement.index] = improvement.champion;
        m_histories[improvement.index].add(
            {.generation = static_cast<double>(improvement.champion.individual->id.generation),
             .evaluations = static_cast<double>(m_news.latest->evaluations),
             .seconds = m_news.latest->seconds,
             .logOdds = improvement.champion.logOdds});
        ++m_improvements;
    }
    keepConfidences();
    measureRate();
    gatherUntold();
    Q_EMIT advanced();
    if (state() != before)
        Q_EMIT stateChanged();
    if (obstacleIn(m_news) != obstacleBefore)
        Q_EMIT obstacleChanged();
}

void RunSession::gatherUntold()
{
    for (const std::string& remark : std::exchange(m_news.remarks, {}))
        m_untold.remarks.append(QString::fromStdString(remark));
    const bool failed = state() == RunState::Failed;
    if (failed && !m_failureKnown)
        m_untold.errors.append(QString::fromStdString(m_news.lifecycle.reason));
    m_failureKnown = failed;
    if (!m_untold.errors.isEmpty() || !m_untold.remarks.isEmpty())
        Q_EMIT somethingToTell();
}

void RunSession::keepConfidences()
{
    if (m_news.points.empty())
        return; // no generation since the last reading
    ConfidenceMap::Column column{
        .generation = static_cast<double>(m_news.latest->generation),
        .evaluations = static_cast<double>(m_news.latest->evaluations),
        .seconds = m_news.latest->seconds,
    };
    for (const std::size_t target : m_targets)
        column.logOdds.push_back(m_champions[target]
                                     ? static_cast<float>(m_champions[target]->logOdds)
                                     : -std::numeric_limits<float>::infinity());
    m_confidences.add(std::move(column));
}

void RunSession::measureRate()
{
    if (!m_news.latest)
        return;
    const CurvePoint& latest = *m_news.latest;
    const double passed = latest.seconds - m_rateFrom.seconds;
    if (passed < (m_rate > 0 ? rateSpan : firstRateSpan))
        return;
    m_rate = static_cast<double>(latest.evaluations - m_rateFrom.evaluations) / passed;
    m_generationRate = static_cast<double>(latest.generation - m_rateFrom.generation) / passed;
    m_rateFrom = latest;
}

/// What was measured is the pace with a little noise, unless the machine cannot keep up.
std::optional<double> RunSession::secondsPerGeneration() const
{
    const double measured = m_generationRate > 0 ? 1 / m_generationRate : 0;
    const double paced = m_pace ? 1 / *m_pace : 0;
    if (measured < paced * keepsUp)
        return paced > 0 ? std::optional(paced) : std::nullopt;
    return measured > 0 ? std::optional(measured) : std::nullopt;
}

std::optional<double> RunSession::secondsLeft() const
{
    const Limits& limits = spec().limits;
    std::optional<double> left;
    const auto consider = [&left](double seconds) {
        left = std::max(0.0, std::min(seconds, left.value_or(seconds)));
    };
    if (limits.seconds)
        consider(*limits.seconds - m_news.seconds);
    const auto perGeneration = secondsPerGeneration();
    if (!m_news.latest || !perGeneration)
        return left;
    const auto evaluations = static_cast<double>(m_news.latest->evaluations);
    if (limits.evaluations && m_generationRate > 0)
        consider((static_cast<double>(*limits.evaluations) - evaluations) /
                 (m_rate / m_generationRate) * *perGeneration);
    if (limits.generations)
        consider((*limits.generations - static_cast<double>(m_news.latest->generation)) *
                 *perGeneration);
    return left;
}

} // namespace pareidolia
