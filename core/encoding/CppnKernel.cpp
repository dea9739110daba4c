// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnKernel.h"

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/encoding/CppnKernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/encoding/CppnFunctions-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pareidolia {
namespace HWY_NAMESPACE {

using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

/// Pixels of a block come in multiples of this many, for every vector length.
constexpr std::size_t blockStep = 64;

struct Block
{
    float* slots;       ///< slot s starts at slots + s · stride
    std::size_t stride; ///< a multiple of `blockStep`
    std::size_t first;  ///< the picture's pixel that the block starts with
    std::size_t pixels;
    std::size_t padded; ///< pixels, rounded up to whole vectors

    float* slot(std::uint32_t s) const { return slots + s * stride; }
};

template <class Function>
HWY_INLINE void runStep(const CppnProgram& program, const CppnProgram::Step& step,
                        const Block& block, Function function)
{
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    const CppnProgram::Edge* const first = program.edges.data() + step.firstEdge;
    const CppnProgram::Edge* const end = program.edges.data() + step.endEdge;
    float* const out = block.slot(step.slot);
    const Vector bias = hn::Set(d, step.bias);
    std::size_t i = 0;
    // Four vectors at a time: an edge's weight and address are fetched once for all of them.
    for (; i + 4 * lanes <= block.padded; i += 4 * lanes) {
        Vector a = bias, b = bias, c = bias, e = bias;
        for (const CppnProgram::Edge* edge = first; edge != end; ++edge) {
            const Vector weight = hn::Set(d, edge->weight);
            const float* const in = block.slot(edge->slot) + i;
            a = hn::Add(a, hn::Mul(weight, hn::Load(d, in)));
            b = hn::Add(b, hn::Mul(weight, hn::Load(d, in + lanes)));
            c = hn::Add(c, hn::Mul(weight, hn::Load(d, in + 2 * lanes)));
            e = hn::Add(e, hn::Mul(weight, hn::Load(d, in + 3 * lanes)));
        }
        hn::Store(function(d, a), d, out + i);
        hn::Store(function(d, b), d, out + i + lanes);
        hn::Store(function(d, c), d, out + i + 2 * lanes);
        hn::Store(function(d, e), d, out + i + 3 * lanes);
    }
    for (; i < block.padded; i += lanes) {
        Vector a = bias;
        for (const CppnProgram::Edge* edge = first; edge != end; ++edge)
            a = hn::Add(a,
                        hn::Mul(hn::Set(d, edge->weight), hn::Load(d, block.slot(edge->slot) + i)));
        hn::Store(function(d, a), d, out + i);
    }
}

HWY_INLINE void runSteps(const CppnProgram& program, const Block& block)
{
    for (const CppnProgram::Step& step : program.steps) {
        switch (step.function) {
        case NodeFunction::Sine:
            runStep(program, step, block, SineFunction());
            break;
        case NodeFunction::Sigmoid:
            runStep(program, step, block, SigmoidFunction());
            break;
        case NodeFunction::Gaussian:
            runStep(program, step, block, GaussianFunction());
            break;
        case NodeFunction::Linear:
            runStep(program, step, block, LinearFunction());
            break;
        }
    }
}

/// Fills slots 0, 1 and 2 as far as the program needs them; lanes past the picture get zeros.
HWY_INLINE void fillInputs(const CppnTask& task, const Block& block)
{
    const Floats d;
    const auto& needs = task.program.needsInput;
    float* const x = block.slot(InputX);
    float* const y = block.slot(InputY);
    float* const distance = block.slot(InputDistance);
    const std::size_t width = task.x.values.size();
    std::size_t row = block.first / width;
    std::size_t column = block.first % width;
    for (std::size_t i = 0; i < block.pixels; ++row, column = 0) {
        const std::size_t end = std::min(block.pixels, i + width - column);
        if (needs[InputX])
            std::copy_n(task.x.values.data() + column, end - i, x + i);
        if (needs[InputY])
            std::fill(y + i, y + end, task.y.values[row]);
        if (needs[InputDistance])
            for (std::size_t j = i; j < end; ++j)
                distance[j] = task.x.squares[column + j - i] + task.y.squares[row];
        i = end;
    }
    for (float* slot : {x, y, distance})
        std::fill(slot + block.pixels, slot + block.padded, 0.0f);
    if (needs[InputDistance]) {
        const bool normalised = task.normalisedDistance;
        const Vector scale = hn::Set(d, normalised ? cppn::squareRootOf2 : 1.0f);
        const Vector shift = hn::Set(d, normalised ? 1.0f : 0.0f);
        for (std::size_t i = 0; i < block.padded; i += hn::Lanes(d)) {
            const Vector r = hn::Sqrt(hn::Load(d, distance + i));
            hn::Store(hn::Sub(hn::Mul(r, scale), shift), d, distance + i);
        }
    }
}

/// min(|v|, 1)
HWY_INLINE Vector brightness(Vector v)
{
    return hn::Min(hn::Abs(v), hn::Set(Floats(), 1.0f));
}

HWY_INLINE void writeGrey(const CppnTask& task, const Block& block, std::uint8_t* pixels)
{
    const Floats d;
    const hn::Rebind<std::uint8_t, Floats> bytes;
    const std::size_t lanes = hn::Lanes(d);
    const float* const value = block.slot(task.program.outputSlots[0]);
    std::size_t i = 0;
    for (; i + lanes <= block.pixels; i += lanes)
        hn::StoreU(quantised(d, brightness(hn::Load(d, value + i))), bytes, pixels + i);
    if (i < block.pixels) {
        HWY_ALIGN std::uint8_t rest[hn::MaxLanes(d)];
        hn::Store(quantised(d, brightness(hn::Load(d, value + i))), bytes, rest);
        std::memcpy(pixels + i, rest, block.pixels - i);
    }
}

HWY_INLINE void writeColour(const CppnTask& task, const Block& block, std::uint8_t* pixels)
{
    const Floats d;
    const hn::Rebind<std::uint8_t, Floats> bytes;
    const std::size_t lanes = hn::Lanes(d);
    const auto& slots = task.program.outputSlots;
    const auto paint = [&](std::size_t i, std::uint8_t* to) HWY_ATTR {
        Vector h = brightness(hn::Load(d, block.slot(slots[0]) + i));
        Vector s = brightness(hn::Load(d, block.slot(slots[1]) + i));
        Vector v = brightness(hn::Load(d, block.slot(slots[2]) + i));
        rgbFromHsv(d, h, s, v);
        hn::StoreInterleaved3(quantised(d, h), quantised(d, s), quantised(d, v), bytes, to);
    };
    std::size_t i = 0;
    for (; i + lanes <= block.pixels; i += lanes)
        paint(i, pixels + 3 * i);
    if (i < block.pixels) {
        std::uint8_t rest[3 * hn::MaxLanes(d)];
        paint(i, rest);
        std::memcpy(pixels + 3 * i, rest, 3 * (block.pixels - i));
    }
}

/// As many pixels as keep all slots in the first cache, in about equal blocks.
std::size_t blockSize(std::size_t pixels, std::size_t slots)
{
    constexpr std::size_t cacheFloats = 6144; // 24 KB, half to three quarters of a first cache
    const std::size_t most = std::max(blockStep, cacheFloats / slots / blockStep * blockStep);
    const std::size_t blocks = (pixels + most - 1) / most;
    const std::size_t even = (pixels + blocks - 1) / blocks;
    return (even + blockStep - 1) / blockStep * blockStep;
}

void paint(const CppnTask& task, std::span<std::uint8_t> pixels)
{
    const std::size_t lanes = hn::Lanes(Floats());
    const std::size_t total = task.x.values.size() * task.y.values.size();
    const std::size_t stride = blockSize(total, task.program.slots);
    const auto slots = hwy::AllocateAligned<float>(stride * task.program.slots);
    for (std::size_t first = 0; first < total; first += stride) {
        const std::size_t count = std::min(stride, total - first);
        const Block block{.slots = slots.get(),
                          .stride = stride,
                          .first = first,
                          .pixels = count,
                          .padded = (count + lanes - 1) / lanes * lanes};
        fillInputs(task, block);
        runSteps(task.program, block);
        if (task.program.outputs == 1)
            writeGrey(task, block, pixels.data() + first);
        else
            writeColour(task, block, pixels.data() + 3 * first);
    }
}

template <class Function>
HWY_INLINE void applyTo(std::span<const float> z, std::span<float> out, Function function)
{
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= z.size(); i += lanes)
        hn::StoreU(function(d, hn::LoadU(d, z.data() + i)), d, out.data() + i);
    const hn::CappedTag<float, 1> one;
    for (; i < z.size(); ++i)
        hn::StoreU(function(one, hn::LoadU(one, z.data() + i)), one, out.data() + i);
}

void apply(NodeFunction function, std::span<const float> z, std::span<float> out)
{
    switch (function) {
    case NodeFunction::Sine:
        return applyTo(z, out, SineFunction());
    case NodeFunction::Sigmoid:
        return applyTo(z, out, SigmoidFunction());
    case NodeFunction::Gaussian:
        return applyTo(z, out, GaussianFunction());
    case NodeFunction::Linear:
        return applyTo(z, out, LinearFunction());
    }
}

template <class D>
HWY_INLINE void paintHsvVector(D d, const float* hsv, std::uint8_t* rgb)
{
    const hn::Rebind<std::uint8_t, D> bytes;
    hn::Vec<D> h, s, v;
    hn::LoadInterleaved3(d, hsv, h, s, v);
    rgbFromHsv(d, h, s, v);
    hn::StoreInterleaved3(quantised(d, h), quantised(d, s), quantised(d, v), bytes, rgb);
}

void paintColours(std::span<const float> hsv, std::span<std::uint8_t> rgb)
{
    const Floats d;
    const std::size_t step = 3 * hn::Lanes(d);
    std::size_t i = 0;
    for (; i + step <= hsv.size(); i += step)
        paintHsvVector(d, hsv.data() + i, rgb.data() + i);
    if (i < hsv.size()) {
        float rest[3 * hn::MaxLanes(d)]{};
        std::uint8_t painted[3 * hn::MaxLanes(d)];
        std::copy(hsv.begin() + static_cast<std::ptrdiff_t>(i), hsv.end(), rest);
        paintHsvVector(d, rest, painted);
        std::memcpy(rgb.data() + i, painted, hsv.size() - i);
    }
}

} // namespace HWY_NAMESPACE
} // namespace pareidolia
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pareidolia {

HWY_EXPORT(paint);
HWY_EXPORT(apply);
HWY_EXPORT(paintColours);

void paintCppn(const CppnTask& task, std::span<std::uint8_t> pixels)
{
    HWY_DYNAMIC_DISPATCH(paint)(task, pixels);
}

void applyNodeFunction(NodeFunction function, std::span<const float> z, std::span<float> out)
{
    HWY_DYNAMIC_DISPATCH(apply)(function, z, out);
}

void paintHsv(std::span<const float> hsv, std::span<std::uint8_t> rgb)
{
    HWY_DYNAMIC_DISPATCH(paintColours)(hsv, rgb);
}

} // namespace pareidolia
#endif
