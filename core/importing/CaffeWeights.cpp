// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeWeights.h"

#include "core/importing/BadLayer.h"

namespace pareidolia {

namespace {

/// More than any file of 2 GB can hold.
constexpr std::int64_t mostNumbers = std::int64_t{1} << 30;

std::vector<std::int64_t> shapeOf(const caffe::BlobProto& blob)
{
    if (blob.has_shape())
        return {blob.shape().dim().begin(), blob.shape().dim().end()};
    if (blob.has_num() || blob.has_channels() || blob.has_height() || blob.has_width())
        return {blob.num(), blob.channels(), blob.height(), blob.width()};
    return {std::max(blob.data_size(), blob.double_data_size())};
}

WeightTensor tensorOf(const caffe::BlobProto& blob, const std::string& layer)
{
    WeightTensor tensor{.shape = shapeOf(blob)};
    tensor.values.assign(blob.data().begin(), blob.data().end());
    if (tensor.values.empty())
        for (const double value : blob.double_data())
            tensor.values.push_back(static_cast<float>(value));
    const std::int64_t count = countOf(tensor.shape, layer);
    if (count != static_cast<std::int64_t>(tensor.values.size()))
        throw BadLayer{layer, "its weights are " + std::to_string(tensor.values.size()) +
                                  " numbers, but their shape needs " + std::to_string(count)};
    return tensor;
}

} // namespace

std::int64_t countOf(const std::vector<std::int64_t>& shape, const std::string& layer)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape) {
        if (side < 0 || side > mostNumbers || count * side > mostNumbers)
            throw BadLayer{layer, "its weights have an impossible shape"};
        count *= side;
    }
    return count;
}

CaffeWeights::CaffeWeights(caffe::NetParameter& network)
{
    for (caffe::LayerParameter& layer : *network.mutable_layer())
        if (layer.blobs_size() > 0)
            m_layers.emplace(layer.name(), &layer);
}

std::vector<WeightTensor> CaffeWeights::take(const std::string& layer)
{
    const auto found = m_layers.find(layer);
    if (found == m_layers.end())
        return {};
    std::vector<WeightTensor> tensors;
    for (caffe::BlobProto& blob : *found->second->mutable_blobs()) {
        tensors.push_back(tensorOf(blob, layer));
        blob.Clear(); // the numbers are here now, once is enough
    }
    found->second->clear_blobs();
    m_layers.erase(found);
    return tensors;
}

std::vector<std::string> CaffeWeights::strangers(const std::set<std::string>& known) const
{
    std::vector<std::string> names;
    for (const auto& [name, layer] : m_layers)
        if (!known.contains(name))
            names.push_back(name);
    return names;
}

} // namespace pareidolia
