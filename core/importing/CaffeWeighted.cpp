// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeWeighted.h"

#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

void expectUsualAxis(const CaffeStep& step, std::int64_t axis, std::int64_t axes)
{
    step.expect(axis == 1 || axes == 0, "its axis is not 1, which is not supported");
}

/// One factor per picture and channel, as networks that weigh their channels compute it.
CaffeValue scaleByValue(CaffeStep& step)
{
    const caffe::ScaleParameter& how = step.layer.scale_param();
    const CaffeShape& shape = step.plane().shape;
    const CaffeValue& factors = step.inputs[1];
    step.expect(how.axis() == 0 && !how.bias_term() && caffeCount(factors.shape) == shape[0] &&
                    factors.shape.front() == shape[0],
                "it multiplies " + caffeShapeText(shape) + " by " + caffeShapeText(factors.shape) +
                    ", which is supported for one number per "
                    "channel only (axis: 0)");
    const std::vector<std::int64_t> spread{0, shape[0], 1, 1};
    const std::string factor = step.add(
        "Reshape", {factors.name, step.onnx.addConstant(step.layer.name() + ".shape", spread)}, {},
        "/factors");
    return {step.add("Mul", {step.plane().name, factor}), shape};
}

} // namespace

CaffeValue writeCaffeInnerProduct(CaffeStep& step)
{
    const caffe::InnerProductParameter& how = step.layer.inner_product_param();
    if (how.axis() != 1)
        step.refuse("its axis is not 1, which is not supported");
    step.expectWeights(how.bias_term() ? 2 : 1);
    const std::int64_t outputs = how.num_output();
    step.expect(outputs >= 1 && outputs <= (1 << 20),
                "its num_output of " + std::to_string(outputs) + " is out of range");
    const std::int64_t numbers = step.weights[0].values.size();
    const std::int64_t takes = std::max<std::int64_t>(numbers / outputs, 1);
    step.fit(0, how.transpose() ? CaffeShape{takes, outputs} : CaffeShape{outputs, takes},
             "weights");
    step.expect(takes == caffeCount(step.shape()), "its weights are for " + std::to_string(takes) +
                                                       " numbers, but it gets " +
                                                       caffeShapeText(step.shape()));

    std::string row = step.inputs.front().name;
    if (step.shape().size() > 1)
        row = step.add("Flatten", {row}, {{"axis", std::int64_t{1}}}, "/flat");
    CaffeStep::Names names{row, step.constant(".weight", step.weights[0])};
    if (how.bias_term()) {
        step.fit(1, {outputs}, "biases");
        names.push_back(step.constant(".bias", step.weights[1]));
    }
    step.products = static_cast<double>(numbers);
    return {step.add("Gemm", names, {{"transB", std::int64_t{how.transpose() ? 0 : 1}}}),
            {outputs}};
}

/// Mean and variance are sums that have to be divided by the third tensor, a count that forgets
/// slowly. Written as scale · x + shift, computed in double and rounded once.
CaffeValue writeCaffeBatchNorm(CaffeStep& step)
{
    step.expectWeights(3);
    step.fitChannels(0);
    step.fit(1, step.weights[0].shape, "variances");
    step.fit(2, {1}, "counts");
    const auto mean = step.weights[0].numbers();
    const auto variance = step.weights[1].numbers();
    const double count = static_cast<double>(step.weights[2].numbers()[0]);
    const double share = count == 0 ? 0 : 1 / count;

    std::vector<float> scales;
    std::vector<float> shifts;
    for (std::size_t c = 0; c < mean.size(); ++c) {
        const double spread = static_cast<double>(variance[c]) * share +
                              static_cast<double>(step.layer.batch_norm_param().eps());
        step.expect(spread > 0,
                    "the variance of its channel " + std::to_string(c) + " is not positive");
        const double scale = 1 / std::sqrt(spread);
        scales.push_back(static_cast<float>(scale));
        shifts.push_back(static_cast<float>(-static_cast<double>(mean[c]) * share * scale));
    }
    const std::string scaled = step.add(
        "Mul", {step.inputs.front().name, step.channelConstant(".scale", scales)}, {}, "/scaled");
    return {step.add("Add", {scaled, step.channelConstant(".shift", shifts)}), step.shape()};
}

CaffeValue writeCaffeScale(CaffeStep& step)
{
    const caffe::ScaleParameter& how = step.layer.scale_param();
    if (step.inputs.size() == 2 && step.weights.empty())
        return scaleByValue(step);
    step.expect(step.inputs.size() == 1, "it has weights and takes several values");
    step.expectWeights(how.bias_term() ? 2 : 1);
    expectUsualAxis(step, how.axis(), how.num_axes());
    step.fitChannels(0);
    const std::string scale = step.channelConstant(".scale", step.weights[0].numbers());
    const CaffeStep::Names takes{step.inputs.front().name, scale};
    if (!how.bias_term())
        return {step.add("Mul", takes), step.shape()};
    step.fit(1, step.weights[0].shape, "biases");
    const std::string scaled = step.add("Mul", takes, {}, "/scaled");
    const std::string shift = step.channelConstant(".shift", step.weights[1].numbers());
    return {step.add("Add", {scaled, shift}), step.shape()};
}

CaffeValue writeCaffeBias(CaffeStep& step)
{
    const caffe::BiasParameter& how = step.layer.bias_param();
    step.expectWeights(1);
    expectUsualAxis(step, how.axis(), how.num_axes());
    step.fitChannels(0);
    return {step.add("Add", {step.inputs.front().name,
                             step.channelConstant(".shift", step.weights[0].numbers())}),
            step.shape()};
}

CaffeValue writeCaffePRelu(CaffeStep& step)
{
    step.expectWeights(1);
    if (step.layer.prelu_param().channel_shared())
        step.fit(0, {1}, "slopes");
    step.fitChannels(0);
    return {step.add("PRelu", {step.inputs.front().name,
                               step.channelConstant(".slope", step.weights[0].numbers())}),
            step.shape()};
}

} // namespace pareidolia
