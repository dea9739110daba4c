// SPDX-License-Identifier: GPL-3.0-or-later
// Gradient descent, step by step. No torch type is visible. Thread: one. Single-threaded
// arithmetic, so equal libraries give equal weights.
#pragma once

#include "core/image/Image.h"
#include "core/torch/ScriptWriter.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace pareidolia {

class LeNetLearner
{
public:
    /// `start`: the tensors of leNetStart().
    explicit LeNetLearner(const std::vector<ScriptTensor>& start);
    ~LeNetLearner();
    LeNetLearner(const LeNetLearner&) = delete;
    LeNetLearner& operator=(const LeNetLearner&) = delete;

    /// One step on a batch of 28×28 pictures, with Caffe's solver: momentum 0.9, weight decay
    /// 5e-4, biases at twice the rate. Returns the mean cross-entropy before the step.
    double step(std::span<const Image* const> pictures, std::span<const std::uint8_t> labels,
                double rate);

    /// The most probable class of each picture.
    std::vector<std::size_t> classify(std::span<const Image> pictures) const;

    /// The current weights, by their original names.
    std::vector<ScriptTensor> weights() const;

private:
    struct Parameters;
    std::unique_ptr<Parameters> m_parameters;
};

} // namespace pareidolia
