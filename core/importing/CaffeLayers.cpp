// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeLayers.h"

#include "core/importing/CaffeWeighted.h"
#include "core/importing/CaffeWindows.h"

#include <algorithm>
#include <map>

namespace pareidolia {

namespace {

constexpr std::int64_t mostNumbers = std::int64_t{1} << 28;

const std::string& only(const CaffeStep& step)
{
    return step.inputs.front().name;
}

/// Layers that ONNX has under another name, without parameters.
CaffeValue same(CaffeStep& step)
{
    static const std::map<std::string, const char*> names{
        {"AbsVal", "Abs"}, {"BNLL", "Softplus"}, {"Sigmoid", "Sigmoid"}, {"TanH", "Tanh"}};
    return {step.add(names.at(step.layer.type()), {only(step)}), step.shape()};
}

CaffeValue relu(CaffeStep& step)
{
    const float slope = step.layer.relu_param().negative_slope();
    if (slope == 0)
        return {step.add("Relu", {only(step)}), step.shape()};
    return {step.add("LeakyRelu", {only(step)}, {{"alpha", slope}}), step.shape()};
}

CaffeValue elu(CaffeStep& step)
{
    return {step.add("Elu", {only(step)}, {{"alpha", step.layer.elu_param().alpha()}}),
            step.shape()};
}

/// (shift + scale · x) ^ power, without the parts that do nothing.
CaffeValue power(CaffeStep& step)
{
    const caffe::PowerParameter& how = step.layer.power_param();
    std::string value = only(step);
    if (how.scale() != 1)
        value = step.add("Mul", {value, step.number(".scale", how.scale())}, {}, "/scaled");
    if (how.shift() != 0)
        value = step.add("Add", {value, step.number(".shift", how.shift())}, {}, "/shifted");
    if (how.power() != 1)
        value = step.add("Pow", {value, step.number(".power", how.power())});
    return {value, step.shape()};
}

CaffeValue concatenation(CaffeStep& step)
{
    const caffe::ConcatParameter& how = step.layer.concat_param();
    const std::size_t axis =
        step.axis(how.has_concat_dim() ? static_cast<std::int64_t>(how.concat_dim()) : how.axis());
    CaffeShape out = step.shape();
    CaffeStep::Names names{only(step)};
    for (std::size_t i = 1; i < step.inputs.size(); ++i) {
        const CaffeShape& in = step.inputs[i].shape;
        bool fits = in.size() == out.size();
        for (std::size_t d = 0; fits && d < in.size(); ++d)
            fits = d == axis || in[d] == out[d];
        step.expect(fits, "it gets " + caffeShapeText(step.shape()) + " and " + caffeShapeText(in));
        out[axis] += in[axis];
        names.push_back(step.inputs[i].name);
    }
    return {step.add("Concat", names, {{"axis", static_cast<std::int64_t>(axis) + 1}}), out};
}

/// The shares are equal, or begin at the points that are given.
CaffeValue slice(CaffeStep& step)
{
    const caffe::SliceParameter& how = step.layer.slice_param();
    const std::size_t axis =
        step.axis(how.has_slice_dim() ? static_cast<std::int64_t>(how.slice_dim()) : how.axis());
    const std::int64_t side = step.shape()[axis];
    const auto parts = static_cast<std::int64_t>(step.layer.top_size());
    std::vector<std::int64_t> points{0};
    points.insert(points.end(), how.slice_point().begin(), how.slice_point().end());
    if (how.slice_point_size() == 0)
        for (std::int64_t i = 1; i < parts; ++i)
            points.push_back(side / parts * i);
    points.push_back(side);
    bool fits = static_cast<std::int64_t>(points.size()) == parts + 1 &&
                (how.slice_point_size() > 0 || side % parts == 0);
    for (std::size_t i = 1; fits && i < points.size(); ++i)
        fits = points[i - 1] < points[i];
    step.expect(fits, "it cannot slice " + caffeShapeText(step.shape()) + " into " +
                          std::to_string(parts) + " parts as written");

    const std::string& name = step.layer.name();
    const auto list = [&](const char* suffix, std::int64_t value) {
        return step.onnx.addConstant(name + suffix, {&value, 1});
    };
    CaffeShape out = step.shape();
    out[axis] = points[step.part + 1] - points[step.part];
    return {step.add("Slice", {only(step), list(".starts", points[step.part]),
                               list(".ends", points[step.part + 1]),
                               list(".axes", static_cast<std::int64_t>(axis) + 1)}),
            out};
}

/// Sides of one are stretched, as in what the layer's parameters cannot express otherwise.
CaffeShape commonShape(const CaffeStep& step)
{
    CaffeShape out = step.shape();
    for (const CaffeValue& input : step.inputs) {
        const CaffeShape& in = input.shape;
        bool fits = in.size() == out.size();
        for (std::size_t i = 0; fits && i < in.size(); ++i) {
            fits = in[i] == out[i] || in[i] == 1 || out[i] == 1;
            out[i] = std::max(in[i], out[i]);
        }
        step.expect(fits, "it gets " + caffeShapeText(step.shape()) + " and " + caffeShapeText(in));
    }
    return out;
}

CaffeValue elementwise(CaffeStep& step)
{
    const caffe::EltwiseParameter& how = step.layer.eltwise_param();
    const CaffeShape out = commonShape(step);
    CaffeStep::Names names;
    for (const CaffeValue& input : step.inputs)
        names.push_back(input.name);
    if (how.operation() == caffe::EltwiseParameter::MAX)
        return {step.add("Max", names), out};
    const bool isSum = how.operation() == caffe::EltwiseParameter::SUM;
    if (isSum && how.coeff_size() > 0) {
        step.expect(static_cast<std::size_t>(how.coeff_size()) == names.size(),
                    "it has " + std::to_string(how.coeff_size()) + " coefficients for " +
                        std::to_string(names.size()) + " inputs");
        for (std::size_t i = 0; i < names.size(); ++i)
            if (const float factor = how.coeff(static_cast<int>(i)); factor != 1)
                names[i] = step.add("Mul", {names[i], step.number(".coeff", factor)}, {}, "/term");
    }
    std::string value = names.front();
    for (std::size_t i = 1; i < names.size(); ++i)
        value = step.add(isSum ? "Add" : "Mul", {value, names[i]}, {},
                         i + 1 < names.size() ? "/partly" : "");
    return {value, out};
}

CaffeValue softmax(CaffeStep& step)
{
    const auto axis = static_cast<std::int64_t>(step.axis(step.layer.softmax_param().axis())) + 1;
    return {step.add("Softmax", {only(step)}, {{"axis", axis}}), step.shape()};
}

/// The batch stays as it is.
CaffeValue reshapedTo(CaffeStep& step, CaffeShape shape)
{
    CaffeShape written{0};
    written.insert(written.end(), shape.begin(), shape.end());
    const std::string constant = step.onnx.addConstant(step.layer.name() + ".shape", written);
    return {step.add("Reshape", {only(step), constant}), std::move(shape)};
}

CaffeValue flatten(CaffeStep& step)
{
    const caffe::FlattenParameter& how = step.layer.flatten_param();
    if (how.end_axis() != -1)
        step.refuse("its end_axis is not the last one, which is not supported");
    const auto axis = static_cast<std::ptrdiff_t>(step.axis(how.axis()));
    CaffeShape out(step.shape().begin(), step.shape().begin() + axis);
    out.push_back(caffeCount(step.shape()) / caffeCount(out));
    if (axis == 0)
        return {step.add("Flatten", {only(step)}, {{"axis", std::int64_t{1}}}), out};
    return reshapedTo(step, out);
}

CaffeValue reshape(CaffeStep& step)
{
    const caffe::ReshapeParameter& how = step.layer.reshape_param();
    if (how.num_axes() != -1 || how.axis() < 0 || how.axis() > 3)
        step.refuse("it reshapes some axes only, which is not supported");
    CaffeShape wanted(static_cast<std::size_t>(how.axis()), 0);
    wanted.insert(wanted.end(), how.shape().dim().begin(), how.shape().dim().end());
    const std::string misfit = "it cannot reshape to " + caffeShapeText(wanted) + " a value of " +
                               caffeShapeText(step.shape());
    step.expect(wanted.size() >= 2 && wanted.size() <= 5 && wanted[0] >= -1 && wanted[0] <= 1,
                misfit);
    CaffeShape out(wanted.begin() + 1, wanted.end());
    std::int64_t known = 1;
    std::int64_t* open = nullptr;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] == 0) {
            step.expect(i < step.shape().size(), misfit);
            out[i] = step.shape()[i];
        }
        if (out[i] == -1) {
            step.expect(!open, misfit);
            open = &out[i];
            continue;
        }
        step.expect(out[i] >= 1 && out[i] <= mostNumbers && known * out[i] <= mostNumbers, misfit);
        known *= out[i];
    }
    if (open)
        *open = caffeCount(step.shape()) / known;
    step.expect(caffeCount(out) == caffeCount(step.shape()), misfit);
    return reshapedTo(step, out);
}

