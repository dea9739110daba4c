// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/GradientAscent.h"

#include "core/search/GradientStep.h"
#include "core/search/OfferToArchive.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace pareidolia {

GradientAscent::GradientAscent(SearchContext context)
    : m_context(std::move(context)),
      m_mean(m_context.model.normalisation.mean),
      m_archive(m_context.model.classes(), m_context.targets),
      m_ascents(m_context.targets.size())
{
    for (std::size_t i = 0; i < m_ascents.size(); ++i)
        m_ascents[i].milestones.index = m_context.targets[i];
}

Proposal GradientAscent::ask()
{
    beginMore();
    Proposal proposal{.generation = m_generation, .children = m_active.size(), .gradients = {}};
    if (std::ranges::none_of(m_active,
                             [&](std::size_t place) { return m_ascents[place].at != nullptr; }))
        return proposal;
    for (const std::size_t place : m_active) {
        const Ascent& ascent = m_ascents[place];
        proposal.gradients.push_back({.pixels = ascent.at
                                                    ? std::span<const float>(ascent.at->pixels())
                                                    : std::span<const float>(),
                                      .target = ascent.milestones.index,
                                      .objective = m_context.settings.gradient.objective});
    }
    return proposal;
}

void GradientAscent::beginMore()
{
    while (m_active.size() < m_context.settings.gradient.classesAtOnce &&
           m_begun < m_ascents.size())
        m_active.push_back(m_begun++);
}

Individual GradientAscent::makeChild(std::size_t index, const Gradient* gradient) const
{
    const Ascent& ascent = m_ascents[m_active[index]];
    const std::size_t target = ascent.milestones.index;
    const auto genome = gradient ? stepOf(ascent, *gradient) : startOf(target);

    Individual individual;
    individual.id = {m_generation, static_cast<std::uint32_t>(target)};
    individual.picture = genome->rounded();
    individual.genome = genome;
    if (gradient) {
        individual.parent = ascent.id;
        individual.fromClass = target;
    }
    return individual;
}

std::shared_ptr<const PixelGenome> GradientAscent::startOf(std::size_t target) const
{
    const ImageShape& shape = m_context.model.input;
    const std::size_t plane = shape.bytes() / static_cast<std::size_t>(shape.channels);
    Stream stream(m_context.settings.seed, 0, static_cast<std::uint32_t>(target),
                  Purpose::GradientStart);

    std::vector<float> pixels(shape.bytes());
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        double value = m_mean[i / plane];
        switch (m_context.settings.gradient.start) {
        case GradientSettings::Start::MeanNoise:
            value += stream.normal();
            break;
        case GradientSettings::Start::Uniform:
            value = 255 * stream.uniform();
            break;
        case GradientSettings::Start::Zero:
            break;
        }
        pixels[i] = static_cast<float>(std::clamp(value, 0.0, 255.0));
    }
    return std::make_shared<const PixelGenome>(shape, std::move(pixels), 1.0);
}

std::shared_ptr<const PixelGenome> GradientAscent::stepOf(const Ascent& ascent,
                                                          const Gradient& gradient) const
{
    FloatPicture picture{m_context.model.input, m_mean, ascent.at->pixels()};
    gradientStep(picture, gradient, ascent.steps, m_context.settings.gradient);
    return std::make_shared<const PixelGenome>(picture.shape, std::move(picture.pixels),
                                               euclideanNorm(gradient.values));
}

Outcome GradientAscent::tell(std::span<Individual> children, const Scores& scores)
{
    Outcome outcome;
    for (std::size_t i = 0; i < children.size(); ++i) {
        Ascent& ascent = m_ascents[m_active[i]];
        const std::size_t target = ascent.milestones.index;
        const bool stepped = ascent.at != nullptr;
        m_forwardPasses += stepped ? 2 : 1;
        m_backwardPasses += stepped ? 1 : 0;
        ascent.steps += stepped ? 1 : 0;
        ascent.at = std::static_pointer_cast<const PixelGenome>(children[i].genome);
        ascent.id = children[i].id;
        record(ascent, scores.row(i));
        offerToArchive(m_archive, std::move(children[i]), scores.row(i), std::array{target},
                       outcome);

        const double norm = ascent.at->gradientNorm();
        const bool stuck = !(norm > 0) || !std::isfinite(norm);
        if (stuck || scores.firstInvalid(i)) {
            ascent.milestones.failed = ascent.done = true;
            const char* reason = norm == 0 ? "its gradient is zero"
                                 : stuck   ? "its gradient is not a number"
                                           : "its scores are not numbers";
            outcome.remarks.push_back(titleOf(target) + ": " + reason + ", so it ends at step " +
                                      std::to_string(ascent.steps));
        }
    }
    std::erase_if(m_active, [&](std::size_t place) {
        if (m_ascents[place].done)
            m_ascents[place].at = nullptr; // its champion keeps what is worth keeping
        return m_ascents[place].done;
    });
    ++m_generation;
    return outcome;
}

