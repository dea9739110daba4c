// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers written to places of a copy.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

const char* reductionOf(const std::string& name)
{
    if (name == "add")
        return "sum";
    if (name == "mul")
        return "prod";
    if (name == "max")
        return "amax";
    if (name == "min")
        return "amin";
    throw OnnxFault("reduction is \"" + name + "\"");
}

/// What is written more than once to a place is reduced; "none" keeps the last.
at::Tensor scattered(const at::Tensor& x, std::int64_t axis, const at::Tensor& places,
                     const at::Tensor& updates, const std::string& reduction)
{
    if (reduction == "none")
        return at::scatter(x, axis, places, updates);
    return at::scatter_reduce(x, axis, places, updates, reductionOf(reduction), true);
}

Tensors scatterElements(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", 0), x.dim());
    const at::Tensor places = call.input(1).to(at::kLong);
    return {scattered(x, axis, at::where(places < 0, places + x.size(axis), places), call.input(2),
                      call.text("reduction", "none"))};
}

/// Every last row of the places names a slice; all slices are rows of one matrix here.
Tensors scatterByRows(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const at::Tensor places = call.input(1).to(at::kLong);
    if (places.dim() < 1 || places.size(-1) < 1 || places.size(-1) > x.dim())
        throw OnnxFault("its indices do not fit its input");
    std::int64_t rows = 1;
    at::Tensor row =
        at::zeros(places.sizes().slice(0, static_cast<std::size_t>(places.dim() - 1)), at::kLong);
    for (std::int64_t i = 0; i < places.size(-1); ++i) {
        const at::Tensor place = places.select(-1, i);
        const std::int64_t side = x.size(i);
        if (at::logical_or(place < -side, place >= side).any().item<bool>())
            throw OnnxFault("an index is outside of its input");
        row = row * side + at::where(place < 0, place + side, place);
        rows *= side;
    }
    const std::int64_t width = rows == 0 ? 0 : x.numel() / rows;
    row = row.reshape({-1, 1}).expand({row.numel(), width});
    return {scattered(x.reshape({rows, width}), 0, row, call.input(2).reshape({row.size(0), width}),
                      call.text("reduction", "none"))
                .reshape(x.sizes())};
}

} // namespace

void addScattering(OperatorTable& table)
{
    table["Scatter"] = scatterElements;
    table["ScatterElements"] = scatterElements;
    table["ScatterND"] = scatterByRows;
}

} // namespace pareidolia::interpreter
