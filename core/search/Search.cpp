// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Search.h"

#include "core/base/ReturnError.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace pareidolia {

namespace {

void offer(Archive& archive, const Individual& child, std::span<const double> logOdds,
           std::span<const std::size_t> classes, Outcome& outcome)
{
    if (std::ranges::any_of(logOdds, [](double value) { return std::isnan(value); })) {
        outcome.invalid.push_back(child.id);
        return;
    }
    std::shared_ptr<const Individual> shared;
    for (const std::size_t index : classes) {
        if (!archive.accepts(index, logOdds[index]))
            continue;
        if (!shared) // most children take nothing and are never copied to the heap
            shared = std::make_shared<const Individual>(child);
        archive.put(index, shared, logOdds[index]);
        outcome.improvements.push_back({index, *archive.champion(index)});
    }
}

} // namespace

Search::Search(SearchContext context, const EmitterKind& kind)
    : m_kind(&kind),
      m_archive(context.model.classes(), context.targets),
      m_emitter(kind.make(std::move(context)))
{}

Proposal Search::ask()
{
    Proposal proposal = m_emitter->ask(m_generation, m_archive);
    m_offeredTo = proposal.offeredTo;
    m_gradients = static_cast<std::size_t>(std::ranges::count_if(
        proposal.gradients, [](const GradientQuery& query) { return !query.pixels.empty(); }));
    return proposal;
}

Outcome Search::tell(std::span<const Individual> children, const Scores& scores)
{
    Outcome outcome;
    for (std::size_t i = 0; i < children.size(); ++i)
        if (scores.isScored(i))
            offer(m_archive, children[i], scores.row(i),
                  m_offeredTo.empty() ? std::span(m_archive.targets())
                                      : std::span(&m_offeredTo[i], 1),
                  outcome);
    outcome.remarks = m_emitter->tell(children, scores);
    ++m_generation;
    m_passes.forward += children.size() + m_gradients;
    m_passes.backward += m_gradients;
    return outcome;
}

Result<void> Search::restore(Archive archive, std::uint32_t generation, const Passes& passes,
                             const SavedEmitterMemory& memory)
{
    if (archive.targets() != m_archive.targets() || archive.classes() != m_archive.classes())
        return failure("the archive", "it is one of other classes", "");
    RETURN_IF_ERROR(m_emitter->restore(memory));
    m_archive = std::move(archive);
    m_generation = generation;
    m_passes = passes;
    return {};
}

} // namespace pareidolia
