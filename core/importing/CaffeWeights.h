// SPDX-License-Identifier: GPL-3.0-or-later
// The weights of a .caffemodel by the name of their layer. Throws BadLayer.
#pragma once

#include "core/importing/CaffeFormat.h"
#include "core/importing/NetworkGraph.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace pareidolia {

/// Moves the numbers out of the messages when they are needed. Layers that were never needed can be
/// listed.
class CaffeWeights
{
public:
    /// `network` is emptied step by step; it must outlive this.
    explicit CaffeWeights(caffe::NetParameter& network);

    /// All weights of one layer, checked against the shape in the file; none if it has none.
    std::vector<WeightTensor> take(const std::string& layer);

    /// Layers with weights whose names `known` does not hold.
    std::vector<std::string> strangers(const std::set<std::string>& known) const;

    bool empty() const { return m_layers.empty(); }

private:
    std::map<std::string, caffe::LayerParameter*> m_layers; ///< those that have weights
};

/// How many numbers a shape has; throws BadLayer if it is impossible.
std::int64_t countOf(const std::vector<std::int64_t>& shape, const std::string& layer);

} // namespace pareidolia
