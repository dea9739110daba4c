// SPDX-License-Identifier: GPL-3.0-or-later
// The weights of a .caffemodel by the name of their layer. Throws BadLayer.
#pragma once

#include "core/importing/CaffeFormat.h"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

using CaffeShape = std::vector<std::int64_t>;

struct CaffeTensor
{
    CaffeShape shape;
    /// Last dimension fastest; taken from the message without a copy.
    google::protobuf::RepeatedField<float> values;

    std::span<const float> numbers() const
    {
        return {values.data(), static_cast<std::size_t>(values.size())};
    }
};

/// Moves the numbers out of the message, checked against the shape in it; `layer` is named in
/// errors.
CaffeTensor takeTensor(caffe::BlobProto& blob, const std::string& layer);

/// Moves the numbers out of the messages when they are needed. Layers that were never needed can be
/// listed.
class CaffeWeights
{
public:
    /// `network` is emptied step by step; it must outlive this.
    explicit CaffeWeights(caffe::NetParameter& network);

    /// All weights of one layer, checked against the shape in the file; none if it has none.
    std::vector<CaffeTensor> take(const std::string& layer);

    /// The shape of a layer's first tensor, as the file tells it; empty if it has none.
    CaffeShape firstShape(const std::string& layer) const;

    /// Layers with weights whose names `known` does not hold.
    std::vector<std::string> strangers(const std::set<std::string>& known) const;

    bool empty() const { return m_layers.empty(); }

private:
    std::map<std::string, caffe::LayerParameter*> m_layers; ///< those that have weights
};

/// How many numbers a shape has; throws BadLayer if it is impossible.
std::int64_t countOf(const CaffeShape& shape, const std::string& layer);

} // namespace pareidolia
