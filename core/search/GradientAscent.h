// SPDX-License-Identifier: GPL-3.0-or-later
// Gradient ascent, so many classes side by side: a generation is one step of each, and where one is
// done the next class begins. Moves float pixels, offers the rounded picture to its own class only
// (docs/protocol.md "Gradient ascent").
#pragma once

#include "core/search/PixelGenome.h"
#include "core/search/Search.h"

namespace pareidolia {

/// The first generation of a class scores its start. Every later one asks for the gradient at the
/// picture of the one before, so no gradient is computed that no step uses.
class GradientAscent : public Search
{
public:
    explicit GradientAscent(SearchContext context);

    Proposal ask() override;
    Individual makeChild(std::size_t index, const Gradient* gradient) const override;
    Outcome tell(std::span<Individual> children, const Scores& scores) override;
    void apply(const SearchSettings& settings) override;
    const Archive& archive() const override { return m_archive; }
    bool finished() const override { return m_active.empty() && m_begun == m_ascents.size(); }
    SearchReport report() const override;
    Result<GenomePointer> readGenome(const nlohmann::ordered_json& json) const override;
    Painter painter() const override;
    GenomePointer remade(IndividualId id, const Genome* parent,
                         const SearchSettings& settings) const override;
    SearchMemory memory() const override;
    Result<void> restore(Archive archive, SearchMemory memory) override;

private:
    /// One class on its way up.
    struct Ascent
    {
        std::shared_ptr<const PixelGenome> at; ///< null before its start was scored
        IndividualId id;
        SearchReport::Milestones milestones;
        std::uint32_t steps = 0; ///< taken; its start is none
        bool done = false;
    };

    std::shared_ptr<const PixelGenome> startOf(std::size_t target) const;
    std::shared_ptr<const PixelGenome> stepOf(const Ascent& ascent, const Gradient& gradient) const;
    void record(Ascent& ascent, std::span<const double> logOdds) const;
    void beginMore();
    std::string titleOf(std::size_t target) const;

    SearchContext m_context;
    std::vector<float> m_mean; ///< one a channel, 0–255 units
    Archive m_archive;
    std::vector<Ascent> m_ascents;     ///< one a target
    std::vector<std::size_t> m_active; ///< those on their way, as places in m_ascents
    std::size_t m_begun = 0;           ///< places before this one have begun
    std::uint32_t m_generation = 0;
    std::uint64_t m_forwardPasses = 0;
    std::uint64_t m_backwardPasses = 0;
};

} // namespace pareidolia
