// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeWeights.h"

#include "core/importing/BadLayer.h"

namespace pareidolia {

namespace {

/// More than any file of 2 GB can hold.
constexpr std::int64_t mostNumbers = std::int64_t{1} << 30;

CaffeShape shapeOf(const caffe::BlobProto& blob)
{
    if (blob.has_shape())
        return {blob.shape().dim().begin(), blob.shape().dim().end()};
    if (blob.has_num() || blob.has_channels() || blob.has_height() || blob.has_width())
        return {blob.num(), blob.channels(), blob.height(), blob.width()};
    return {std::max(blob.data_size(), blob.double_data_size())};
}

} // namespace

std::int64_t countOf(const CaffeShape& shape, const std::string& layer)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape) {
        if (side < 0 || side > mostNumbers || count * side > mostNumbers)
            throw BadLayer{layer, "its weights have an impossible shape"};
        count *= side;
    }
    return count;
}

CaffeTensor takeTensor(caffe::BlobProto& blob, const std::string& layer)
{
    CaffeTensor tensor{.shape = shapeOf(blob), .values = {}};
    tensor.values.Swap(blob.mutable_data());
    if (tensor.values.empty())
        for (const double value : blob.double_data())
            tensor.values.Add(static_cast<float>(value));
    blob.Clear(); // doubles too: once is enough
    const std::int64_t count = countOf(tensor.shape, layer);
    if (count != tensor.values.size())
        throw BadLayer{layer, "its weights are " + std::to_string(tensor.values.size()) +
                                  " numbers, but their shape needs " + std::to_string(count)};
    return tensor;
}

CaffeWeights::CaffeWeights(caffe::NetParameter& network)
{
    for (caffe::LayerParameter& layer : *network.mutable_layer())
        if (layer.blobs_size() > 0)
            m_layers.emplace(layer.name(), &layer);
}

std::vector<CaffeTensor> CaffeWeights::take(const std::string& layer)
{
    const auto found = m_layers.find(layer);
    if (found == m_layers.end())
        return {};
    std::vector<CaffeTensor> tensors;
    for (caffe::BlobProto& blob : *found->second->mutable_blobs())
        tensors.push_back(takeTensor(blob, layer));
    m_layers.erase(found);
    return tensors;
}

CaffeShape CaffeWeights::firstShape(const std::string& layer) const
{
    const auto found = m_layers.find(layer);
    return found == m_layers.end() ? CaffeShape{} : shapeOf(found->second->blobs(0));
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
