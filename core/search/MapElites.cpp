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
    const Genome* inherited = nullptr;
    if (const auto& filled = m_archive.filled(); !filled.empty()) {
        Stream choice(m_context.settings.seed, m_generation, child, Purpose::ParentChoice);
        const std::size_t from = filled[choice.below(static_cast<std::uint32_t>(filled.size()))];
        const Individual& parent = *m_archive.champion(from)->individual;
        individual.parent = parent.id;
        individual.fromClass = from;
        inherited = parent.genome.get();
    }
    individual.genome = remade(individual.id, inherited, m_context.settings);
    individual.picture = m_context.encoding->render(*individual.genome);
    return individual;
}

GenomePointer MapElites::remade(IndividualId id, const Genome* parent,
                                const SearchSettings& settings) const
{
    if (!parent) {
        Stream stream(settings.seed, id.generation, id.child, Purpose::InitialGenome);
        return m_context.encoding->random(stream);
    }
    Stream stream(settings.seed, id.generation, id.child, Purpose::Mutation);
    return m_context.encoding->mutated(*parent, settings.variation, id.generation, stream);
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

Result<GenomePointer> MapElites::readGenome(const nlohmann::ordered_json& json) const
{
    return m_context.encoding->parse(json);
}

Search::Painter MapElites::painter() const
{
    return
        [encoding = m_context.encoding](const Genome& genome) { return encoding->render(genome); };
}

SearchMemory MapElites::memory() const
{
    return {.generation = m_generation, .forwardPasses = m_evaluations};
}

Result<void> MapElites::restore(Archive archive, SearchMemory memory)
{
    if (archive.targets() != m_archive.targets() || archive.classes() != m_archive.classes())
        return failure("the archive", "it is one of other classes", "");
    m_archive = std::move(archive);
    m_generation = memory.generation;
    m_evaluations = memory.forwardPasses;
    return {};
}

} // namespace pareidolia
