// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/ImportedInfo.h"

#include "core/base/ReturnError.h"
#include "core/models/LabelFile.h"

#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

bool areFinite(const std::vector<float>& values)
{
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

Result<void> checkNumbers(const std::vector<float>& values, const char* which)
{
    if (values.empty() || ((values.size() == 1 || values.size() == 3) && areFinite(values)))
        return {};
    return usageError(which, "it needs one number, or three for red, green and blue",
                      "give numbers such as 123.7,116.3,103.5");
}

/// One number a channel.
Result<std::vector<float>> spread(const std::vector<float>& values, int channels, const char* which)
{
    if (values.size() == 1)
        return std::vector<float>(static_cast<std::size_t>(channels), values.front());
    if (values.size() != static_cast<std::size_t>(channels))
        return usageError(which, "three numbers were given, but the network takes grey pictures",
                          "give one number");
    return values;
}

Result<ChannelOrder> orderOf(const ImportSettings& settings, const NetworkFacts& facts)
{
    const ChannelOrder before = facts.before ? facts.before->order : ChannelOrder::Rgb;
    if (!settings.channels)
        return before;
    const bool grey = *settings.channels == "grey";
    if (grey != (facts.input.channels == 1))
        return usageError("channels " + *settings.channels,
                          "the network takes " + std::to_string(facts.input.channels) +
                              (facts.input.channels == 1 ? " channel" : " channels"),
                          facts.input.channels == 1 ? "use grey" : "use rgb or bgr");
    return *settings.channels == "bgr" ? ChannelOrder::Bgr : ChannelOrder::Rgb;
}

Result<Normalisation> normalisationOf(const ImportSettings& settings, const NetworkFacts& facts)
{
    const auto channels = static_cast<std::size_t>(facts.input.channels);
    Normalisation result = facts.before ? facts.before->normalisation
                                        : Normalisation{std::vector<float>(channels, 0.0f),
                                                        std::vector<float>(channels, 1.0f)};
    const auto& mean = settings.mean.empty() ? facts.mean : settings.mean;
    const auto& scale = settings.scale.empty() ? facts.scale : settings.scale;
    if (!mean.empty()) {
        ASSIGN_OR_RETURN(result.mean, spread(mean, facts.input.channels, "mean"));
    }
    if (!scale.empty()) {
        ASSIGN_OR_RETURN(result.scale, spread(scale, facts.input.channels, "scale"));
    }
    return result;
}

/// "deploy" says nothing, but is better than no name.
std::string nameOf(const ImportSettings& settings, const NetworkFacts& facts)
{
    if (!settings.name.empty())
        return settings.name;
    if (facts.before)
        return facts.before->name;
    return facts.stem.empty() ? "network" : facts.stem;
}

std::string summaryOf(const NetworkFacts& facts)
{
    return "Imported from " + facts.format + ": " + std::to_string(facts.classes) +
           " classes, pictures of " + std::to_string(facts.input.width) + "×" +
           std::to_string(facts.input.height) +
           (facts.input.channels == 1 ? " grey pixels" : " pixels in colour");
}

std::string either(const std::string& set, const std::string& otherwise)
{
    return set.empty() ? otherwise : set;
}

/// Common mistakes that no check can be sure of.
void addHints(const ImportSettings& settings, const NetworkFacts& facts,
              std::vector<std::string>& remarks)
{
    const auto isFraction = [](float value) { return value > 0 && value < 1; };
    if (!settings.mean.empty() && std::ranges::all_of(settings.mean, isFraction))
        remarks.emplace_back("The mean is below 1. It applies to bytes from 0 to 255; if it was "
                             "meant for pixels from 0 to 1, multiply mean and std by 255.");
    if (settings.mean.empty() && settings.scale.empty() && facts.mean.empty() &&
        facts.scale.empty() && !facts.before)
        remarks.emplace_back(
            "It receives bytes from 0 to 255 unchanged, because no mean, scale or std was given.");
    if (settings.labels.empty() && !facts.before)
        remarks.emplace_back(facts.classes == 1000
                                 ? "Its classes are numbered, because no labels were given. A "
                                   "thousand classes may be those of ImageNet."
                                 : "Its classes are numbered, because no labels were given.");
}

/// What a model of ours said before, or what is usual.
ModelInfo startingPoint(const NetworkFacts& facts)
{
    if (facts.before)
        return *facts.before;
    ModelInfo info;
    info.summary = summaryOf(facts);
    info.licence = "unknown";
    info.provenance = facts.provenance;
    return info;
}

Result<void> addLabels(ModelInfo& info, const ImportSettings& settings, const NetworkFacts& facts,
                       std::vector<std::string>& remarks)
{
    if (settings.labels.empty() && facts.before)
        return {};
    ASSIGN_OR_RETURN(auto names, readClassNames(settings.labels, facts.classes));
    info.labels = std::move(names.labels);
    info.groups = std::move(names.groups);
    if (!names.remark.empty())
        remarks.push_back(std::move(names.remark));
    return {};
}

} // namespace

Plan safePlan()
{
    return {.layout = Plan::Layout::ChannelsFirst,
            .preparation = Plan::Preparation::Frozen,
            .microBatch = 1,
            .gradientMicroBatch = 1};
}

Result<void> checkImportSettings(const ImportSettings& settings)
{
    const auto& channels = settings.channels;
    if (channels && *channels != "rgb" && *channels != "bgr" && *channels != "grey")
        return usageError("channels", "\"" + *channels + "\" is not one of rgb, bgr, grey",
                          "give the channels that the network takes");
    if (settings.view != "exact" && settings.view != "crop")
        return usageError("view", "\"" + settings.view + "\" is not exact or crop",
                          "use one of these");
    const auto fits = [](int side) { return side >= 1 && side <= PictureSize::largestSide; };
    if (settings.size && !(fits(settings.size->width) && fits(settings.size->height)))
        return usageError("size", formatPictureSize(*settings.size) + " is out of range",
                          "give sides from 1 to " + std::to_string(PictureSize::largestSide));
    if (settings.name.find('/') != std::string::npos)
        return usageError("name", "it contains a slash", "choose a name without a slash");
    RETURN_IF_ERROR(checkNumbers(settings.mean, "mean"));
    RETURN_IF_ERROR(checkNumbers(settings.scale, "scale"));
    if (std::ranges::count(settings.scale, 0.0f) > 0)
        return usageError("scale", "zero would hide the picture", "give another number");
    return {};
}

Result<ModelInfo> describeImport(const NetworkFacts& facts, const ImportSettings& settings,
                                 std::vector<std::string>& remarks)
{
    ModelInfo info = startingPoint(facts);
    info.name = nameOf(settings, facts);
    info.input = facts.input;
    info.output = facts.output;
    info.runner = facts.runner;
    ASSIGN_OR_RETURN(info.order, orderOf(settings, facts));
    ASSIGN_OR_RETURN(info.normalisation, normalisationOf(settings, facts));
    RETURN_IF_ERROR(addLabels(info, settings, facts, remarks));
    info.view = settings.view;
    info.plan = settings.plan.value_or(safePlan());
    info.summary = either(settings.summary, info.summary);
    info.licence = either(settings.licence, info.licence);
    info.provenance = either(settings.provenance, info.provenance);
    if (settings.accuracy) {
        info.accuracy = settings.accuracy;
        info.accuracyOn = settings.accuracyOn;
    }
    addHints(settings, facts, remarks);
    return info;
}

} // namespace pareidolia
