// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OnnxWindow.h"

#include <ATen/ATen.h>
#include <algorithm>

namespace pareidolia::interpreter {

namespace {

constexpr std::int64_t largest = 1 << 20; ///< sums of such numbers cannot overflow

Sizes readList(const OnnxCall& call, const char* name, std::size_t length, std::int64_t otherwise,
               std::int64_t least)
{
    const Sizes list = call.integers(name).value_or(Sizes(length, otherwise));
    if (list.size() != length)
        throw OnnxFault(std::string(name) + " has " + std::to_string(list.size()) +
                        " numbers instead of " + std::to_string(length));
    for (const std::int64_t number : list)
        if (number < least || number > largest)
            throw OnnxFault(std::string(name) + " holds " + std::to_string(number));
    return list;
}

/// As many windows as strides fit into the side, the padding shared by both ends.
void padToSame(OnnxWindow& window, const Sizes& sides, bool moreBefore)
{
    for (std::size_t i = 0; i < window.rank(); ++i) {
        const std::int64_t count = (sides[i] + window.stride[i] - 1) / window.stride[i];
        const std::int64_t total =
            std::max<std::int64_t>(0, (count - 1) * window.stride[i] + window.reach(i) - sides[i]);
        window.before[i] = moreBefore ? total - total / 2 : total / 2;
        window.after[i] = total - window.before[i];
    }
}

/// A last window counts unless it begins behind the picture and its first padding.
void reachBeyond(OnnxWindow& window, const Sizes& sides)
{
    for (std::size_t i = 0; i < window.rank(); ++i) {
        const std::int64_t padded = sides[i] + window.before[i] + window.after[i];
        const std::int64_t room = padded - window.reach(i);
        if (room < 0)
            continue;
        const std::int64_t last = (room + window.stride[i] - 1) / window.stride[i];
        if (last * window.stride[i] < sides[i] + window.before[i])
            window.beyond[i] =
                std::max<std::int64_t>(0, last * window.stride[i] + window.reach(i) - padded);
    }
}

} // namespace

bool OnnxWindow::isEven() const
{
    const auto negative = [](std::int64_t padding) { return padding < 0; };
    return before == after && std::ranges::none_of(before, negative) &&
           std::ranges::all_of(beyond, [](std::int64_t padding) { return padding == 0; });
}

OnnxWindow readWindow(const OnnxCall& call, const Sizes& sides, const Sizes& kernel)
{
    const std::size_t rank = sides.size();
    if (kernel.size() != rank)
        throw OnnxFault("its kernel has " + std::to_string(kernel.size()) +
                        " sides, its pictures " + std::to_string(rank));
    for (const std::int64_t side : kernel)
        if (side < 1 || side > largest)
            throw OnnxFault("a side of its kernel is " + std::to_string(side));
    OnnxWindow window{.kernel = kernel,
                      .stride = readList(call, "strides", rank, 1, 1),
                      .dilation = readList(call, "dilations", rank, 1, 1),
                      .before = Sizes(rank),
                      .after = Sizes(rank),
                      .beyond = Sizes(rank)};
    const std::string automatic = call.text("auto_pad", "NOTSET");
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
        padToSame(window, sides, automatic == "SAME_LOWER");
    } else if (automatic == "NOTSET" || automatic.empty()) {
        const Sizes pads = readList(call, "pads", 2 * rank, 0, -largest);
        const auto middle = pads.begin() + static_cast<std::ptrdiff_t>(rank);
        window.before.assign(pads.begin(), middle);
        window.after.assign(middle, pads.end());
    } else if (automatic != "VALID") {
        throw OnnxFault("auto_pad is \"" + automatic + "\"");
    }
    if (call.integer("ceil_mode", 0) != 0)
        reachBeyond(window, sides);
    return window;
}

Sizes picturesSides(const at::Tensor& pictures)
{
    if (pictures.dim() < 3 || pictures.dim() > 5)
        throw OnnxFault("its pictures have rank " + std::to_string(pictures.dim()));
    return pictures.sizes().slice(2).vec();
}

at::Tensor paddedFor(const OnnxWindow& window, const at::Tensor& pictures, double value)
{
    Sizes ends;
    for (std::size_t i = window.rank(); i-- > 0;) {
        ends.push_back(window.before[i]);
        ends.push_back(window.after[i] + window.beyond[i]);
    }
    if (std::ranges::all_of(ends, [](std::int64_t end) { return end == 0; }))
        return pictures;
    Sizes sides = pictures.sizes().vec();
    for (std::size_t i = 0; i < window.rank(); ++i)
        sides[i + 2] += window.before[i] + window.after[i] + window.beyond[i];
    checkSize(sides);
    return at::constant_pad_nd(pictures, ends, value);
}

} // namespace pareidolia::interpreter
