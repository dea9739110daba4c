// SPDX-License-Identifier: GPL-3.0-or-later
// A search: an archive, the emitter that proposes children for it, and the rule by which they
// enter.
#pragma once

#include "core/search/Emitter.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// A class got a better champion.
struct Improvement
{
    std::size_t index = 0; ///< the class
    Champion champion;
};

struct Outcome
{
    std::vector<Improvement> improvements; ///< in child order; a class may appear more than once

    /// Children whose scores were not numbers; they were not offered to the archive.
    std::vector<IndividualId> invalid;

    std::vector<std::string> remarks; ///< the emitter's, for a person
};

/// How often the network ran; a gradient takes a pass forward and one backward.
struct Passes
{
    std::uint64_t forward = 0;
    std::uint64_t backward = 0;
};

/// Goes as an Emitter goes. Between `ask` and `tell` any thread may read it.
class Search
{
public:
    Search(SearchContext context, const EmitterKind& kind);

    Proposal ask();
    Individual makeChild(std::size_t index, const Gradient* gradient) const
    {
        return m_emitter->makeChild(index, m_archive, gradient);
    }

    /// Offers the children to the archive, in their order: each takes every class that it is
    /// offered to where it is strictly better than the champion. One that was not scored, or with a
    /// score that is not a number, takes nothing.
    Outcome tell(std::span<const Individual> children, const Scores& scores);

    void apply(const SearchSettings& settings) { m_emitter->apply(settings); }

    const Archive& archive() const { return m_archive; }
    const EmitterKind& kind() const { return *m_kind; }

    /// The generation under way or to come.
    std::uint32_t generation() const { return m_generation; }
    const Passes& passes() const { return m_passes; }
    bool finished() const { return m_emitter->finished(); }
    nlohmann::ordered_json report() const { return m_emitter->report(); }

    Result<GenomePointer> readGenome(const nlohmann::ordered_json& json) const
    {
        return m_emitter->readGenome(json);
    }
    Emitter::Painter painter() const { return m_emitter->painter(); }
    GenomePointer remade(IndividualId id, const Genome* parent,
                         const SearchSettings& settings) const
    {
        return m_emitter->remade(id, parent, settings);
    }

    /// Between generations: what it takes, with archive, generation and passes, to go on.
    EmitterMemory memory() const { return m_emitter->memory(); }

    /// Goes on where another search of the same context and kind was; before the first `ask`.
    Result<void> restore(Archive archive, std::uint32_t generation, const Passes& passes,
                         const SavedEmitterMemory& memory);

private:
    const EmitterKind* m_kind;
    Archive m_archive;
    std::unique_ptr<Emitter> m_emitter;
    std::uint32_t m_generation = 0;
    Passes m_passes;
    std::vector<std::size_t> m_offeredTo; ///< the children of the generation under way
    std::size_t m_gradients = 0;          ///< that it asked for
};

} // namespace pareidolia
