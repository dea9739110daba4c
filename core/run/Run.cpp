// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Run.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/ClassList.h"
#include "core/classifier/TenCrops.h"
#include "core/run/ParameterTable.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace pareidolia {

namespace {

Result<std::unique_ptr<Search>> makeSearch(const RunSpec& spec, const Classifier& classifier)
{
    const ModelInfo& model = classifier.info();
    ASSIGN_OR_RETURN(const auto targets, parseClasses(spec.classes, model.labels, model.groups));

    const EmitterKind* kind = findEmitterKind(spec.search);
    if (!kind)
        return usageError("search \"" + spec.search + "\"", "there is none of that name",
                          "choose " + (*findParameter("search"))->range());
    if (kind->needsGradients && !classifier.hasGradient())
        return usageError(model.name, "it gives no gradients, which " + spec.search + " needs",
                          "choose another network, or a search without gradients");

    std::shared_ptr<const Encoding> encoding;
    if (kind->usesEncoding) {
        encoding =
            makeEncoding(spec.encoding, {.shape = model.input, .coordinates = spec.coordinates});
        if (!encoding)
            return usageError("encoding \"" + spec.encoding + "\"", "there is none of that name",
                              "choose " + (*findParameter("encoding"))->range());
    }
    return std::make_unique<Search>(SearchContext{.model = model,
                                                  .targets = targets,
                                                  .encoding = std::move(encoding),
                                                  .settings = spec.settings},
                                    *kind);
}

Result<void> checkScreeningOf(const RunSpec& spec, const Classifier& classifier)
{
    const Parameter& parameter = **findParameter("screening");
    const Screening screening = spec.settings.screening.precision;
    if (screening == Screening::Off || !applies(parameter, spec))
        return {};
    const std::string trouble = classifier.screeningTrouble(screening);
    if (trouble.empty())
        return {};
    return usageError("screening=" + parameter.get(spec).get<std::string>(), trouble,
                      "set screening=off");
}

/// "generations=40, until_min=0.99" or "none".
std::string textOf(const RunSpec& spec)
{
    std::string text;
    for (const Parameter& parameter : parameters())
        if (parameter.isLimit)
            if (const auto value = parameter.get(spec); !value.is_null())
                text +=
                    (text.empty() ? "" : ", ") + std::string(parameter.key) + '=' + value.dump();
    return text.empty() ? "none" : text;
}

} // namespace

Result<std::unique_ptr<Run>> Run::create(RunSpec spec, std::shared_ptr<const Classifier> classifier)
{
    ASSIGN_OR_RETURN(auto viewed, withView(std::move(classifier), spec.view));
    ASSIGN_OR_RETURN(auto search, makeSearch(spec, *viewed));
    return std::unique_ptr<Run>(new Run(std::move(spec), std::move(viewed), std::move(search)));
}

Run::Run(RunSpec spec, std::shared_ptr<const Classifier> classifier, std::unique_ptr<Search> search)
    : m_settings(std::move(spec)), m_classifier(std::move(classifier)), m_search(std::move(search))
{}

Result<std::unique_ptr<Run>> Run::resume(SavedRun saved,
                                         std::shared_ptr<const Classifier> classifier)
{
    auto run = create(saved.spec, std::move(classifier));
    if (!run)
        return run;
    RETURN_IF_ERROR((*run)->restore(std::move(saved)));
    return run;
}

