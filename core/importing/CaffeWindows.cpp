// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeWindows.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pareidolia {

namespace {

using Pair = std::array<std::int64_t, 2>; ///< height, width

/// Larger than any picture here.
constexpr std::int64_t largestSide = 4096;

struct Window
{
    Pair kernel{1, 1}, stride{1, 1}, pad{0, 0}, dilation{1, 1};
};

/// One number for both directions, two, or one in each of two fields.
template <typename Values>
Pair pairOf(const CaffeStep& step, const Values& values, std::optional<std::uint32_t> vertical,
            std::optional<std::uint32_t> horizontal, std::int64_t usual, std::int64_t least,
            const char* which)
{
    if (values.size() > 2)
        step.refuse(std::string("it has more than two values of ") + which);
    Pair pair{usual, usual};
    if (values.size() > 0)
        pair = {values.Get(0), values.Get(values.size() - 1)};
    if (vertical)
        pair[0] = *vertical;
    if (horizontal)
        pair[1] = *horizontal;
    for (const std::int64_t one : pair)
        if (one < least || one > largestSide)
            step.refuse(std::string("its ") + which + " of " + std::to_string(one) +
                        " is out of range");
    return pair;
}

/// What convolution and pooling write alike.
template <typename How>
Window windowOf(const CaffeStep& step, const How& how)
{
    const auto either = [](bool has, std::uint32_t value) {
        return has ? std::optional<std::uint32_t>(value) : std::nullopt;
    };
    Window window;
    window.kernel = pairOf(step, how.kernel_size(), either(how.has_kernel_h(), how.kernel_h()),
                           either(how.has_kernel_w(), how.kernel_w()), 0, 1, "kernel_size");
    window.stride = pairOf(step, how.stride(), either(how.has_stride_h(), how.stride_h()),
                           either(how.has_stride_w(), how.stride_w()), 1, 1, "stride");
    window.pad = pairOf(step, how.pad(), either(how.has_pad_h(), how.pad_h()),
                        either(how.has_pad_w(), how.pad_w()), 0, 0, "pad");
    return window;
}

std::vector<std::int64_t> listOf(const Pair& pair)
{
    return {pair.begin(), pair.end()};
}

/// How far the first window can move.
std::int64_t roomOf(const CaffeStep& step, const Window& window, std::size_t direction)
{
    const std::int64_t side = step.plane().shape[direction + 1];
    const std::int64_t room = side + 2 * window.pad[direction] -
                              (window.dilation[direction] * (window.kernel[direction] - 1) + 1);
    step.expect(room >= 0,
                "its window is larger than the " + std::to_string(side) + " pixels it gets");
    return room;
}

/// Rounded up, but a last window that would lie in the padding alone does not count.
std::int64_t pooledSide(const CaffeStep& step, const Window& window, std::size_t direction,
                        bool roundUp)
{
    const std::int64_t room = roomOf(step, window, direction);
    const std::int64_t stride = window.stride[direction];
    const std::int64_t count = room / stride + 1;
    const bool hasRest = room % stride != 0 &&
                         count * stride < step.plane().shape[direction + 1] + window.pad[direction];
    return roundUp && hasRest ? count + 1 : count;
}

/// Pixels behind the plane and `after` that the last window reaches into.
std::int64_t overhang(const CaffeStep& step, const Window& window, const CaffeShape& pooled,
                      std::size_t direction, std::int64_t after)
{
    const std::int64_t needed =
        (pooled[direction + 1] - 1) * window.stride[direction] + window.kernel[direction];
    const std::int64_t given = step.plane().shape[direction + 1] + window.pad[direction] + after;
    return std::max<std::int64_t>(needed - given, 0);
}

CaffeStep::Attributes poolAttributes(const Window& window, std::vector<std::int64_t> pads)
{
    return {{"kernel_shape", listOf(window.kernel)},
            {"strides", listOf(window.stride)},
            {"pads", std::move(pads)}};
}

CaffeValue maximum(CaffeStep& step, const Window& window, const CaffeShape& pooled)
{
    const auto attributes =
        poolAttributes(window, {window.pad[0], window.pad[1], overhang(step, window, pooled, 0, 0),
                                overhang(step, window, pooled, 1, 0)});
    return {step.add("MaxPool", {step.plane().name}, attributes), pooled};
}

/// The divisor is the part of the window within the padded plane. The zeros that the prototxt asks
/// for count, those that only complete the last window do not: where there are both, the former
/// become part of the plane.
CaffeValue average(CaffeStep& step, const Window& window, const CaffeShape& pooled)
{
    const std::vector<std::int64_t> rest{overhang(step, window, pooled, 0, window.pad[0]),
                                         overhang(step, window, pooled, 1, window.pad[1])};
    const bool hasRest = rest[0] > 0 || rest[1] > 0;
    std::string plane = step.plane().name;
    std::vector<std::int64_t> pads{window.pad[0], window.pad[1], window.pad[0], window.pad[1]};
    if (hasRest) {
        if (window.pad != Pair{0, 0}) {
            const std::vector<std::int64_t> around{0, 0, window.pad[0], window.pad[1],
                                                   0, 0, window.pad[0], window.pad[1]};
            plane =
                step.add("Pad", {plane, step.onnx.addConstant(step.layer.name() + ".pads", around)},
                         {}, "/pad");
        }
        pads = {0, 0, rest[0], rest[1]};
    }
    auto attributes = poolAttributes(window, std::move(pads));
    attributes.push_back({"count_include_pad", std::int64_t{hasRest ? 0 : 1}});
    return {step.add("AveragePool", {plane}, attributes), pooled};
}

} // namespace

