// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/PictureStory.h"

#include "core/base/Text.h"

#include <algorithm>
#include <string_view>

namespace pareidolia {

namespace {

constexpr std::uint64_t largestScale = 1024;

} // namespace

std::optional<PictureStory> storyOf(const PngText& text)
{
    const auto value = [&](std::string_view key) -> std::string {
        const auto found = std::ranges::find(text, key, &PngText::value_type::first);
        return found == text.end() ? std::string() : found->second;
    };
    const auto confidence = parseReal(value("Confidence"));
    const auto logOdds = parseReal(value("Log-odds"));
    if (!confidence || !logOdds || value("Model").empty())
        return std::nullopt;
    PictureStory story{.label = value("Label"),
                       .confidence = static_cast<float>(*confidence),
                       .logOdds = *logOdds,
                       .model = value("Model"),
                       .modelSha256 = value("Model SHA-256"),
                       .seed = value("Seed"),
                       .generation = value("Generation"),
                       .software = value("Software"),
                       .parentLabel = value("From label"),
                       .view = viewToldBy(text)};
    if (const auto spec = specFromJson(value("Spec"), "the picture"))
        story.spec = *spec;
    story.scale = static_cast<int>(
        std::clamp<std::uint64_t>(parseUnsigned(value("Scale")).value_or(1), 1, largestScale));
    if (auto genome = nlohmann::ordered_json::parse(value("Genome"), nullptr, false);
        genome.is_object())
        story.genome = std::move(genome);
    return story;
}

} // namespace pareidolia