Result<void> Run::restore(SavedRun saved)
{
    Archive archive(m_classifier->info().classes(), m_search->archive().targets());
    std::ranges::stable_sort(saved.champions, {}, [](const Improvement& best) {
        return best.champion.individual->id; // the history's order
    });
    for (const Improvement& best : saved.champions) {
        if (!std::ranges::binary_search(archive.targets(), best.index) ||
            !archive.accepts(best.index, best.champion.logOdds))
            return failure("class " + std::to_string(best.index), "it has no place in the archive",
                           "start the run anew");
        archive.put(best.index, best.champion.individual, best.champion.logOdds);
        m_history.add(best);
    }
    RETURN_IF_ERROR(
        m_search->restore(std::move(archive), saved.generation, saved.passes, saved.memory));
    ASSIGN_OR_RETURN(auto settings,
                     SettingsLog::restored(std::move(saved.spec), saved.changes, saved.generation));
    m_settings = std::move(settings);
    m_lifecycle = std::move(saved.lifecycle);
    m_seconds = saved.seconds;
    m_evaluations = saved.evaluations;
    m_invalidScores = saved.invalidScores;
    m_screening = saved.screening;
    m_curve = std::move(saved.curve);
    if (const auto last = generation())
        m_curve.add({*last, m_evaluations, m_seconds, statistics()});
    m_improvements = std::move(saved.improvements);
    return {};
}

Result<void> Run::checkScreening() const
{
    return checkScreeningOf(m_settings.coming(), *m_classifier);
}

void Run::enter(Lifecycle lifecycle, double seconds, std::string what)
{
    m_lifecycle = std::move(lifecycle);
    m_seconds = seconds;
    if (!m_lifecycle.reason.empty())
        what += ": " + m_lifecycle.reason;
    m_events.push_back({m_search->generation(), seconds, std::move(what)});
}

void Run::start(double seconds)
{
    const bool first = m_lifecycle.state == RunState::New;
    if (m_lifecycle.state != RunState::Running)
        enter({.state = RunState::Running}, seconds, first ? "started" : "resumed");
}

void Run::pause(double seconds)
{
    if (m_lifecycle.state == RunState::Running)
        enter({.state = RunState::Paused}, seconds, "paused");
}

void Run::stop(double seconds)
{
    drop();
    if (!m_lifecycle.over())
        enter({.state = RunState::Stopped, .reason = "the user ended it"}, seconds, "stopped");
}

void Run::finish(const EndReason& reason, double seconds)
{
    drop();
    enter({.state = RunState::Finished, .endedBy = reason.limit, .reason = reason.text}, seconds,
          "finished");
}

void Run::fail(const Error& error, double seconds)
{
    drop();
    enter({.state = RunState::Failed, .reason = error.sentence()}, seconds, "failed");
}

bool Run::canGoOn() const
{
    return m_lifecycle.over() && !m_search->finished();
}

void Run::goOn(double seconds)
{
    m_seconds = seconds;
    for (auto met = endReached(seconds); met && !met->limit.empty(); met = endReached(seconds)) {
        RunSpec lifted = spec();
        (void)setParameterFromText(lifted, met->limit, ""); // every limit can be lifted
        setLimits(lifted.limits);
    }
}

Proposal Run::begin()
{
    m_settings.beginGeneration(m_search->generation());
    m_underWay = true;
    m_search->apply(spec().settings);
    return m_search->ask();
}

Result<GenerationNews> Run::end(std::span<const Individual> children, const Scores& scores,
                                double seconds, const ScreenedGeneration& screened)
{
    const std::uint32_t generation = m_search->generation();
    m_underWay = false;
    std::size_t invalid = 0;
    for (std::size_t child = 0; child < children.size(); ++child)
        invalid += scores.firstInvalid(child) ? 1 : 0;
    if (!children.empty() && invalid == children.size())
        return failure(m_classifier->info().name,
                       "its scores are not numbers for any picture of generation " +
                           std::to_string(generation),
                       "check its weights and normalisation with `model evaluate`");
    Outcome outcome = m_search->tell(children, scores);
    record(outcome);
    m_evaluations += children.size();
    m_seconds = seconds;

    GenerationNews news;
    noteInvalid(outcome.invalid, news);
    std::ranges::move(outcome.remarks, std::back_inserter(news.remarks));
    if (auto remark = m_screening.add(screened, spec().settings.screening.margin, generation);
        !remark.empty())
        news.remarks.push_back(std::move(remark));
    std::ranges::copy_if(m_settings.changes(), std::back_inserter(news.changes),
                         [&](const auto& change) { return change.generation == generation; });
    news.point = {.generation = generation,
                  .evaluations = m_evaluations,
                  .seconds = seconds,
                  .statistics = statistics()};
    news.improvements = std::move(outcome.improvements);
    m_curve.add(news.point);
    return news;
}

