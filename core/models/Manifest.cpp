// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/Manifest.h"

#include "core/base/StrictJson.h"
#include "core/base/Text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace pareidolia {

namespace {

using nlohmann::ordered_json;

constexpr int largestSide = 4096;
constexpr int largestMicroBatch = 4096;
constexpr std::size_t mostLabels = 100'000;

/// Words of an enumeration, in its order.
template <typename Value, std::size_t N>
struct Words
{
    std::array<const char*, N> words;

    std::string wordFor(Value value) const { return words[static_cast<std::size_t>(value)]; }
    Value read(const StrictObject& object, std::string_view key) const
    {
        return static_cast<Value>(object.choice(key, words));
    }
};

constexpr Words<OutputKind, 3> outputs{{"logits", "probabilities", "log-probabilities"}};
constexpr Words<ChannelOrder, 2> orders{{"rgb", "bgr"}};
/// "opencv-dnn" is what earlier versions wrote of ONNX.
constexpr std::array runners{"torchscript", "onnx", "opencv-dnn"};
constexpr Words<Plan::Layout, 2> layouts{{"nchw", "nhwc"}};
constexpr Words<Plan::Preparation, 3> preparations{{"plain", "frozen", "optimised"}};

constexpr const char* correct = "correct the manifest";

std::vector<std::string> readLabels(const StrictObject& object)
{
    const ordered_json& json = object.list("labels");
    if (json.size() < 2 || json.size() > mostLabels)
        object.refuse("labels", "it must list at least two labels", correct);
    std::vector<std::string> labels;
    for (const ordered_json& label : json) {
        if (!label.is_string() || label.get<std::string>().empty())
            object.refuse("labels", "label " + std::to_string(labels.size()) + " is no text",
                          correct);
        labels.push_back(label.get<std::string>());
    }
    return labels;
}

std::vector<std::string> readHashes(const StrictObject& object, const char* key)
{
    const auto isHash = [](const ordered_json& one) {
        return one.is_string() && one.get<std::string>().size() == 64 &&
               one.get<std::string>().find_first_not_of("0123456789abcdef") == std::string::npos;
    };
    const ordered_json& list = object.list(key);
    if (!std::ranges::all_of(list, isHash))
        object.refuse(key, "it must list SHA-256 sums", correct);
    return list.get<std::vector<std::string>>();
}

void readInput(const ordered_json& json, ModelInfo& info)
{
    const StrictObject object(json, "input", {"width", "height", "channels", "order"});
    info.input = {object.whole<int>("width", 1, largestSide),
                  object.whole<int>("height", 1, largestSide), object.whole<int>("channels", 1, 3)};
    if (info.input.channels == 2)
        object.refuse("channels", "it must be 1 (grey) or 3 (RGB)", correct);
    if (object.has("order"))
        info.order = orders.read(object, "order");
    if (info.input.channels == 1 && info.order != ChannelOrder::Rgb)
        object.refuse("order", "a grey picture has none", correct);
}

Normalisation readNormalisation(const ordered_json& json, int channels)
{
    const StrictObject object(json, "normalisation", {"mean", "scale"});
    const Normalisation normalisation{object.floats("mean"), object.floats("scale")};
    for (const char* key : {"mean", "scale"})
        if (object.list(key).size() != static_cast<std::size_t>(channels))
            object.refuse(key, "it needs one number a channel", correct);
    if (std::ranges::count(normalisation.scale, 0.0f) > 0)
        object.refuse("scale", "zero would hide the picture", correct);
    return normalisation;
}

Plan readPlan(const ordered_json& json)
{
    const StrictObject object(json, "plan",
                              {"layout", "preparation", "micro_batch", "gradient_micro_batch"});
    return {layouts.read(object, "layout"), preparations.read(object, "preparation"),
            object.whole<int>("micro_batch", 1, largestMicroBatch),
            object.whole<int>("gradient_micro_batch", 1, largestMicroBatch)};
}

ModelInfo readManifest(const ordered_json& json)
{
    const StrictObject object(json, "",
                              {"name", "summary", "labels", "groups", "input", "normalisation",
                               "view", "output", "runner", "plan", "provenance", "licence",
                               "accuracy", "replaces", "gradients"});
    ModelInfo info;
    info.name = object.text("name");
    if (info.name.empty() || info.name.find('/') != std::string::npos)
        object.refuse("name", "it must not be empty or contain a slash", correct);
    info.summary = object.text("summary");
    info.labels = readLabels(object);
    if (object.has("groups"))
        info.groups = readGroups(object.at("groups"), "groups", info.classes());
    readInput(object.at("input"), info);
    info.normalisation = readNormalisation(object.at("normalisation"), info.input.channels);
    constexpr std::array views{"exact", "crop"};
    info.view = views[object.choice("view", views)];
    info.output = outputs.read(object, "output");
    if (object.has("runner"))
        info.runner = object.choice("runner", runners) == 0 ? Runner::TorchScript : Runner::Onnx;
    info.plan = readPlan(object.at("plan"));
    info.provenance = object.text("provenance");
    info.licence = object.text("licence");
    if (object.has("accuracy")) {
        const StrictObject accuracy(object.at("accuracy"), "accuracy", {"top1", "on"});
        info.accuracy = accuracy.number("top1", 0, 1);
        info.accuracyOn = accuracy.text("on");
    }
    if (object.has("gradients"))
        info.givesGradients = object.flag("gradients");
    if (object.has("replaces"))
        info.replaces = readHashes(object, "replaces");
    return info;
}

ordered_json channelsToJson(const std::vector<float>& values)
{
    ordered_json json = ordered_json::array();
    for (const float value : values)
        json.push_back(nineDigits(value));
    return json;
}

} // namespace

