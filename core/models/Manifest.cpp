// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/Manifest.h"

#include "core/base/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
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
};

constexpr Words<OutputKind, 3> outputs{{"logits", "probabilities", "log-probabilities"}};
constexpr Words<ChannelOrder, 2> orders{{"rgb", "bgr"}};
constexpr Words<Runner, 2> runners{{"torchscript", "opencv-dnn"}};
constexpr Words<Plan::Layout, 2> layouts{{"nchw", "nhwc"}};
constexpr Words<Plan::Preparation, 3> preparations{{"plain", "frozen", "optimised"}};

/// A key that is not as it must be; becomes an error at the end of the reading.
struct BadKey
{
    std::string key;
    std::string why;
};

/// Reads the keys of one object and notices those that nobody asked for.
class Reader
{
public:
    Reader(const ordered_json& json, std::string name) : m_json(json), m_name(std::move(name))
    {
        if (!json.is_object())
            throw BadKey{m_name.empty() ? "manifest" : m_name, "it is not a JSON object"};
    }

    bool has(const std::string& key) const { return m_json.contains(key); }

    const ordered_json& value(const std::string& key)
    {
        m_known.push_back(key);
        if (!m_json.contains(key))
            throw BadKey{full(key), "it is missing"};
        return m_json[key];
    }

    std::string text(const std::string& key)
    {
        const ordered_json& json = value(key);
        if (!json.is_string())
            throw BadKey{full(key), "it is not a string"};
        return json.get<std::string>();
    }

    double number(const std::string& key, double least, double most)
    {
        const ordered_json& json = value(key);
        if (!json.is_number())
            throw BadKey{full(key), "it is not a number"};
        const double number = json.get<double>();
        if (!(number >= least && number <= most))
            throw BadKey{full(key),
                         "it must be between " + formatReal(least) + " and " + formatReal(most)};
        return number;
    }

    int whole(const std::string& key, int least, int most)
    {
        if (!value(key).is_number_integer())
            throw BadKey{full(key), "it is not a whole number"};
        return static_cast<int>(number(key, least, most));
    }

    template <typename Value, std::size_t N>
    Value choice(const std::string& key, const Words<Value, N>& words)
    {
        const std::string word = text(key);
        const auto found = std::ranges::find(words.words, word);
        if (found != words.words.end())
            return static_cast<Value>(found - words.words.begin());
        std::string list;
        for (const char* one : words.words)
            list += (list.empty() ? "" : ", ") + std::string(one);
        throw BadKey{full(key), "\"" + word + "\" is not one of " + list};
    }

    /// Call last.
    void refuseOthers() const
    {
        for (const auto& [key, value] : m_json.items())
            if (std::ranges::count(m_known, key) == 0)
                throw BadKey{full(key), "this key is unknown; the nearest one is \"" +
                                            nearestWord(key, m_known) + "\""};
    }

    std::string full(const std::string& key) const
    {
        return m_name.empty() ? key : m_name + "." + key;
    }

private:
    const ordered_json& m_json;
    std::string m_name;
    std::vector<std::string> m_known;
};

std::vector<std::string> readLabels(Reader& reader)
{
    const ordered_json& json = reader.value("labels");
    if (!json.is_array() || json.size() < 2 || json.size() > mostLabels)
        throw BadKey{"labels", "it must list at least two labels"};
    std::vector<std::string> labels;
    for (const ordered_json& label : json) {
        if (!label.is_string() || label.get<std::string>().empty())
            throw BadKey{"labels", "label " + std::to_string(labels.size()) + " is not a string"};
        labels.push_back(label.get<std::string>());
    }
    return labels;
}

std::vector<ClassGroup> readGroups(const ordered_json& json, std::size_t classes)
{
    if (!json.is_object())
        throw BadKey{"groups", "it is not a JSON object"};
    std::vector<ClassGroup> groups;
    for (const auto& [name, members] : json.items()) {
        const auto isClass = [classes](const ordered_json& one) {
            return one.is_number_unsigned() && one.get<std::size_t>() < classes;
        };
        if (!members.is_array() || members.empty() || !std::ranges::all_of(members, isClass))
            throw BadKey{"groups." + name, "it must list class numbers"};
        groups.push_back({name, members.get<std::vector<std::size_t>>()});
        std::ranges::sort(groups.back().classes);
    }
    return groups;
}