void Run::record(const Outcome& outcome)
{
    for (const Improvement& improvement : outcome.improvements) {
        const Individual& individual = *improvement.champion.individual;
        m_improvements.push_back(
            {individual.id, static_cast<std::uint32_t>(improvement.index),
             individual.fromClass ? static_cast<std::int32_t>(*individual.fromClass) : -1,
             individual.parent.value_or(IndividualId{}), improvement.champion.logOdds});
        m_history.add(improvement);
    }
}

void Run::noteInvalid(const std::vector<IndividualId>& invalid, GenerationNews& news)
{
    // Said once: a network that breaks once breaks often.
    if (!invalid.empty() && m_invalidScores == 0)
        news.remarks.push_back(m_classifier->info().name +
                               " gave a score that is not a number for child " +
                               std::to_string(invalid.front().child) + " of generation " +
                               std::to_string(invalid.front().generation) +
                               "; such pictures never become champions and are only counted");
    m_invalidScores += invalid.size();
}

std::optional<EndReason> Run::endReached(double seconds) const
{
    const Limits& limits = spec().limits;
    const auto done = generation();
    if (limits.seconds && seconds >= *limits.seconds)
        return EndReason{"seconds", "the time limit is reached"};
    if (!done)
        return std::nullopt;
    if (limits.generations && *done >= *limits.generations)
        return EndReason{"generations", "generation " + std::to_string(*done) + " is reached"};
    if (limits.evaluations && m_evaluations >= *limits.evaluations)
        return EndReason{"evaluations", std::to_string(m_evaluations) + " evaluations are done"};
    if (limits.untilMedian && statistics().median >= *limits.untilMedian)
        return EndReason{"until_median", "the median confidence is reached"};
    if (limits.untilMin && statistics().min >= *limits.untilMin)
        return EndReason{"until_min", "every class has reached the confidence"};
    if (m_search->finished())
        return EndReason{"", "every class is done"};
    return std::nullopt;
}

Result<std::optional<ChangeRecord>> Run::change(const std::string& key, const std::string& value)
{
    const auto parameter = findParameter(key);
    if (parameter && (*parameter)->isLimit) {
        RunSpec limited = spec();
        RETURN_IF_ERROR(setParameterFromText(limited, key, value));
        setLimits(limited.limits);
        return std::nullopt;
    }
    if (key == "screening") {
        RunSpec wanted = m_settings.coming();
        RETURN_IF_ERROR(setParameterFromText(wanted, key, value));
        RETURN_IF_ERROR(checkScreeningOf(wanted, *m_classifier));
    }
    return m_settings.ask(key, value, m_search->generation() + (m_underWay ? 1 : 0));
}

void Run::setLimits(const Limits& limits)
{
    if (limits == spec().limits)
        return;
    m_settings.setLimits(limits);
    m_events.push_back({m_search->generation(), m_seconds, "limits: " + textOf(spec())});
}

std::optional<std::uint32_t> Run::generation() const
{
    const std::uint32_t next = m_search->generation();
    return next == 0 ? std::nullopt : std::optional(next - 1);
}

RunSnapshot Run::snapshot() const
{
    return {.settings = m_settings,
            .lifecycle = m_lifecycle,
            .classifier = m_classifier,
            .archive = m_search->archive(),
            .passes = m_search->passes(),
            .report = m_search->report(),
            .statistics = statistics(),
            .curve = m_curve,
            .improvements = m_improvements,
            .generation = generation(),
            .evaluations = m_evaluations,
            .invalidScores = m_invalidScores,
            .screening = m_screening};
}

Statistics Run::statistics() const
{
    const Archive& archive = m_search->archive();
    std::vector<std::optional<double>> logOdds;
    for (const std::size_t target : archive.targets()) {
        const auto& champion = archive.champion(target);
        logOdds.push_back(champion ? std::optional(champion->logOdds) : std::nullopt);
    }
    return statisticsOf(logOdds);
}

} // namespace pareidolia
