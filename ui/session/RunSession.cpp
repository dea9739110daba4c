// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/RunSession.h"

#include "core/run/LogQueries.h"
#include "core/run/ParameterTable.h"
#include "ui/session/PastOfRun.h"
#include "ui/session/WhenDone.h"

#include <QtConcurrent>
#include <algorithm>
#include <limits>
#include <utility>

namespace pareidolia {

namespace {

constexpr auto readingInterval = std::chrono::milliseconds(66);
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
      m_spec(run->spec()),
      m_targets(run->search().archive().targets()),
      m_champions(m_classifier->info().classes()),
      m_histories(historiesOf(*run)),
      m_confidences(confidencesOf(*run)),
      m_curve(run->curve()),
      m_changes(run->changes()),
      m_improvements(run->improvements().size())
{
    for (const ChangeRecord& change : run->waiting()) // of a branch: for people they hold already
        (void)setParameterFromText(m_spec, change.key, change.value);
    const Archive& archive = run->search().archive();
    for (const std::size_t index : archive.filled())
        m_champions[index] = archive.champion(index);
    m_id = m_engine->open(std::move(run), m_recording.seconds, m_recording.recorder);
    m_feed = m_engine->feed(m_id);
    m_news = m_feed->take(); // of a run from a file, where it stands
    m_reader.setInterval(readingInterval);
    connect(&m_reader, &QTimer::timeout, this, &RunSession::readFeed);
    m_past = std::make_shared<PastReader>(m_spec, m_classifier);
    m_time = new TimeMachine(this);
    m_reader.start();
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
    const auto copy = [recorder = m_recording.recorder, file] {
        return recorder->copyTo(file.toStdString());
    };
    whenDone(QtConcurrent::run(copy), this, std::move(done));
}

void RunSession::branchOff(const Branch& branch, const QString& file,
                           std::function<void(const Result<void>&)> done)
{
    const auto write = [recorder = m_recording.recorder, from = m_recording.file, branch,
                        file]() -> Result<void> {
        if (auto flushed = recorder->flush(); !flushed)
            return flushed;
        const auto source = RunFile::open(from.toStdString());
        if (!source)
            return tl::unexpected(source.error());
        return pareidolia::branchOff(**source, branch, file.toStdString());
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
    LookBack look{.reader = m_past,
                  .file = m_recording.recorder ? m_recording.file : m_recording.past};
    inspect([&](const Run& run, double) {
        for (const ImprovementRecord& record : records)
            look.wanted.push_back({record, run.history().known(record.id)});
    });
    return look;
}

bool RunSession::hasUnsavedPictures() const
{
    if (m_recording.recorder && !m_recording.recorder->obstacle())
        return false;
    return m_improvements > m_saved;
}

void RunSession::start()
{
    m_engine->start(m_id);
    readFeed();
}

void RunSession::pause()
{
    m_engine->pause(m_id);
    readFeed();
}

void RunSession::step()
{
    m_engine->step(m_id);
    readFeed();
}

void RunSession::runUntil(std::uint64_t evaluations)
{
    m_engine->runUntil(m_id, evaluations);
    readFeed();
}

std::uint64_t RunSession::nextEvaluations() const
{
    const SearchKind* kind = findSearchKind(m_spec.search);
    if (kind && kind->needsGradient)
        return std::min<std::size_t>(m_targets.size(), // a step of every class on its way
                                     m_spec.settings.gradient.classesAtOnce);
    return m_news.latest ? m_spec.settings.children : m_spec.settings.initial;
}

void RunSession::stop()
{
    m_engine->stop(m_id);
    readFeed();
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
    auto changed = m_engine->change(m_id, key, value);
    if (changed)
        (void)setParameterFromText(m_spec, key, value); // the engine has just accepted it
    return changed;
}

void RunSession::inspect(const std::function<void(const Run&, double)>& look) const
{
    m_engine->inspect(m_id, look);
}

RunSnapshot RunSession::snapshot() const
{
    std::optional<RunSnapshot> taken;
    inspect([&taken](const Run& run, double) { taken = run.snapshot(); });
    return std::move(*taken);
}

void RunSession::readFeed()
{
    if (!m_feed->wait(std::chrono::milliseconds(0)))
        return;
    const RunState before = state();
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
    for (const ChangeRecord& change : m_news.changes) {
        (void)setParameterFromText(m_spec, change.key, change.value);
        m_changes.push_back(change);
    }
    keepConfidences();
    measureRate();
    Q_EMIT advanced();
    if (state() != before)
        Q_EMIT stateChanged();
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
    const Limits& limits = m_spec.limits;
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