CaffeValue writeCaffeConvolution(CaffeStep& step)
{
    const caffe::ConvolutionParameter& how = step.layer.convolution_param();
    if (how.axis() != 1)
        step.refuse("its axis is not 1, which is not supported");
    step.expectWeights(how.bias_term() ? 2 : 1);
    Window window = windowOf(step, how);
    window.dilation = pairOf(step, how.dilation(), std::nullopt, std::nullopt, 1, 1, "dilation");
    const std::int64_t outputs = how.num_output();
    step.expect(outputs >= 1 && outputs <= (1 << 20),
                "its num_output of " + std::to_string(outputs) + " is out of range");
    const std::int64_t groups = how.group();
    step.expect(groups >= 1 && outputs % groups == 0, "its " + std::to_string(outputs) +
                                                          " outputs cannot be divided into " +
                                                          std::to_string(groups) + " groups");
    const auto& [height, width] = window.kernel;
    const std::int64_t numbers = step.weights[0].values.size();
    const std::int64_t channels = std::max<std::int64_t>(numbers / (outputs * height * width), 1);
    step.fit(0, {outputs, channels, height, width}, "weights");
    const std::int64_t takes = step.plane().shape[0];
    step.expect(channels * groups == takes, "its weights are for " +
                                                std::to_string(channels * groups) +
                                                " channels, but it gets " + std::to_string(takes));

    CaffeStep::Names names{step.plane().name, step.constant(".weight", step.weights[0])};
    if (how.bias_term()) {
        step.fit(1, {outputs}, "biases");
        names.push_back(step.constant(".bias", step.weights[1]));
    }
    CaffeShape shape{outputs};
    for (const std::size_t direction : {std::size_t{0}, std::size_t{1}})
        shape.push_back(roomOf(step, window, direction) / window.stride[direction] + 1);
    step.products = static_cast<double>(numbers) * static_cast<double>(shape[1]) *
                    static_cast<double>(shape[2]);
    auto attributes =
        poolAttributes(window, {window.pad[0], window.pad[1], window.pad[0], window.pad[1]});
    attributes.push_back({"dilations", listOf(window.dilation)});
    attributes.push_back({"group", groups});
    return {step.add("Conv", names, attributes), shape};
}

CaffeValue writeCaffePooling(CaffeStep& step)
{
    const caffe::PoolingParameter& how = step.layer.pooling_param();
    if (how.pool() == caffe::PoolingParameter::STOCHASTIC)
        step.refuse("stochastic pooling is not supported");
    const bool isAverage = how.pool() == caffe::PoolingParameter::AVE;
    const CaffeShape& shape = step.plane().shape;
    if (how.global_pooling())
        return {step.add(isAverage ? "GlobalAveragePool" : "GlobalMaxPool", {step.plane().name}),
                {shape[0], 1, 1}};
    const Window window = windowOf(step, how);
    step.expect(window.pad[0] < window.kernel[0] && window.pad[1] < window.kernel[1],
                "its pad must be smaller than its kernel");
    const bool roundUp = how.round_mode() == caffe::PoolingParameter::CEIL;
    const CaffeShape pooled{shape[0], pooledSide(step, window, 0, roundUp),
                            pooledSide(step, window, 1, roundUp)};
    return isAverage ? average(step, window, pooled) : maximum(step, window, pooled);
}

CaffeValue writeCaffeLocalResponse(CaffeStep& step)
{
    const caffe::LRNParameter& how = step.layer.lrn_param();
    const std::int64_t size = how.local_size();
    if (size % 2 == 0)
        step.refuse("its local_size must be odd");
    if (size > 255)
        step.refuse("its local_size of " + std::to_string(size) + " is out of range");
    const std::string& plane = step.plane().name;
    const CaffeShape& shape = step.plane().shape;
    if (how.norm_region() == caffe::LRNParameter::ACROSS_CHANNELS)
        return {
            step.add(
                "LRN", {plane},
                {{"size", size}, {"alpha", how.alpha()}, {"beta", how.beta()}, {"bias", how.k()}}),
            shape};
    // x / (1 + alpha · mean of the squares around)^beta: Caffe knows no k here.
    const std::int64_t pad = size / 2;
    const std::string squares = step.add("Mul", {plane, plane}, {}, "/square");
    auto attributes =
        poolAttributes({.kernel = {size, size}, .pad = {pad, pad}}, {pad, pad, pad, pad});
    attributes.push_back({"count_include_pad", std::int64_t{1}});
    const std::string mean = step.add("AveragePool", {squares}, attributes, "/mean");
    const std::string weighted =
        step.add("Mul", {mean, step.number(".alpha", how.alpha())}, {}, "/weighted");
    const std::string sum = step.add("Add", {weighted, step.number(".one", 1)}, {}, "/sum");
    const std::string root = step.add("Pow", {sum, step.number(".beta", how.beta())}, {}, "/pow");
    return {step.add("Div", {plane, root}), shape};
}

} // namespace pareidolia
