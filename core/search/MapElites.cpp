// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/MapElites.h"

#include "core/search/OfferToArchive.h"

#include <utility>

namespace pareidolia {

MapElites::MapElites(SearchContext context)
    : m_context(std::move(context)), m_archive(m_context.model.classes(), m_context.targets)
{}

Proposal MapElites::ask()
{
    const SearchSettings& settings = m_context.settings;
    return Proposal{.generation = m_generation,
                    .children = m_generation == 0 ? settings.initial : settings.children,
                    .gradients = {}};
}

Individual MapElites::makeChild(std::size_t index, const Gradient*) const
{
    const auto child = static_cast<std::uint32_t>(index);
    Individual individual;
    individual.id = {m_generation, child};

    // Nothing to inherit from: the first generation, or no picture had a score yet.
    const auto& filled = m_archive.filled();
    if (filled.empty()) {
        Stream stream(m_context.seed, m_generation, child, Purpose::InitialGenome);
        individual.genome = m_context.encoding->random(stream);
    } else {
        Stream choice(m_context.seed, m_generation, child, Purpose::ParentChoice);
        const std::size_t from = filled[choice.below(static_cast<std::uint32_t>(filled.size()))];
        const Individual& parent = *m_archive.champion(from)->individual;
        Stream stream(m_context.seed, m_generation, child, Purpose::Mutation);
        individual.parent = parent.id;
        individual.fromClass = from;
        individual.genome = m_context.encoding->mutated(
            *parent.genome, m_context.settings.variation, m_generation, stream);
    }
    individual.picture = m_context.encoding->render(*individual.genome);
    return individual;
}

Outcome MapElites::tell(std::span<Individual> children, const Scores& scores)
{
    Outcome outcome;
    for (std::size_t i = 0; i < children.size(); ++i)
        offerToArchive(m_archive, std::move(children[i]), scores.row(i), m_archive.targets(),
                       outcome);
    ++m_generation;
    m_evaluations += children.size();
    return outcome;
}

void MapElites::apply(const SearchSettings& settings)
{
    m_context.settings = settings;
}

SearchReport MapElites::report() const
{
    return SearchReport{.forwardPasses = m_evaluations, .backwardPasses = 0, .milestones = {}};
}

} // namespace pareidolia
