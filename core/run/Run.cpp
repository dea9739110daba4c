// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Run.h"

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
    const auto targets = parseClasses(spec.classes, model.labels, model.groups);
    if (!targets)
        return tl::unexpected(targets.error());

    const SearchKind* kind = findSearchKind(spec.search);
    if (!kind)
        return usageError("search \"" + spec.search + "\"", "there is none of that name",
                          "choose " + (*findParameter("search"))->range());
    if (kind->needsGradient && !classifier.hasGradient())
        return usageError(model.name,
                          (model.runner == Runner::OpenCv
                               ? "it runs through OpenCV and gives no gradients, which "
                               : "it gives no gradients, which ") +
                              spec.search + " needs",
                          "choose another network, or search by map-elites");

    std::shared_ptr<const Encoding> encoding;
    if (kind->usesEncoding) {
        encoding =
            makeEncoding(spec.encoding, {.shape = model.input, .coordinates = spec.coordinates});
        if (!encoding)
            return usageError("encoding \"" + spec.encoding + "\"", "there is none of that name",
                              "choose " + (*findParameter("encoding"))->range());
    }
    return kind->make({.model = model,
                       .targets = *targets,
                       .encoding = std::move(encoding),
                       .settings = spec.settings});
}

} // namespace

Result<std::unique_ptr<Run>> Run::create(RunSpec spec, std::shared_ptr<const Classifier> classifier)
{
    auto viewed = withView(std::move(classifier), spec.view);
    if (!viewed)
        return tl::unexpected(viewed.error());
    auto search = makeSearch(spec, **viewed);
    if (!search)
        return tl::unexpected(search.error());
    return std::unique_ptr<Run>(new Run(std::move(spec), std::move(*viewed), std::move(*search)));
}

Run::Run(RunSpec spec, std::shared_ptr<const Classifier> classifier, std::unique_ptr<Search> search)
    : m_begun(spec),
      m_spec(std::move(spec)),
      m_classifier(std::move(classifier)),
      m_search(std::move(search))
{}

Result<std::unique_ptr<Run>> Run::resume(SavedRun saved,
                                         std::shared_ptr<const Classifier> classifier)
{
    auto run = create(saved.spec, std::move(classifier));
    if (!run)
        return run;
    if (const auto restored = (*run)->restore(std::move(saved)); !restored)
        return tl::unexpected(restored.error());
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
    m_generation = saved.memory.generation;
    if (auto restored = m_search->restore(std::move(archive), std::move(saved.memory)); !restored)
        return restored;
    for (ChangeRecord& change : saved.changes) {
        auto changed = checkedChange(change.key, change.value, &Parameter::differsInBranch);
        if (!changed)
            return tl::unexpected(changed.error());
        if (change.generation >= m_generation) {
            if ((*findParameter(change.key))->isLimit)
                m_spec = std::move(*changed); // or an old limit would end it before it begins
            m_waiting.push_back(std::move(change));
            continue;
        }
        m_spec = std::move(*changed);
        m_changes.push_back(std::move(change));
    }
    m_evaluations = saved.evaluations;
    m_invalidScores = saved.invalidScores;
    m_curve = std::move(saved.curve);
    if (m_generation > 0)
        m_curve.add({m_generation - 1, m_evaluations, saved.seconds, statistics()});
    m_improvements = std::move(saved.improvements);
    return {};
}

Proposal Run::begin()
{
    for (ChangeRecord& change : std::exchange(m_waiting, {})) {
        change.generation = m_generation;
        if (!setParameterFromText(m_spec, change.key, change.value))
            throw std::logic_error("a change was not checked when it came");
        m_changes.push_back(std::move(change));
    }
    m_search->apply(m_spec.settings);
    return m_search->ask();
}

