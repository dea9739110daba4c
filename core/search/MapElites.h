// SPDX-License-Identifier: GPL-3.0-or-later
// MAP-Elites with one cell a class (docs/protocol.md "MAP-Elites"): children are mutated champions,
// each offered to all classes.
#pragma once

#include "core/search/Emitter.h"

namespace pareidolia {

/// Remembers nothing: the archive is all that it needs.
class MapElites : public Emitter
{
public:
    static constexpr std::string_view name = "map-elites";

    explicit MapElites(SearchContext context) : m_context(std::move(context)) {}

    Proposal ask(std::uint32_t generation, const Archive& archive) override;
    Individual makeChild(std::size_t index, const Archive& archive,
                         const Gradient* gradient) const override;
    std::vector<std::string> tell(std::span<const Individual>, const Scores&) override
    {
        return {};
    }
    void apply(const SearchSettings& settings) override { m_context.settings = settings; }
    Result<GenomePointer> readGenome(const nlohmann::ordered_json& json) const override;
    Painter painter() const override;
    GenomePointer remade(IndividualId id, const Genome* parent,
                         const SearchSettings& settings) const override;

private:
    SearchContext m_context;
    std::uint32_t m_generation = 0;
};

} // namespace pareidolia
