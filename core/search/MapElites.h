// SPDX-License-Identifier: GPL-3.0-or-later
// MAP-Elites with one cell a class (docs/protocol.md "MAP-Elites").
#pragma once

#include "core/search/Search.h"

namespace pareidolia {

/// Between `ask` and `tell` the archive does not change, so `makeChild` needs no lock.
class MapElites : public Search
{
public:
    explicit MapElites(SearchContext context);

    Proposal ask() override;
    Individual makeChild(std::size_t index, const Gradient* gradient) const override;
    Outcome tell(std::span<Individual> children, const Scores& scores) override;
    void apply(const SearchSettings& settings) override;
    const Archive& archive() const override { return m_archive; }
    SearchReport report() const override;
    Result<GenomePointer> readGenome(const nlohmann::ordered_json& json) const override;
    Painter painter() const override;
    GenomePointer remade(IndividualId id, const Genome* parent,
                         const SearchSettings& settings) const override;
    SearchMemory memory() const override;
    Result<void> restore(Archive archive, SearchMemory memory) override;

private:
    SearchContext m_context;
    Archive m_archive;
    std::uint32_t m_generation = 0;
    std::uint64_t m_evaluations = 0;
};

} // namespace pareidolia