ordered_json manifestToJson(const ModelInfo& info)
{
    ordered_json json = {
        {"name", info.name},
        {"summary", info.summary},
        {"labels", info.labels},
        {"input",
         {{"width", info.input.width},
          {"height", info.input.height},
          {"channels", info.input.channels}}},
        {"normalisation",
         {{"mean", channelsToJson(info.normalisation.mean)},
          {"scale", channelsToJson(info.normalisation.scale)}}},
        {"view", info.view},
        {"output", outputs.wordFor(info.output)},
        {"plan",
         {{"layout", layouts.wordFor(info.plan.layout)},
          {"preparation", preparations.wordFor(info.plan.preparation)},
          {"micro_batch", info.plan.microBatch},
          {"gradient_micro_batch", info.plan.gradientMicroBatch}}},
        {"provenance", info.provenance},
        {"licence", info.licence},
    };
    for (const ClassGroup& group : info.groups)
        json["groups"][group.name] = group.classes;
    if (info.order != ChannelOrder::Rgb)
        json["input"]["order"] = orders.wordFor(info.order);
    if (info.runner != Runner::TorchScript)
        json["runner"] = runners[static_cast<std::size_t>(info.runner)];
    if (!info.givesGradients)
        json["gradients"] = false;
    if (!info.replaces.empty())
        json["replaces"] = info.replaces;
    if (info.accuracy)
        json["accuracy"] = {{"top1", *info.accuracy}, {"on", info.accuracyOn}};
    return json;
}

Result<ModelInfo> manifestFromJson(std::string_view text, const std::string& file)
{
    const auto json = ordered_json::parse(text, nullptr, false);
    if (json.is_discarded())
        return failure(file, "its manifest is not valid JSON", "create the model file again");
    return strictly([&] { return readManifest(json); },
                    [&](const BadKey& bad) {
                        return Error{file, "in its manifest, " + bad.key + ": " + bad.why,
                                     "correct the manifest, or create the model file again"};
                    });
}

std::vector<ClassGroup> readGroups(const ordered_json& json, const std::string& path,
                                   std::size_t classes)
{
    const StrictObject object(json, path);
    std::vector<ClassGroup> groups;
    for (const auto& [name, members] : json.items()) {
        const auto isClass = [classes](const ordered_json& one) {
            return one.is_number_unsigned() && one.get<std::size_t>() < classes;
        };
        if (!members.is_array() || members.empty() || !std::ranges::all_of(members, isClass))
            object.refuse(name, "it must list classes by their number", correct);
        groups.push_back({name, members.get<std::vector<std::size_t>>()});
        std::ranges::sort(groups.back().classes);
    }
    return groups;
}

} // namespace pareidolia
