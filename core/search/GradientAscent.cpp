// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/GradientAscent.h"

#include "core/base/ReturnError.h"
#include "core/search/GradientStep.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <type_traits>
#include <utility>

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

constexpr int memoryVersion = 1;

} // namespace

GradientAscent::GradientAscent(SearchContext context)
    : m_context(std::move(context)),
      m_mean(m_context.model.normalisation.mean),
      m_ascents(m_context.targets.size())
{
    for (std::size_t i = 0; i < m_ascents.size(); ++i)
        m_ascents[i].index = m_context.targets[i];
}

Proposal GradientAscent::ask(std::uint32_t generation, const Archive&)
{
    m_generation = generation;
    beginMore();
    Proposal proposal{.generation = generation, .children = m_active.size()};
    for (const std::size_t place : m_active)
        proposal.offeredTo.push_back(m_ascents[place].index);
    if (std::ranges::none_of(m_active,
                             [&](std::size_t place) { return m_ascents[place].at != nullptr; }))
        return proposal;
    for (const std::size_t place : m_active) {
        const Ascent& ascent = m_ascents[place];
        proposal.gradients.push_back({.pixels = ascent.at
                                                    ? std::span<const float>(ascent.at->pixels())
                                                    : std::span<const float>(),
                                      .target = ascent.index,
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

Individual GradientAscent::makeChild(std::size_t index, const Archive&,
                                     const Gradient* gradient) const
{
    const Ascent& ascent = m_ascents[m_active[index]];
    const std::size_t target = ascent.index;
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

std::vector<std::string> GradientAscent::tell(std::span<const Individual> children,
                                              const Scores& scores)
{
    std::vector<std::string> remarks;
    for (std::size_t i = 0; i < children.size(); ++i) {
        Ascent& ascent = m_ascents[m_active[i]];
        ascent.steps += ascent.at ? 1 : 0;
        ascent.at = std::static_pointer_cast<const PixelGenome>(children[i].genome);
        ascent.id = children[i].id;
        record(ascent, scores.row(i));

        const double norm = ascent.at->gradientNorm();
        const bool stuck = !(norm > 0) || !std::isfinite(norm);
        if (stuck || scores.firstInvalid(i)) {
            ascent.failed = ascent.done = true;
            const char* reason = norm == 0 ? "its gradient is zero"
                                 : stuck   ? "its gradient is not a number"
                                           : "its scores are not numbers";
            remarks.push_back(titleOf(ascent.index) + ": " + reason + ", so it ends at step " +
                              std::to_string(ascent.steps));
        }
    }
    std::erase_if(m_active, [&](std::size_t place) {
        if (m_ascents[place].done)
            m_ascents[place].at = nullptr; // its champion keeps what is worth keeping
        return m_ascents[place].done;
    });
    return remarks;
}

void GradientAscent::record(Ascent& ascent, std::span<const double> logOdds) const
{
    const double own = logOdds[ascent.index];
    const double confidence = confidenceOf(own);
    const auto note = [&](std::optional<std::uint32_t>& first, bool reached) {
        if (!first && reached)
            first = ascent.steps;
    };
    note(ascent.top, std::ranges::all_of(logOdds, [&](double other) { return other <= own; }));
    note(ascent.over99, confidence > 0.99);
    note(ascent.over999, confidence > 0.999);
    note(ascent.over9999, confidence > 0.9999);
    ascent.done = confidence >= m_context.settings.gradient.stopAt ||
                  ascent.steps >= m_context.settings.gradient.steps;
}

std::string GradientAscent::titleOf(std::size_t target) const
{
    return "class " + std::to_string(target) + " (" + m_context.model.labels[target] + ")";
}

Json GradientAscent::milestonesOf(const Ascent& ascent)
{
    const auto orNull = [](const std::optional<std::uint32_t>& step) {
        return step ? Json(*step) : Json();
    };
    return {{"class", ascent.index},
            {"top", orNull(ascent.top)},
            {"over_0.99", orNull(ascent.over99)},
            {"over_0.999", orNull(ascent.over999)},
            {"over_0.9999", orNull(ascent.over9999)},
            {"failed", ascent.failed}};
}

Json GradientAscent::report() const
{
    Json milestones = Json::array();
    for (const Ascent& ascent : m_ascents)
        milestones.push_back(milestonesOf(ascent));
    return {{"milestones", std::move(milestones)}};
}

Result<GenomePointer> GradientAscent::readGenome(const Json& json) const
{
    ASSIGN_OR_RETURN(auto pixels, parsePixels(json, m_context.model.input));
    return GenomePointer(std::move(pixels));
}

Emitter::Painter GradientAscent::painter() const
{
    return [](const Genome& genome) { return dynamic_cast<const PixelGenome&>(genome).rounded(); };
}

EmitterMemory GradientAscent::memory() const
{
    const auto begun = m_ascents.begin() + static_cast<std::ptrdiff_t>(m_begun);
    return {.kind = std::string(name),
            .version = memoryVersion,
            .pack = [ascents = std::vector<Ascent>(m_ascents.begin(), begun)] {
                std::vector<std::string> parts;
                std::ranges::transform(ascents, std::back_inserter(parts), pack);
                return parts;
            }};
}

std::string GradientAscent::pack(const Ascent& ascent)
{
    Json json = milestonesOf(ascent);
    json["generation"] = ascent.id.generation;
    json["child"] = ascent.id.child;
    json["steps"] = ascent.steps;
    json["done"] = ascent.done;
    json["at"] = ascent.at ? ascent.at->toJson() : Json();
    return json.dump();
}

Result<GradientAscent::Ascent> GradientAscent::unpack(const std::string& part,
                                                      std::size_t place) const
{
    const auto misfit = [](const char* why) { return failure("gradient ascent", why, ""); };
    const Json json = Json::parse(part, nullptr, false);
    Ascent ascent;
    bool good = json.is_object();
    const auto read = [&](const char* key, auto& value) {
        using Value = std::remove_reference_t<decltype(value)>;
        good = good && json.contains(key) && json[key].is_number_unsigned() &&
               std::in_range<Value>(json[key].get<std::uint64_t>());
        value = good ? json[key].get<Value>() : Value{};
    };
    const auto readFlag = [&](const char* key, bool& value) {
        good = good && json.contains(key) && json[key].is_boolean();
        value = good && json[key].get<bool>();
    };
    const auto readStep = [&](const char* key, std::optional<std::uint32_t>& value) {
        if (good && json.contains(key) && !json[key].is_null())
            read(key, value.emplace());
    };
    read("class", ascent.index);
    read("generation", ascent.id.generation);
    read("child", ascent.id.child);
    read("steps", ascent.steps);
    readFlag("done", ascent.done);
    readFlag("failed", ascent.failed);
    readStep("top", ascent.top);
    readStep("over_0.99", ascent.over99);
    readStep("over_0.999", ascent.over999);
    readStep("over_0.9999", ascent.over9999);
    if (!good)
        return misfit("what it remembers of a class cannot be read");
    if (ascent.index != m_context.targets[place])
        return misfit("it climbed for other classes");
    if (!json.contains("at") || json["at"].is_null() != ascent.done)
        return misfit("a class on its way has no picture of the network's size");
    if (ascent.done)
        return ascent;
    ASSIGN_OR_RETURN(auto at, parsePixels(json["at"], m_context.model.input));
    ascent.at = std::move(at);
    return ascent;
}

Result<void> GradientAscent::restore(const SavedEmitterMemory& memory)
{
    if (memory.version != memoryVersion)
        return failure("gradient ascent", "a newer program wrote what it remembers", "update it");
    if (memory.parts.size() > m_ascents.size())
        return failure("gradient ascent", "it climbed for other classes", "");
    std::vector<std::size_t> active;
    for (std::size_t place = 0; place < memory.parts.size(); ++place) {
        ASSIGN_OR_RETURN(auto ascent, unpack(memory.parts[place], place));
        m_ascents[place] = std::move(ascent);
        if (!m_ascents[place].done)
            active.push_back(place);
    }
    m_active = std::move(active);
    m_begun = memory.parts.size();
    return {};
}

} // namespace pareidolia