Result<GenerationNews> Run::end(std::span<Individual> children, const Scores& scores,
                                double seconds)
{
    Outcome outcome = m_search->tell(children, scores);
    if (!children.empty() && outcome.invalid.size() == children.size())
        return failure(m_classifier->info().name,
                       "it gave no number as a score for any picture of generation " +
                           std::to_string(m_generation),
                       "check its weights and normalisation with `model evaluate`");
    record(outcome);
    m_evaluations += children.size();

    GenerationNews news;
    noteInvalid(outcome.invalid, news);
    for (std::string& remark : outcome.remarks)
        news.remarks.push_back(std::move(remark));
    std::ranges::copy_if(m_changes, std::back_inserter(news.changes),
                         [this](const auto& change) { return change.generation == m_generation; });
    news.point = {.generation = m_generation,
                  .evaluations = m_evaluations,
                  .seconds = seconds,
                  .statistics = statistics()};
    news.improvements = std::move(outcome.improvements);
    m_curve.add(news.point);
    ++m_generation;
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
        news.remarks.push_back(m_classifier->info().name + " gave no number as a score for child " +
                               std::to_string(invalid.front().child) + " of generation " +
                               std::to_string(invalid.front().generation) +
                               "; such pictures never become champions and are only counted");
    m_invalidScores += invalid.size();
}

std::optional<std::string> Run::ending(double seconds) const
{
    const Limits& limits = m_spec.limits;
    const auto done = generation();
    if (limits.seconds && seconds >= *limits.seconds)
        return "time is over";
    if (!done)
        return std::nullopt;
    if (limits.generations && *done >= *limits.generations)
        return "generation " + std::to_string(*done) + " is reached";
    if (limits.evaluations && m_evaluations >= *limits.evaluations)
        return std::to_string(m_evaluations) + " evaluations are done";
    if (limits.untilMedian && statistics().median >= *limits.untilMedian)
        return "the median is reached";
    if (limits.untilMin && statistics().min >= *limits.untilMin)
        return "every class is sure enough";
    if (m_search->finished())
        return "every class is done";
    return std::nullopt;
}

Result<RunSpec> Run::checkedChange(const std::string& key, const std::string& value,
                                   bool Parameter::*may) const
{
    const auto parameter = findParameter(key);
    if (!parameter)
        return tl::unexpected(parameter.error());
    if (!((**parameter).*may))
        return usageError(key, "it cannot change while a run is under way", "start a new run");
    if (!applies(**parameter, m_spec))
        return usageError(key, "it has no meaning for this kind of run",
                          "`presets show " + m_spec.name + "` prints the keys that have");
    RunSpec trial = m_spec;
    if (auto set = setParameterFromText(trial, key, value); !set)
        return tl::unexpected(set.error());
    return trial;
}

Result<ChangeRecord> Run::change(const std::string& key, const std::string& value)
{
    if (const auto changed = checkedChange(key, value, &Parameter::changesInMidRun); !changed)
        return tl::unexpected(changed.error());
    return m_waiting.emplace_back(ChangeRecord{m_generation, key, value});
}

void Run::setLimits(const Limits& limits)
{
    RunSpec wanted = m_spec;
    wanted.limits = limits;
    for (const Parameter& parameter : parameters()) {
        if (!parameter.isLimit || parameter.get(wanted) == parameter.get(m_spec))
            continue;
        const auto value = parameter.get(wanted);
        m_changes.push_back({m_generation, std::string(parameter.key),
                             value.is_null() ? std::string() : value.dump()});
    }
    m_spec.limits = limits;
}

RunSpec Run::specAt(std::uint32_t generation) const
{
    RunSpec spec = m_begun;
    for (const ChangeRecord& change : m_changes)
        if (change.generation <= generation)
            (void)setParameterFromText(spec, change.key, change.value); // checked when it came
    return spec;
}

std::optional<std::uint32_t> Run::generation() const
{
    return m_generation == 0 ? std::nullopt : std::optional(m_generation - 1);
}

RunSnapshot Run::snapshot() const
{
    return {.spec = m_spec,
            .classifier = m_classifier,
            .archive = m_search->archive(),
            .report = m_search->report(),
            .statistics = statistics(),
            .curve = m_curve,
            .improvements = m_improvements,
            .changes = m_changes,
            .generation = generation(),
            .evaluations = m_evaluations,
            .invalidScores = m_invalidScores};
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
