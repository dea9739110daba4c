// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors put side by side, cut into pieces, and padded.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <numeric>

namespace pareidolia::interpreter {

namespace {

Tensors concat(const OnnxCall& call)
{
    const std::int64_t axis = axisWithin(call.integer("axis", 1), call.input(0).dim());
    for (std::size_t i = 1; i < call.inputCount(); ++i)
        call.input(i);
    return {at::cat(call.inputs(), axis)};
}

/// Given lengths, or as many equal ones as there are outputs, the last of which may be shorter.
Tensors split(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", 0), x.dim());
    const std::int64_t side = x.size(axis);
    Sizes lengths = call.integers("split", 1).value_or(Sizes());
    if (lengths.empty()) {
        const std::int64_t count =
            call.integer("num_outputs", static_cast<std::int64_t>(call.outputCount()));
        if (count < 1 || count > 1 << 20)
            throw OnnxFault("it has " + std::to_string(count) + " outputs");
        const std::int64_t length = (side + count - 1) / count;
        for (std::int64_t i = 0; i < count; ++i)
            lengths.push_back(std::clamp<std::int64_t>(side - i * length, 0, length));
    }
    return at::split_with_sizes(x, lengths, axis);
}

struct Cut
{
    Sizes starts, ends, axes, steps;
};

/// Attributes until opset 9, inputs since.
Cut readCut(const OnnxCall& call, std::int64_t rank)
{
    Cut cut{.starts = call.integers("starts", 1).value_or(Sizes()),
            .ends = call.integers("ends", 2).value_or(Sizes())};
    Sizes all(cut.starts.size());
    std::iota(all.begin(), all.end(), 0);
    cut.axes = axesWithin(call.integers("axes", 3).value_or(all), rank);
    cut.steps = call.has(4) ? call.sizesIn(4) : Sizes(cut.starts.size(), 1);
    const std::size_t count = cut.starts.size();
    if (cut.ends.size() != count || cut.axes.size() != count || cut.steps.size() != count)
        throw OnnxFault("starts, ends, axes and steps are not equally many");
    return cut;
}

/// Places may lie outside, which means the end there; steps may go backwards.
Tensors slice(const OnnxCall& call)
{
    at::Tensor x = call.input(0);
    const Cut cut = readCut(call, x.dim());
    for (std::size_t i = 0; i < cut.starts.size(); ++i) {
        const std::int64_t axis = cut.axes[i];
        const std::int64_t side = x.size(axis);
        const std::int64_t step = std::clamp<std::int64_t>(cut.steps[i], -INT32_MAX, INT32_MAX);
        if (step == 0)
            throw OnnxFault("a step is 0");
        const std::int64_t least = step > 0 ? 0 : -1;
        const auto clamped = [&](std::int64_t place) {
            return std::clamp(place < 0 ? place + side : place, least, side + least);
        };
        std::int64_t first = clamped(cut.starts[i]), end = clamped(cut.ends[i]);
        if (step < 0) {
            x = x.flip({axis});
            first = side - 1 - first;
            end = side - 1 - end;
        }
        x = x.slice(axis, first, std::max(first, end), std::abs(step));
    }
    return {x};
}

/// The index in a side of `length` numbers that a place before, in or behind it stands for.
std::int64_t sourceOf(std::int64_t place, std::int64_t length, const std::string& mode)
{
    if (mode == "edge")
        return std::clamp<std::int64_t>(place, 0, length - 1);
    const std::int64_t period = mode == "wrap" ? length : std::max<std::int64_t>(1, 2 * length - 2);
    const std::int64_t within = (place % period + period) % period;
    return within < length ? within : period - within;
}

at::Tensor padSide(const at::Tensor& x, std::int64_t axis, std::int64_t before, std::int64_t after,
                   const std::string& mode)
{
    const std::int64_t length = x.size(axis);
    if (length + before + after < 0 || length == 0)
        throw OnnxFault("its padding does not fit its input");
    Sizes sources;
    for (std::int64_t place = -before; place < length + after; ++place)
        sources.push_back(sourceOf(place, length, mode));
    return x.index_select(axis, wholeNumbers(sources));
}

struct Ends
{
    Sizes before, after; ///< one for each axis
};

/// All axes, or (opset 18) those that an input names.
Ends readEnds(const OnnxCall& call, std::int64_t rank)
{
    const Sizes pads =
        call.integers(call.operatorSet() < 2 ? "paddings" : "pads", 1).value_or(Sizes());
    Sizes axes(static_cast<std::size_t>(rank));
    std::iota(axes.begin(), axes.end(), 0);
    if (call.has(3))
        axes = axesWithin(call.sizesIn(3), rank);
    if (pads.size() != 2 * axes.size())
        throw OnnxFault("it has " + std::to_string(pads.size()) + " paddings for " +
                        std::to_string(axes.size()) + " axes");
    Ends ends{.before = Sizes(static_cast<std::size_t>(rank)),
              .after = Sizes(static_cast<std::size_t>(rank))};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        for (const std::int64_t padding : {pads[i], pads[i + axes.size()]})
            if (std::abs(padding) > 1 << 20)
                throw OnnxFault("a padding of " + std::to_string(padding));
        ends.before[static_cast<std::size_t>(axes[i])] = pads[i];
        ends.after[static_cast<std::size_t>(axes[i])] = pads[i + axes.size()];
    }
    return ends;
}

Tensors pad(const OnnxCall& call)
{
    at::Tensor x = call.input(0);
    const Ends ends = readEnds(call, x.dim());
    Sizes sides = x.sizes().vec(), lastFirst;
    for (std::size_t i = sides.size(); i-- > 0;) {
        sides[i] += ends.before[i] + ends.after[i];
        lastFirst.insert(lastFirst.end(), {ends.before[i], ends.after[i]});
    }
    checkSize(sides);
    const std::string mode = call.text("mode", "constant");
    if (mode == "constant")
        return {at::constant_pad_nd(x, lastFirst,
                                    call.has(2) ? call.numberIn(2) : call.number("value", 0))};
    if (mode != "reflect" && mode != "edge" && mode != "wrap")
        throw OnnxFault("mode is \"" + mode + "\"");
    for (std::size_t i = 0; i < sides.size(); ++i)
        if (ends.before[i] != 0 || ends.after[i] != 0)
            x = padSide(x, static_cast<std::int64_t>(i), ends.before[i], ends.after[i], mode);
    return {x};
}

} // namespace

void addJoining(OperatorTable& table)
{
    table["Concat"] = concat;
    table["Pad"] = pad;
    table["Slice"] = slice;
    table["Split"] = split;
}

} // namespace pareidolia::interpreter
