// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic of tensors of one shape, or of shapes that broadcast.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

using Unary = at::Tensor (*)(const at::Tensor&);
using Binary = at::Tensor (*)(const at::Tensor&, const at::Tensor&);

/// Opset 6 broadcasts only if asked to, and from an axis on: the second operand then gets sides of
/// one behind its own.
at::Tensor secondOperand(const OnnxCall& call)
{
    const at::Tensor& second = call.input(1);
    const Attribute* axis = call.operatorSet() < 7 ? call.attribute("axis") : nullptr;
    if (!axis || second.dim() == 0)
        return second;
    const std::int64_t rank = call.input(0).dim();
    const std::int64_t behind = rank - axisWithin(axis->integer, rank) - second.dim();
    if (behind < 0)
        throw OnnxFault("its second input does not fit at axis " + std::to_string(axis->integer));
    Sizes sides = second.sizes().vec();
    sides.resize(sides.size() + static_cast<std::size_t>(behind), 1);
    return second.reshape(sides);
}

template <Unary compute>
Tensors unary(const OnnxCall& call)
{
    return {compute(call.input(0))};
}

template <Binary compute>
Tensors binary(const OnnxCall& call)
{
    return {compute(call.input(0), secondOperand(call))};
}

template <Binary compute>
Tensors variadic(const OnnxCall& call)
{
    at::Tensor result = call.input(0);
    for (std::size_t i = 1; i < call.inputCount(); ++i)
        result = compute(result, call.input(i));
    return {result};
}

at::Tensor sum(const at::Tensor& a, const at::Tensor& b)
{
    return a + b;
}

at::Tensor difference(const at::Tensor& a, const at::Tensor& b)
{
    return a - b;
}

at::Tensor product(const at::Tensor& a, const at::Tensor& b)
{
    return a * b;
}

at::Tensor quotient(const at::Tensor& a, const at::Tensor& b)
{
    if (at::isFloatingType(a.scalar_type()) || at::isFloatingType(b.scalar_type()))
        return a / b;
    return at::div(a, b, "trunc");
}

/// The result has the base's type.
at::Tensor power(const at::Tensor& base, const at::Tensor& exponent)
{
    return at::pow(base, exponent).to(base.scalar_type());
}

at::Tensor larger(const at::Tensor& a, const at::Tensor& b)
{
    return at::maximum(a, b);
}

at::Tensor smaller(const at::Tensor& a, const at::Tensor& b)
{
    return at::minimum(a, b);
}

Tensors mean(const OnnxCall& call)
{
    return {variadic<sum>(call).front() / static_cast<double>(call.inputCount())};
}

Tensors remainder(const OnnxCall& call)
{
    const auto compute = [&](const at::Tensor& a, const at::Tensor& b) {
        return call.integer("fmod", 0) != 0 ? at::fmod(a, b) : at::remainder(a, b);
    };
    return {compute(call.input(0), call.input(1))};
}

at::Tensor absolute(const at::Tensor& x)
{
    return at::abs(x);
}
at::Tensor arcCosine(const at::Tensor& x)
{
    return at::acos(x);
}
at::Tensor arcSine(const at::Tensor& x)
{
    return at::asin(x);
}
at::Tensor arcTangent(const at::Tensor& x)
{
    return at::atan(x);
}
at::Tensor ceiling(const at::Tensor& x)
{
    return at::ceil(x);
}
at::Tensor cosine(const at::Tensor& x)
{
    return at::cos(x);
}
at::Tensor errorFunction(const at::Tensor& x)
{
    return at::erf(x);
}
at::Tensor exponential(const at::Tensor& x)
{
    return at::exp(x);
}
at::Tensor floored(const at::Tensor& x)
{
    return at::floor(x);
}
at::Tensor hyperbolicArcCosine(const at::Tensor& x)
{
    return at::acosh(x);
}
at::Tensor hyperbolicArcSine(const at::Tensor& x)
{
    return at::asinh(x);
}
at::Tensor hyperbolicArcTangent(const at::Tensor& x)
{
    return at::atanh(x);
}
at::Tensor hyperbolicCosine(const at::Tensor& x)
{
    return at::cosh(x);
}
at::Tensor hyperbolicSine(const at::Tensor& x)
{
    return at::sinh(x);
}
at::Tensor logarithm(const at::Tensor& x)
{
    return at::log(x);
}
at::Tensor negative(const at::Tensor& x)
{
    return at::neg(x);
}
at::Tensor reciprocal(const at::Tensor& x)
{
    return at::reciprocal(x);
}
at::Tensor rounded(const at::Tensor& x)
{
    return at::round(x);
}
at::Tensor signum(const at::Tensor& x)
{
    return at::sign(x);
}
at::Tensor sine(const at::Tensor& x)
{
    return at::sin(x);
}
at::Tensor squareRoot(const at::Tensor& x)
{
    return at::sqrt(x);
}
at::Tensor tangent(const at::Tensor& x)
{
    return at::tan(x);
}

} // namespace

void addArithmetic(OperatorTable& table)
{
    table["Abs"] = unary<absolute>;
    table["Acos"] = unary<arcCosine>;
    table["Acosh"] = unary<hyperbolicArcCosine>;
    table["Add"] = binary<sum>;
    table["Asin"] = unary<arcSine>;
    table["Asinh"] = unary<hyperbolicArcSine>;
    table["Atan"] = unary<arcTangent>;
    table["Atanh"] = unary<hyperbolicArcTangent>;
    table["Ceil"] = unary<ceiling>;
    table["Cos"] = unary<cosine>;
    table["Cosh"] = unary<hyperbolicCosine>;
    table["Div"] = binary<quotient>;
    table["Erf"] = unary<errorFunction>;
    table["Exp"] = unary<exponential>;
    table["Floor"] = unary<floored>;
    table["Log"] = unary<logarithm>;
    table["Max"] = variadic<larger>;
    table["Mean"] = mean;
    table["Min"] = variadic<smaller>;
    table["Mod"] = remainder;
    table["Mul"] = binary<product>;
    table["Neg"] = unary<negative>;
    table["Pow"] = binary<power>;
    table["Reciprocal"] = unary<reciprocal>;
    table["Round"] = unary<rounded>;
    table["Sign"] = unary<signum>;
    table["Sin"] = unary<sine>;
    table["Sinh"] = unary<hyperbolicSine>;
    table["Sqrt"] = unary<squareRoot>;
    table["Sub"] = binary<difference>;
    table["Sum"] = variadic<sum>;
    table["Tan"] = unary<tangent>;
}

} // namespace pareidolia::interpreter
