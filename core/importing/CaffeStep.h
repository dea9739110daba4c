// SPDX-License-Identifier: GPL-3.0-or-later
// One layer of a Caffe network on its way into ONNX: its parameters, what it gets, its weights, and
// the model that it is added to. Shapes are known for every value, so that all is checked before
// anything runs. Only sources of this room include this.
#pragma once

#include "core/importing/CaffeFormat.h"
#include "core/importing/CaffeWeights.h"
#include "core/importing/OnnxWriter.h"

#include <string>
#include <vector>

namespace pareidolia {

/// The output of a layer.
struct CaffeValue
{
    std::string name; ///< in the ONNX graph
    CaffeShape shape; ///< of one picture: without the batch
};

class CaffeStep
{
public:
    using Names = std::vector<std::string>;
    using Attributes = std::vector<OnnxWriter::Attribute>;

    CaffeStep(const caffe::LayerParameter& parameters, std::vector<CaffeValue> gets,
              std::vector<CaffeTensor> tensors, OnnxWriter& model);

    const caffe::LayerParameter& layer;
    const std::vector<CaffeValue> inputs; ///< at least one
    std::vector<CaffeTensor> weights;     ///< may be moved from
    OnnxWriter& onnx;
    std::size_t part = 0; ///< which of its outputs is wanted
    double products = 0;  ///< set by the layer: multiplications for one picture

    /// All throw BadLayer with the layer's name.
    [[noreturn]] void refuse(const std::string& why) const;
    void expect(bool holds, const std::string& why) const;
    void expectWeights(std::size_t count) const;

    /// The first input, which must have a plane: channels × height × width.
    const CaffeValue& plane() const;

    const CaffeShape& shape() const { return inputs.front().shape; }

    /// An axis as it is written, the batch being 0, becomes a place in `shape()`.
    std::size_t axis(std::int64_t written) const;

    /// The weights in the shape that the parameters ask for; ones in shapes do not count, because
    /// old files write four dimensions whatever there are.
    void fit(std::size_t tensor, CaffeShape shape, const char* which);

    /// One number a channel of the first input, or one for all.
    void fitChannels(std::size_t tensor);

    /// A node named after the layer; `suffix` for all but the last one of a layer.
    std::string add(const std::string& type, const Names& takes, const Attributes& attributes = {},
                    const std::string& suffix = {});

    std::string constant(const std::string& suffix, const CaffeTensor& tensor);
    std::string number(const std::string& suffix, float value);

    /// Numbers of channels, shaped so that they spread over what follows the channels in `shape()`.
    std::string channelConstant(const std::string& suffix, std::span<const float> values);
};

/// "3×227×227"
std::string caffeShapeText(const CaffeShape& shape);

/// How many numbers a shape has that was checked before.
std::int64_t caffeCount(const CaffeShape& shape);

} // namespace pareidolia
