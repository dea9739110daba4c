// SPDX-License-Identifier: GPL-3.0-or-later
// Resize and Upsample: pictures scaled, one axis after the other. Every number of the result is a
// weighted sum of a few of the axis (its taps), so all modes are one computation.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace pareidolia::interpreter {

namespace {

/// What one axis becomes.
struct Axis
{
    std::int64_t from = 0, to = 0;
    double scale = 1;
    double first = 0, last = 1; ///< region of interest, as fractions
};

struct Filter
{
    std::string mode = "nearest", coordinates = "half_pixel", nearest = "round_prefer_floor";
    double cubic = -0.75;
    bool antialias = false, excludeOutside = false;
    double outside = 0;
};

double sourceOf(const Axis& axis, const std::string& coordinates, std::int64_t index)
{
    const auto place = static_cast<double>(index);
    const auto from = static_cast<double>(axis.from), to = static_cast<double>(axis.to);
    if (coordinates == "half_pixel")
        return (place + 0.5) / axis.scale - 0.5;
    if (coordinates == "half_pixel_symmetric") { // the centre stays, whatever was rounded
        const double adjusted = to / (axis.scale * from);
        return from / 2 * (1 - adjusted) + (place + 0.5) / axis.scale - 0.5;
    }
    if (coordinates == "pytorch_half_pixel")
        return axis.to > 1 ? (place + 0.5) / axis.scale - 0.5 : 0;
    if (coordinates == "align_corners")
        return axis.to > 1 ? place * (from - 1) / (to - 1) : 0;
    if (coordinates == "asymmetric")
        return place / axis.scale;
    if (coordinates == "tf_half_pixel_for_nn")
        return (place + 0.5) / axis.scale;
    if (coordinates == "tf_crop_and_resize")
        return axis.to > 1 ? axis.first * (from - 1) +
                                 place * (axis.last - axis.first) * (from - 1) / (to - 1)
                           : 0.5 * (axis.first + axis.last) * (from - 1);
    throw OnnxFault("coordinate_transformation_mode is \"" + coordinates + "\"");
}

double nearestOf(double source, const std::string& mode)
{
    if (mode == "round_prefer_floor")
        return std::ceil(source - 0.5);
    if (mode == "round_prefer_ceil")
        return std::floor(source + 0.5);
    if (mode == "floor")
        return std::floor(source);
    if (mode == "ceil")
        return std::ceil(source);
    throw OnnxFault("nearest_mode is \"" + mode + "\"");
}

double weightAt(double distance, const Filter& filter)
{
    const double x = std::abs(distance), a = filter.cubic;
    if (filter.mode == "linear")
        return std::max(0.0, 1 - x);
    if (x < 1)
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}

/// For each index of the result, `count` places and weights.
struct Taps
{
    std::vector<Sizes> places;
    std::vector<std::vector<float>> weights;
};

Taps tapsOf(const Axis& axis, const Filter& filter)
{
    const double stretch = filter.antialias && axis.scale < 1 ? axis.scale : 1;
    const bool nearest = filter.mode == "nearest";
    const double support = (filter.mode == "linear" ? 1 : 2) / stretch;
    const auto count = nearest ? std::size_t{1} : static_cast<std::size_t>(2 * std::ceil(support));
    const auto results = static_cast<std::size_t>(axis.to);
    checkSize({axis.to, static_cast<std::int64_t>(count)});
    Taps taps{.places = std::vector(count, Sizes(results)),
              .weights = std::vector(count, std::vector<float>(results))};
    std::vector<double> weights(count);
    for (std::size_t result = 0; result < results; ++result) {
        const double source = sourceOf(axis, filter.coordinates, static_cast<std::int64_t>(result));
        const double first = nearest ? nearestOf(source, filter.nearest)
                                     : std::floor(source) - std::ceil(support) + 1;
        for (std::size_t tap = 0; tap < count; ++tap) {
            const double place = first + static_cast<double>(tap);
            const bool outside = place < 0 || place >= static_cast<double>(axis.from);
            taps.places[tap][result] = static_cast<std::int64_t>(
                std::clamp(place, 0.0, static_cast<double>(axis.from - 1)));
            weights[tap] = nearest ? 1
                           : outside && filter.excludeOutside
                               ? 0
                               : weightAt((place - source) * stretch, filter);
        }
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (std::size_t tap = 0; tap < count; ++tap)
            taps.weights[tap][result] = static_cast<float>(weights[tap] / (sum == 0 ? 1 : sum));
    }
    return taps;
}

at::Tensor resized(const at::Tensor& x, std::int64_t along, const Axis& axis, const Filter& filter)
{
    const Taps taps = tapsOf(axis, filter);
    if (filter.mode == "nearest")
        return x.index_select(along, wholeNumbers(taps.places.front()));
    at::Tensor result;
    for (std::size_t tap = 0; tap < taps.places.size(); ++tap) {
        const at::Tensor weights =
            alongAxis(at::tensor(at::ArrayRef<float>(taps.weights[tap])), along, x.dim());
        const at::Tensor part = x.index_select(along, wholeNumbers(taps.places[tap])) * weights;
        result = tap == 0 ? part : result + part;
    }
    return result;
}

/// Where a crop reaches out of the picture, another number stands.
at::Tensor outsideFilled(const at::Tensor& x, std::int64_t along, const Axis& axis,
                         const Filter& filter)
{
    at::Tensor outside = at::zeros({axis.to}, at::kBool);
    for (std::int64_t i = 0; i < axis.to; ++i) {
        const double source = sourceOf(axis, filter.coordinates, i);
        outside.data_ptr<bool>()[i] = source < 0 || source > static_cast<double>(axis.from - 1);
    }
    return x.masked_fill(alongAxis(outside, along, x.dim()), filter.outside);
}

std::vector<double> numbersIn(const OnnxCall& call, std::size_t input)
{
    const at::Tensor numbers = call.input(input).detach().to(at::kDouble).contiguous();
    return {numbers.data_ptr<double>(), numbers.data_ptr<double>() + numbers.numel()};
}

/// Scales of the axes; from wanted sides, or as given.
void settleSides(const OnnxCall& call, std::vector<Axis>& axes)
{
    const bool old = call.operatorSet() < 11;
    const std::size_t scalesInput = old ? 1 : 2;
    std::vector<double> scales;
    if (const Attribute* attribute = call.attribute("scales")) // Upsample of opset 7
        scales.assign(attribute->numbers.begin(), attribute->numbers.end());
    else if (call.has(scalesInput))
        scales = numbersIn(call, scalesInput);
    const Sizes sides = call.has(3) ? call.sizesIn(3) : Sizes();
    if (scales.size() != axes.size() && sides.size() != axes.size())
        throw OnnxFault("its scales or sizes do not fit its input");
    if (scales.size() == axes.size()) {
        for (std::size_t i = 0; i < axes.size(); ++i) {
            const double to = std::floor(static_cast<double>(axes[i].from) * scales[i]);
            if (!(scales[i] > 0 && to >= 1 && to < 1e6))
                throw OnnxFault("a scale of " + std::to_string(scales[i]));
            axes[i].scale = scales[i];
            axes[i].to = static_cast<std::int64_t>(to);
        }
        return;
    }
    const std::string policy = call.text("keep_aspect_ratio_policy", "stretch");
    double common = policy == "not_larger" ? 1e30 : 0;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (sides[i] < 1 || sides[i] > 1 << 20 || axes[i].from < 1)
            throw OnnxFault("a size of " + std::to_string(sides[i]));
        axes[i].to = sides[i];
        axes[i].scale = static_cast<double>(sides[i]) / static_cast<double>(axes[i].from);
        common = policy == "not_larger" ? std::min(common, axes[i].scale)
                                        : std::max(common, axes[i].scale);
    }
    if (policy != "stretch")
        for (Axis& axis : axes) {
            axis.scale = common;
            axis.to =
                std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(
                                              common * static_cast<double>(axis.from) + 0.5)));
        }
}

