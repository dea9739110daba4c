// SPDX-License-Identifier: GPL-3.0-or-later
// Gradient ascent, some classes side by side: a generation is one step of each, and where one is
// done the next class begins. Moves float pixels, offers the rounded picture to its own class only
// (docs/protocol.md "Gradient ascent").
#pragma once

#include "core/search/Emitter.h"
#include "core/search/PixelGenome.h"

#include <optional>

namespace pareidolia {

/// The first generation of a class scores its start. Every later one asks for the gradient at the
/// picture of the one before, so no gradient is computed that no step uses.
class GradientAscent : public Emitter
{
public:
    static constexpr std::string_view name = "gradient-ascent";

    explicit GradientAscent(SearchContext context);

    Proposal ask(std::uint32_t generation, const Archive& archive) override;
    Individual makeChild(std::size_t index, const Archive& archive,
                         const Gradient* gradient) const override;
    std::vector<std::string> tell(std::span<const Individual> children,
                                  const Scores& scores) override;
    void apply(const SearchSettings& settings) override { m_context.settings = settings; }
    bool finished() const override { return m_active.empty() && m_begun == m_ascents.size(); }

    /// {"milestones": [{"class", "top", "over_0.99", "over_0.999", "over_0.9999", "failed"}, …]}:
    /// the first of a class's own steps with which it was on top and over each confidence, null if
    /// none was; step 0 is its start. Failed: its gradient was zero or not finite.
    nlohmann::ordered_json report() const override;

    Result<GenomePointer> readGenome(const nlohmann::ordered_json& json) const override;
    Painter painter() const override;

    /// A part for each class that has begun, in the order in which they begin: JSON of the class,
    /// its picture where it is on its way, steps and milestones.
    EmitterMemory memory() const override;
    Result<void> restore(const SavedEmitterMemory& memory) override;

private:
    /// One class on its way up.
    struct Ascent
    {
        std::size_t index = 0;                 ///< the class
        std::shared_ptr<const PixelGenome> at; ///< null before its start was scored and when done
        IndividualId id;                       ///< of the picture that it is at
        std::uint32_t steps = 0;               ///< taken; its start is none
        bool done = false;
        bool failed = false;
        std::optional<std::uint32_t> top, over99, over999, over9999; ///< milestones, as steps
    };

    static nlohmann::ordered_json milestonesOf(const Ascent& ascent);
    static std::string pack(const Ascent& ascent);
    Result<Ascent> unpack(const std::string& part, std::size_t place) const;
    std::shared_ptr<const PixelGenome> startOf(std::size_t target) const;
    std::shared_ptr<const PixelGenome> stepOf(const Ascent& ascent, const Gradient& gradient) const;
    void record(Ascent& ascent, std::span<const double> logOdds) const;
    void beginMore();
    std::string titleOf(std::size_t target) const;

    SearchContext m_context;
    std::vector<float> m_mean;         ///< one a channel, 0–255 units
    std::vector<Ascent> m_ascents;     ///< one a target
    std::vector<std::size_t> m_active; ///< those on their way, as places in m_ascents
    std::size_t m_begun = 0;           ///< places before this one have begun
    std::uint32_t m_generation = 0;
};

} // namespace pareidolia