struct Input
{
    ImageShape shape;
    ChannelOrder order = ChannelOrder::Rgb;
};

Input readInput(const ordered_json& json)
{
    Reader reader(json, "input");
    const ImageShape shape{reader.whole("width", 1, largestSide),
                           reader.whole("height", 1, largestSide), reader.whole("channels", 1, 3)};
    if (shape.channels == 2)
        throw BadKey{"input.channels", "it must be 1 (grey) or 3 (RGB)"};
    Input input{.shape = shape};
    if (reader.has("order"))
        input.order = reader.choice("order", orders);
    if (shape.channels == 1 && input.order != ChannelOrder::Rgb)
        throw BadKey{"input.order", "a grey picture has no channel order"};
    reader.refuseOthers();
    return input;
}

std::vector<float> readChannels(Reader& reader, const std::string& key, int channels)
{
    const ordered_json& json = reader.value(key);
    if (!json.is_array() || json.size() != static_cast<std::size_t>(channels))
        throw BadKey{reader.full(key), "it needs one number per channel"};
    std::vector<float> values;
    for (const ordered_json& value : json) {
        if (!value.is_number() || !std::isfinite(value.get<float>()))
            throw BadKey{reader.full(key), "it needs finite numbers"};
        values.push_back(value.get<float>());
    }
    return values;
}

Normalisation readNormalisation(const ordered_json& json, int channels)
{
    Reader reader(json, "normalisation");
    const Normalisation normalisation{readChannels(reader, "mean", channels),
                                      readChannels(reader, "scale", channels)};
    if (std::ranges::count(normalisation.scale, 0.0f) > 0)
        throw BadKey{"normalisation.scale", "zero would hide the picture"};
    reader.refuseOthers();
    return normalisation;
}

Plan readPlan(const ordered_json& json)
{
    Reader reader(json, "plan");
    const Plan plan{reader.choice("layout", layouts), reader.choice("preparation", preparations),
                    reader.whole("micro_batch", 1, largestMicroBatch),
                    reader.whole("gradient_micro_batch", 1, largestMicroBatch)};
    reader.refuseOthers();
    return plan;
}

ModelInfo readManifest(const ordered_json& json)
{
    Reader reader(json, "");
    ModelInfo info;
    info.name = reader.text("name");
    if (info.name.empty() || info.name.find('/') != std::string::npos)
        throw BadKey{"name", "it must not be empty or contain a slash"};
    info.summary = reader.text("summary");
    info.labels = readLabels(reader);
    if (reader.has("groups"))
        info.groups = readGroups(reader.value("groups"), info.classes());
    const Input input = readInput(reader.value("input"));
    info.input = input.shape;
    info.order = input.order;
    info.normalisation = readNormalisation(reader.value("normalisation"), info.input.channels);
    info.view = reader.text("view");
    if (info.view != "exact" && info.view != "crop")
        throw BadKey{"view", "\"" + info.view + "\" is not known to this version (exact, crop)"};
    info.output = reader.choice("output", outputs);
    if (reader.has("runner"))
        info.runner = reader.choice("runner", runners);
    info.plan = readPlan(reader.value("plan"));
    info.provenance = reader.text("provenance");
    info.licence = reader.text("licence");
    if (reader.has("accuracy")) {
        Reader accuracy(reader.value("accuracy"), "accuracy");
        info.accuracy = accuracy.number("top1", 0, 1);
        info.accuracyOn = accuracy.text("on");
        accuracy.refuseOthers();
    }
    reader.refuseOthers();
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
        json["runner"] = runners.wordFor(info.runner);
    if (info.accuracy)
        json["accuracy"] = {{"top1", *info.accuracy}, {"on", info.accuracyOn}};
    return json;
}

Result<ModelInfo> manifestFromJson(std::string_view text, const std::string& file)
{
    const auto json = ordered_json::parse(text, nullptr, false);
    if (json.is_discarded())
        return failure(file, "its manifest is not valid JSON", "create the model file again");
    try {
        return readManifest(json);
    } catch (const BadKey& bad) {
        return failure(file, "in its manifest, " + bad.key + ": " + bad.why,
                       "correct the manifest, or create the model file again");
    }
}

} // namespace pareidolia