Filter readFilter(const OnnxCall& call, bool upsample)
{
    Filter filter{.mode = call.text("mode", "nearest"),
                  .coordinates = call.text("coordinate_transformation_mode", "half_pixel"),
                  .nearest = call.text("nearest_mode", "round_prefer_floor"),
                  .cubic = call.number("cubic_coeff_a", -0.75),
                  .antialias = call.integer("antialias", 0) != 0,
                  .excludeOutside = call.integer("exclude_outside", 0) != 0,
                  .outside = call.number("extrapolation_value", 0)};
    if (upsample || call.operatorSet() < 11) {
        filter.coordinates = "asymmetric";
        filter.nearest = "floor";
    }
    if (filter.mode == "bilinear" || filter.mode == "trilinear")
        filter.mode = "linear";
    if (filter.mode != "nearest" && filter.mode != "linear" && filter.mode != "cubic")
        throw OnnxFault("mode is \"" + filter.mode + "\"");
    return filter;
}

template <bool upsample>
Tensors resize(const OnnxCall& call)
{
    at::Tensor x = call.input(0);
    const Filter filter = readFilter(call, upsample);
    Sizes along(static_cast<std::size_t>(x.dim()));
    std::iota(along.begin(), along.end(), 0);
    along = axesWithin(call.integers("axes").value_or(along), x.dim());
    std::vector<Axis> axes(along.size());
    for (std::size_t i = 0; i < axes.size(); ++i)
        axes[i].from = x.size(along[i]);
    settleSides(call, axes);
    const bool crop = filter.coordinates == "tf_crop_and_resize";
    if (crop) {
        const std::vector<double> region = numbersIn(call, 1);
        if (region.size() != 2 * axes.size())
            throw OnnxFault("its region does not fit its input");
        for (std::size_t i = 0; i < axes.size(); ++i) {
            axes[i].first = region[i];
            axes[i].last = region[i + axes.size()];
        }
    }
    Sizes sides = x.sizes().vec();
    for (std::size_t i = 0; i < axes.size(); ++i)
        sides[static_cast<std::size_t>(along[i])] = std::max(axes[i].from, axes[i].to);
    checkSize(sides);
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (axes[i].from != axes[i].to || crop || axes[i].scale != 1)
            x = resized(x, along[i], axes[i], filter);
    }
    if (crop)
        for (std::size_t i = 0; i < axes.size(); ++i)
            x = outsideFilled(x, along[i], axes[i], filter);
    return {x.to(call.input(0).scalar_type())};
}

} // namespace

void addResizing(OperatorTable& table)
{
    table["Resize"] = resize<false>;
    table["Upsample"] = resize<true>;
}

} // namespace pareidolia::interpreter
