// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeWiring.h"

#include "core/importing/BadLayer.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace pareidolia {

namespace {

constexpr std::size_t picture = 0;
/// A blob that no answer may depend on: labels, weights of examples.
constexpr std::size_t noPicture = SIZE_MAX;

bool isOneOf(const std::string& type, std::initializer_list<const char*> types)
{
    return std::ranges::any_of(types, [&](const char* one) { return type == one; });
}

/// Measured, shown or swallowed: it gives nothing to others.
bool isWatching(const std::string& type)
{
    return isOneOf(type, {"Accuracy", "Silence", "HDF5Output"});
}

/// What goes in comes out when a network is not in training.
bool isPassing(const std::string& type)
{
    return isOneOf(type, {"Dropout", "Split"});
}

bool isLoss(const std::string& type)
{
    return type.ends_with("Loss");
}

/// A network is run as for testing; some tools mark the layers of the finished network as "deploy".
bool matches(const caffe::NetStateRule& rule)
{
    const auto isDeploy = [](const std::string& stage) { return stage == "deploy"; };
    return (!rule.has_phase() || rule.phase() == caffe::TEST) &&
           (!rule.has_min_level() || rule.min_level() <= 0) &&
           (!rule.has_max_level() || rule.max_level() >= 0) &&
           std::ranges::all_of(rule.stage(), isDeploy) &&
           std::ranges::none_of(rule.not_stage(), isDeploy);
}

bool takesPart(const caffe::LayerParameter& layer)
{
    if (layer.include_size() > 0)
        return std::ranges::any_of(layer.include(), matches);
    return std::ranges::none_of(layer.exclude(), matches);
}

class Wiring
{
public:
    explicit Wiring(const caffe::NetParameter& network)
    {
        readInputs(network);
        for (const caffe::LayerParameter& layer : network.layer())
            if (takesPart(layer))
                add(layer);
    }

    CaffeWiring result()
    {
        m_result.output = answer();
        keepNeeded();
        return std::move(m_result);
    }

private:
    void readInputs(const caffe::NetParameter& network)
    {
        for (const std::string& input : network.input())
            addSource(input);
        if (network.input_size() > 0)
            m_result.source = sourceOf(network);
    }

    void addSource(const std::string& top)
    {
        m_blobs[top] = m_hasPicture ? noPicture : picture;
        m_hasPicture = true;
    }

    void add(const caffe::LayerParameter& layer)
    {
        if (isCaffeSource(layer.type()))
            addSourceLayer(layer);
        else if (layer.type() == "Accuracy")
            return; // looks at the answer and is none
        else
            addWorking(layer);
    }

    void addSourceLayer(const caffe::LayerParameter& layer)
    {
        const bool first = !m_hasPicture;
        for (const std::string& top : layer.top())
            addSource(top);
        if (first && layer.top_size() > 0)
            m_result.source = sourceOf(layer);
    }

    std::size_t valueOf(const caffe::LayerParameter& layer, const std::string& bottom) const
    {
        const auto found = m_blobs.find(bottom);
        if (found == m_blobs.end())
            throw BadLayer{layer.name(),
                           "its input \"" + bottom + "\" is not the output of an earlier layer"};
        return found->second;
    }

    void addWorking(const caffe::LayerParameter& layer)
    {
        std::vector<std::size_t> inputs;
        for (const std::string& bottom : layer.bottom())
            inputs.push_back(valueOf(layer, bottom));
        if (isWatching(layer.type())) {
            m_taken.insert(inputs.begin(), inputs.end());
            return;
        }
        if (inputs.empty())
            throw BadLayer{layer.name(), "it has no input"};
        if (isLoss(layer.type())) {
            m_taken.insert(inputs.begin(), inputs.end());
            m_lossOf = inputs.front();
            return;
        }
        if (layer.top_size() == 0)
            throw BadLayer{layer.name(), "it has no output"};
        if (isPassing(layer.type())) {
            for (const std::string& top : layer.top())
                m_blobs[top] = inputs.front();
            return;
        }
        m_taken.insert(inputs.begin(), inputs.end());
        for (int part = 0; part < layer.top_size(); ++part) {
            m_result.layers.push_back({&layer, inputs, static_cast<std::size_t>(part)});
            m_blobs[layer.top(part)] = m_result.layers.size();
        }
    }

    /// The one value that nobody takes; in a network for training what the last loss looks at.
    std::size_t answer() const
    {
        std::vector<std::size_t> ends;
        for (std::size_t value = 1; value <= m_result.layers.size(); ++value)
            if (!m_taken.contains(value))
                ends.push_back(value);
        if (ends.size() == 1)
            return ends.front();
        if (m_lossOf && *m_lossOf != picture && *m_lossOf != noPicture)
            return *m_lossOf;
        if (ends.empty())
            throw BadLayer{"", "no layer gives the network's output"};
        std::string names;
        for (const std::size_t end : ends)
            names +=
                (names.empty() ? "\"" : ", \"") + m_result.layers[end - 1].layer->name() + "\"";
        throw BadLayer{"", "it has several outputs (" + names + ")",
                       "remove the layers of the other outputs from the prototxt"};
    }

    /// Layers that the answer does not depend on go, such as the classifiers at half height that
    /// only help training.
    void keepNeeded()
    {
        std::vector<bool> needed(m_result.layers.size() + 1, false);
        needed[m_result.output] = true;
        for (std::size_t value = m_result.layers.size(); value > 0; --value) {
            const WiredLayer& layer = m_result.layers[value - 1];
            if (!needed[value])
                continue;
            for (const std::size_t input : layer.inputs) {
                if (input == noPicture)
                    throw BadLayer{layer.layer->name(), "it uses an input that is not the picture"};
                needed[input] = true;
            }
        }
        std::vector<std::size_t> places(needed.size(), picture);
        std::vector<WiredLayer> kept;
        for (std::size_t value = 1; value < needed.size(); ++value) {
            if (!needed[value])
                continue;
            kept.push_back(std::move(m_result.layers[value - 1]));
            for (std::size_t& input : kept.back().inputs)
                input = places[input];
            places[value] = kept.size();
        }
        m_result.layers = std::move(kept);
        m_result.output = places[m_result.output];
    }

    CaffeWiring m_result;
    std::map<std::string, std::size_t> m_blobs; ///< the value that each name stands for now
    std::set<std::size_t> m_taken;
    std::optional<std::size_t> m_lossOf;
    bool m_hasPicture = false;
};

} // namespace

Result<CaffeWiring> wireCaffe(const caffe::NetParameter& network, const std::string& source)
{
    try {
        return Wiring(network).result();
    } catch (const BadLayer& bad) {
        return tl::unexpected(bad.errorOf(source, "correct the prototxt"));
    }
}

} // namespace pareidolia
