// SPDX-License-Identifier: GPL-3.0-or-later
// Functions of single numbers that networks put between their layers.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

/// Quantised networks clip bytes: bounds must not make floats of them.
c10::optional<at::Scalar> bound(const OnnxCall& call, const char* attribute, std::size_t input)
{
    const bool inputs = call.operatorSet() >= 11;
    if (inputs ? !call.has(input) : !call.attribute(attribute))
        return c10::nullopt;
    const double number = inputs ? call.numberIn(input) : call.number(attribute, 0);
    if (call.input(0).is_floating_point())
        return at::Scalar(number);
    if (inputs) // large whole numbers are no doubles
        return at::Scalar(call.sizesIn(input).front());
    return at::Scalar(static_cast<std::int64_t>(number));
}

Tensors clip(const OnnxCall& call)
{
    const auto least = bound(call, "min", 1);
    const auto most = bound(call, "max", 2);
    if (!least && !most)
        return {call.input(0)};
    return {at::clamp(call.input(0), least, most)};
}

Tensors celu(const OnnxCall& call)
{
    const double alpha = call.number("alpha", 1);
    if (alpha == 0)
        throw OnnxFault("alpha is 0");
    return {at::celu(call.input(0), alpha)};
}

Tensors elu(const OnnxCall& call)
{
    return {at::elu(call.input(0), call.number("alpha", 1))};
}

Tensors gelu(const OnnxCall& call)
{
    const std::string approximate = call.text("approximate", "none");
    if (approximate != "none" && approximate != "tanh")
        throw OnnxFault("approximate is \"" + approximate + "\"");
    return {at::gelu(call.input(0), approximate)};
}

Tensors hardSigmoid(const OnnxCall& call)
{
    return {(call.input(0) * call.number("alpha", 0.2) + call.number("beta", 0.5)).clamp(0, 1)};
}

Tensors hardSwish(const OnnxCall& call)
{
    return {at::hardswish(call.input(0))};
}

Tensors leakyRelu(const OnnxCall& call)
{
    return {at::leaky_relu(call.input(0), call.number("alpha", 0.01))};
}

Tensors mish(const OnnxCall& call)
{
    return {at::mish(call.input(0))};
}

/// Slopes broadcast like any operand, but opset 6 gives one for each channel.
Tensors prelu(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    at::Tensor slope = call.input(1);
    if (call.operatorSet() < 7 && slope.dim() == 1 && x.dim() > 1)
        slope = alongAxis(slope, 1, x.dim());
    return {at::where(x < 0, x * slope, x)};
}

Tensors relu(const OnnxCall& call)
{
    return {at::relu(call.input(0))};
}

Tensors selu(const OnnxCall& call)
{
    const double alpha = call.number("alpha", 1.67326319217681884765625);
    return {at::elu(call.input(0), alpha, call.number("gamma", 1.05070102214813232421875))};
}

Tensors shrink(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const double limit = call.number("lambd", 0.5);
    const double bias = call.number("bias", 0);
    const at::Tensor none = at::zeros({}, x.options());
    return {at::where(x < -limit, x + bias, at::where(x > limit, x - bias, none)).to(x.dtype())};
}

Tensors sigmoid(const OnnxCall& call)
{
    return {at::sigmoid(call.input(0))};
}

Tensors softplus(const OnnxCall& call)
{
    return {at::softplus(call.input(0))};
}

Tensors softsign(const OnnxCall& call)
{
    return {call.input(0) / (call.input(0).abs() + 1)};
}

Tensors swish(const OnnxCall& call)
{
    const double alpha = call.number("alpha", 1);
    const at::Tensor& x = call.input(0);
    return {alpha == 1 ? at::silu(x) : x * at::sigmoid(x * alpha)};
}

Tensors hyperbolicTangent(const OnnxCall& call)
{
    return {at::tanh(call.input(0))};
}

Tensors thresholdedRelu(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    return {at::where(x > call.number("alpha", 1), x, at::zeros({}, x.options()))};
}

/// Networks answer as they do after training: nothing is dropped.
Tensors dropout(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    return {x, at::ones(x.sizes(), at::kBool)};
}

Tensors identity(const OnnxCall& call)
{
    return {call.input(0)};
}

} // namespace

void addActivations(OperatorTable& table)
{
    table["Celu"] = celu;
    table["Clip"] = clip;
    table["Dropout"] = dropout;
    table["Elu"] = elu;
    table["Gelu"] = gelu;
    table["HardSigmoid"] = hardSigmoid;
    table["HardSwish"] = hardSwish;
    table["Identity"] = identity;
    table["LeakyRelu"] = leakyRelu;
    table["Mish"] = mish;
    table["PRelu"] = prelu;
    table["Relu"] = relu;
    table["Selu"] = selu;
    table["Shrink"] = shrink;
    table["Sigmoid"] = sigmoid;
    table["Softplus"] = softplus;
    table["Softsign"] = softsign;
    table["Swish"] = swish;
    table["Tanh"] = hyperbolicTangent;
    table["ThresholdedRelu"] = thresholdedRelu;
}

} // namespace pareidolia::interpreter