void GradientAscent::record(Ascent& ascent, std::span<const double> logOdds) const
{
    SearchReport::Milestones& seen = ascent.milestones;
    const double own = logOdds[seen.index];
    const double confidence = confidenceOf(own);
    const auto note = [&](std::optional<std::uint32_t>& first, bool reached) {
        if (!first && reached)
            first = ascent.steps;
    };
    note(seen.top, std::ranges::all_of(logOdds, [&](double other) { return other <= own; }));
    note(seen.over99, confidence > 0.99);
    note(seen.over999, confidence > 0.999);
    note(seen.over9999, confidence > 0.9999);
    ascent.done = confidence >= m_context.settings.gradient.stopAt ||
                  ascent.steps >= m_context.settings.gradient.steps;
}

std::string GradientAscent::titleOf(std::size_t target) const
{
    return "class " + std::to_string(target) + " (" + m_context.model.labels[target] + ")";
}

void GradientAscent::apply(const SearchSettings& settings)
{
    m_context.settings = settings;
}

SearchReport GradientAscent::report() const
{
    SearchReport report{m_forwardPasses, m_backwardPasses, {}};
    for (const Ascent& ascent : m_ascents)
        report.milestones.push_back(ascent.milestones);
    return report;
}

Result<GenomePointer> GradientAscent::readGenome(const nlohmann::ordered_json& json) const
{
    auto pixels = parsePixels(json, m_context.model.input);
    if (!pixels)
        return tl::unexpected(pixels.error());
    return GenomePointer(std::move(*pixels));
}

Search::Painter GradientAscent::painter() const
{
    return [](const Genome& genome) { return dynamic_cast<const PixelGenome&>(genome).rounded(); };
}

/// It would take the network again, for every step from the start.
GenomePointer GradientAscent::remade(IndividualId, const Genome*, const SearchSettings&) const
{
    return nullptr;
}

SearchMemory GradientAscent::memory() const
{
    SearchMemory memory{.generation = m_generation,
                        .forwardPasses = m_forwardPasses,
                        .backwardPasses = m_backwardPasses,
                        .ascents = {}};
    for (std::size_t place = 0; place < m_begun; ++place) {
        const Ascent& ascent = m_ascents[place];
        memory.ascents.push_back(
            {ascent.at, ascent.id, ascent.milestones, ascent.steps, ascent.done});
    }
    return memory;
}

Result<void> GradientAscent::restore(Archive archive, SearchMemory memory)
{
    const auto misfit = [](const char* why) { return failure("gradient ascent", why, ""); };
    if (archive.targets() != m_archive.targets() || archive.classes() != m_archive.classes() ||
        memory.ascents.size() > m_ascents.size())
        return misfit("it climbed for other classes");
    std::vector<std::size_t> active;
    for (std::size_t place = 0; place < memory.ascents.size(); ++place) {
        SearchMemory::Ascent& known = memory.ascents[place];
        const auto at = std::dynamic_pointer_cast<const PixelGenome>(known.at);
        if (known.milestones.index != m_context.targets[place])
            return misfit("it climbed for other classes");
        if (known.done != (at == nullptr) ||
            (at && at->pixels().size() != m_context.model.input.bytes()))
            return misfit("a class on its way has no picture of the network's size");
        m_ascents[place] = {at, known.id, known.milestones, known.steps, known.done};
        if (!known.done)
            active.push_back(place);
    }
    m_active = std::move(active);
    m_begun = memory.ascents.size();
    m_archive = std::move(archive);
    m_generation = memory.generation;
    m_forwardPasses = memory.forwardPasses;
    m_backwardPasses = memory.backwardPasses;
    return {};
}

} // namespace pareidolia
