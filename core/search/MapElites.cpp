// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/MapElites.h"

namespace pareidolia {

Proposal MapElites::ask(std::uint32_t generation, const Archive&)
{
    const SearchSettings& settings = m_context.settings;
    m_generation = generation;
    return {.generation = generation,
            .children = generation == 0 ? settings.initial : settings.children,
            .screening = settings.screening};
}

Individual MapElites::makeChild(std::size_t index, const Archive& archive, const Gradient*) const
{
    const auto child = static_cast<std::uint32_t>(index);
    Individual individual;
    individual.id = {m_generation, child};

    // Nothing to inherit from: the first generation, or no picture had a score yet.
    const Genome* inherited = nullptr;
    if (const auto& filled = archive.filled(); !filled.empty()) {
        Stream choice(m_context.settings.seed, m_generation, child, Purpose::ParentChoice);
        const std::size_t from = filled[choice.below(static_cast<std::uint32_t>(filled.size()))];
        const Individual& parent = *archive.champion(from)->individual;
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

Result<GenomePointer> MapElites::readGenome(const nlohmann::ordered_json& json) const
{
    return m_context.encoding->parse(json);
}

Emitter::Painter MapElites::painter() const
{
    return
        [encoding = m_context.encoding](const Genome& genome) { return encoding->render(genome); };
}

} // namespace pareidolia
