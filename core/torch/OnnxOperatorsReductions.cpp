// SPDX-License-Identifier: GPL-3.0-or-later
// Many numbers become one, or the places of the largest are found.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace pareidolia::interpreter {

namespace {

struct Reduction
{
    Sizes axes;
    bool keep = true;
    bool none = false; ///< no axes, and the node says that then nothing is reduced
};

/// Axes are an attribute, or an input: of ReduceSum since opset 13, of the others since 18.
Reduction readReduction(const OnnxCall& call)
{
    const std::int64_t rank = call.input(0).dim();
    Reduction reduction{.axes = axesWithin(call.integers("axes", 1).value_or(Sizes()), rank),
                        .keep = call.integer("keepdims", 1) != 0};
    if (reduction.axes.empty()) {
        reduction.none = call.integer("noop_with_empty_axes", 0) != 0;
        reduction.axes.resize(static_cast<std::size_t>(rank));
        std::iota(reduction.axes.begin(), reduction.axes.end(), 0);
    }
    return reduction;
}

using Reduce = at::Tensor (*)(const at::Tensor&, const Sizes& axes, bool keep);
using Each = at::Tensor (*)(const at::Tensor&);

at::Tensor same(const at::Tensor& x)
{
    return x;
}
at::Tensor square(const at::Tensor& x)
{
    return x * x;
}
at::Tensor absolute(const at::Tensor& x)
{
    return x.abs();
}
at::Tensor squareRoot(const at::Tensor& x)
{
    return x.to(at::kDouble).sqrt();
}
at::Tensor logarithm(const at::Tensor& x)
{
    return x.to(at::kDouble).log();
}
at::Tensor rootOf(const at::Tensor& x)
{
    return x.is_floating_point() ? x.sqrt() : squareRoot(x);
}
at::Tensor logOf(const at::Tensor& x)
{
    return x.is_floating_point() ? x.log() : logarithm(x);
}

at::Tensor sum(const at::Tensor& x, const Sizes& axes, bool keep)
{
    return axes.empty() ? x : x.sum(axes, keep);
}

at::Tensor mean(const at::Tensor& x, const Sizes& axes, bool keep)
{
    if (axes.empty())
        return x;
    return (x.is_floating_point() ? x : x.to(at::kDouble)).mean(axes, keep);
}

at::Tensor largest(const at::Tensor& x, const Sizes& axes, bool keep)
{
    return axes.empty() ? x : x.amax(axes, keep);
}

at::Tensor smallest(const at::Tensor& x, const Sizes& axes, bool keep)
{
    return axes.empty() ? x : x.amin(axes, keep);
}

at::Tensor product(const at::Tensor& x, const Sizes& axes, bool keep)
{
    Sizes lastFirst = axes;
    std::ranges::sort(lastFirst, std::greater());
    at::Tensor result = x;
    for (const std::int64_t axis : lastFirst)
        result = result.prod(axis, keep);
    return result;
}

at::Tensor logOfSumOfExponentials(const at::Tensor& x, const Sizes& axes, bool keep)
{
    const at::Tensor numbers = x.is_floating_point() ? x : x.to(at::kDouble);
    return axes.empty() ? numbers : numbers.logsumexp(axes, keep);
}

/// before, reduced, after: Σ x² → √ and the like. The type stays.
template <Each before, Reduce reduce, Each after>
Tensors reduction(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const Reduction how = readReduction(call);
    if (how.none)
        return {after(before(x)).to(x.scalar_type())};
    return {after(reduce(before(x), how.axes, how.keep)).to(x.scalar_type())};
}

template <bool largestWanted>
Tensors place(const OnnxCall& call)
{
    at::Tensor x = call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", 0), x.dim());
    const bool keep = call.integer("keepdims", 1) != 0;
    const bool lastOfEqual = call.integer("select_last_index", 0) != 0;
    if (x.size(axis) == 0)
        throw OnnxFault("its axis is empty");
    if (lastOfEqual)
        x = x.flip({axis});
    at::Tensor index = largestWanted ? x.argmax(axis, keep) : x.argmin(axis, keep);
    if (lastOfEqual)
        index = x.size(axis) - 1 - index;
    return {index};
}

/// Of equal numbers the first comes first, which a stable sort keeps.
Tensors topK(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", -1), x.dim());
    const std::int64_t count =
        call.operatorSet() < 10 ? call.integer("k", 0) : call.integers("k", 1)->at(0);
    if (count < 0 || count > x.size(axis))
        throw OnnxFault(std::to_string(count) + " of " + std::to_string(x.size(axis)) +
                        " numbers are asked for");
    const auto [values, indices] =
        at::sort(x, c10::optional<bool>(true), axis, call.integer("largest", 1) != 0);
    return {values.narrow(axis, 0, count), indices.narrow(axis, 0, count)};
}

Tensors runningSum(const OnnxCall& call)
{
    at::Tensor x = call.input(0);
    const std::int64_t axis = axisWithin(static_cast<std::int64_t>(call.numberIn(1)), x.dim());
    const bool reverse = call.integer("reverse", 0) != 0;
    if (reverse)
        x = x.flip({axis});
    at::Tensor sums = x.cumsum(axis).to(x.scalar_type());
    if (call.integer("exclusive", 0) != 0)
        sums = sums - x;
    return {reverse ? sums.flip({axis}) : sums};
}

} // namespace

void addReductions(OperatorTable& table)
{
    table["ArgMax"] = place<true>;
    table["ArgMin"] = place<false>;
    table["CumSum"] = runningSum;
    table["ReduceL1"] = reduction<absolute, sum, same>;
    table["ReduceL2"] = reduction<square, sum, rootOf>;
    table["ReduceLogSum"] = reduction<same, sum, logOf>;
    table["ReduceLogSumExp"] = reduction<same, logOfSumOfExponentials, same>;
    table["ReduceMax"] = reduction<same, largest, same>;
    table["ReduceMean"] = reduction<same, mean, same>;
    table["ReduceMin"] = reduction<same, smallest, same>;
    table["ReduceProd"] = reduction<same, product, same>;
    table["ReduceSum"] = reduction<same, sum, same>;
    table["ReduceSumSquare"] = reduction<square, sum, same>;
    table["TopK"] = topK;
}

} // namespace pareidolia::interpreter
