// SPDX-License-Identifier: GPL-3.0-or-later
// A network as a list of layers: made by the readers of foreign formats, converted to TorchScript
// by core/torch. Plain values, independent of formats and libraries.
//
// Shapes are those of one picture: channels × height × width; the batch comes before them. Axes
// count from the batch (0).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace pareidolia {

struct WeightTensor
{
    std::vector<std::int64_t> shape;
    std::vector<float> values; ///< last dimension fastest
};

/// How a kernel slides over a plane; each pair is (height, width).
struct Window
{
    std::array<std::int64_t, 2> kernel{1, 1};
    std::array<std::int64_t, 2> stride{1, 1};
    std::array<std::int64_t, 2> dilation{1, 1};
    std::array<std::int64_t, 4> padding{}; ///< top, left, bottom, right
};

struct Convolution
{
    Window window;
    std::int64_t groups = 1;
    WeightTensor weight; ///< outputs × inputs / groups × height × width
    WeightTensor bias;   ///< outputs; empty: none
};

/// Fully connected; the input is flattened from axis 1 on.
struct Dense
{
    WeightTensor weight; ///< outputs × inputs
    WeightTensor bias;   ///< outputs; empty: none
};

struct Pooling
{
    enum class Kind { Maximum, Average };
    Kind kind = Kind::Maximum;
    Window window;
    bool roundUp = false;     ///< the output's size is rounded up, as Caffe does
    bool countPadding = true; ///< Average: padding counts as zeros
};

/// One number per channel; the plane becomes 1 × 1.
struct GlobalPooling
{
    Pooling::Kind kind = Pooling::Kind::Average;
};

/// x / (k + alpha · mean of x²)^beta; beyond the edges there are zeros, which count in the mean.
struct LocalResponse
{
    std::int64_t size = 5;
    float alpha = 1, beta = 0.75f, k = 1;
    bool acrossChannels = true; ///< `size` channels; false: size × size pixels of the same channel
};

/// scale · x + shift, channel by channel: batch normalisation, folded.
struct ChannelAffine
{
    WeightTensor scale; ///< channels, or one
    WeightTensor shift; ///< channels, or one
};

struct Activation
{
    enum class Kind {
        Relu,
        LeakyRelu, ///< first: slope below zero
        Elu,       ///< first: alpha
        Sigmoid,
        HardSigmoid, ///< clamp(first · x + second, 0, 1)
        HardSwish,
        Tanh,
        Softplus,
        Clip,  ///< from first to second
        Power, ///< (second + first · x) ^ third
        Absolute,
    };
    Kind kind = Kind::Relu;
    float first = 0, second = 0, third = 1;
};

struct ParametricRelu
{
    WeightTensor slopes; ///< channels, or one
};

/// Combines several values, number by number.
struct Elementwise
{
    enum class Kind { Add, Subtract, Multiply, Divide, Maximum };
    Kind kind = Kind::Add;
    std::vector<float> factors; ///< Add: one per value; empty: all 1
};

struct Concatenation
{
    std::int64_t axis = 1;
};

struct Softmax
{
    std::int64_t axis = 1;
    bool logarithm = false;
};

/// The new shape with the batch; 0 keeps a dimension, −1 is inferred.
struct Reshape
{
    std::vector<std::int64_t> shape;
};

/// From this axis on.
struct Flatten
{
    std::int64_t axis = 1;
};

/// Zeros around the plane: top, left, bottom, right.
struct ZeroPadding
{
    std::array<std::int64_t, 4> padding{};
};

using Operation = std::variant<Convolution, Dense, Pooling, GlobalPooling, LocalResponse,
                               ChannelAffine, Activation, ParametricRelu, Elementwise,
                               Concatenation, Softmax, Reshape, Flatten, ZeroPadding>;

struct Layer
{
    std::string name; ///< its name in the file, for messages
    Operation operation;
    std::vector<std::size_t> inputs; ///< values: 0 is the picture, i + 1 the output of layer i
};

struct NetworkGraph
{
    std::string name;                    ///< its name in the file; may be empty
    std::array<std::int64_t, 3> input{}; ///< channels × height × width
    std::vector<Layer> layers;           ///< each after those that it uses
    std::size_t output = 0;              ///< the value that is the network's output

    /// A Softmax at the end of the output can be left out: see core/torch/ModelImport.
};

} // namespace pareidolia