using Writer = CaffeValue (*)(CaffeStep&);
enum class Has { NoWeights, Weights, Either };
enum class Takes { One, Many };

struct Type
{
    Writer write = nullptr;
    Has has = Has::NoWeights;
    Takes takes = Takes::One;
};

const std::map<std::string, Type>& types()
{
    static const std::map<std::string, Type> all{
        {"AbsVal", {same}},
        {"BNLL", {same}},
        {"BatchNorm", {writeCaffeBatchNorm, Has::Weights}},
        {"Bias", {writeCaffeBias, Has::Weights}},
        {"Concat", {concatenation, Has::NoWeights, Takes::Many}},
        {"Convolution", {writeCaffeConvolution, Has::Weights}},
        // What forks call a convolution with as many groups as channels.
        {"ConvolutionDepthwise", {writeCaffeConvolution, Has::Weights}},
        {"DepthwiseConvolution", {writeCaffeConvolution, Has::Weights}},
        {"ELU", {elu}},
        {"Eltwise", {elementwise, Has::NoWeights, Takes::Many}},
        {"Flatten", {flatten}},
        {"InnerProduct", {writeCaffeInnerProduct, Has::Weights}},
        {"LRN", {writeCaffeLocalResponse}},
        {"PReLU", {writeCaffePRelu, Has::Weights}},
        {"Pooling", {writeCaffePooling}},
        {"Power", {power}},
        {"ReLU", {relu}},
        {"Reshape", {reshape}},
        {"Scale", {writeCaffeScale, Has::Either, Takes::Many}},
        {"Sigmoid", {same}},
        {"Slice", {slice}},
        {"Softmax", {softmax}},
        {"TanH", {same}},
    };
    return all;
}

} // namespace

bool isKnownCaffeType(const std::string& type)
{
    return types().contains(type);
}

CaffeValue writeCaffeLayer(CaffeStep& step)
{
    const std::string& name = step.layer.type();
    const Type& type = types().at(name);
    step.expect(step.layer.top_size() == 1 || name == "Slice",
                "it has " + std::to_string(step.layer.top_size()) + " outputs, but " + name +
                    " has one");
    step.expect(step.inputs.size() == 1 || type.takes == Takes::Many,
                "it takes " + std::to_string(step.inputs.size()) +
                    " values, which is not supported for " + name);
    step.expect(step.weights.empty() || type.has != Has::NoWeights,
                "the caffemodel has weights for it, but " + name + " takes none");
    step.expect(!step.weights.empty() || type.has == Has::NoWeights ||
                    (type.has == Has::Either && step.inputs.size() > 1),
                "the caffemodel has no weights for it");
    return type.write(step);
}

} // namespace pareidolia
