// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/NewerOperators.h"

#include <cmath>
#include <limits>
#include <torch/library.h>
#include <torch/script.h>

namespace pareidolia {

namespace {

using OptionalTensor = c10::optional<at::Tensor>;

/// PyTorch's schema from 2.5 on; what earlier ones lack has a default.
constexpr const char* attentionSchema =
    "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, "
    "float dropout_p=0.0, bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> "
    "Tensor";

/// 0 where a query may look at a key, else minus infinity.
at::Tensor asBias(const at::Tensor& mask, const at::Tensor& query)
{
    if (mask.scalar_type() != at::kBool)
        return mask;
    return at::zeros_like(mask, query.options())
        .masked_fill(mask.logical_not(), -std::numeric_limits<double>::infinity());
}

/// softmax(query · keyᵀ · scale + mask) · value, over the last two dimensions. The scale's root is
/// given to both factors, as PyTorch does, so that neither is large in the product. A row that may
/// look at no key gives zeros.
at::Tensor attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                     const OptionalTensor& mask, double dropout, bool causal,
                     c10::optional<double> scale, bool grouped)
{
    TORCH_CHECK(query.dim() >= 2 && key.dim() >= 2 && value.dim() >= 2,
                "scaled_dot_product_attention needs tensors of at least two dimensions");
    TORCH_CHECK(dropout == 0.0, "scaled_dot_product_attention drops out at random: export the "
                                "network in evaluation mode");
    TORCH_CHECK(!causal || !mask,
                "scaled_dot_product_attention takes a mask or is causal, not both");
    at::Tensor keys = key, values = value;
    if (grouped) { // several queries share a key
        TORCH_CHECK(query.dim() >= 3 && key.dim() >= 3 && value.dim() >= 3 && key.size(-3) > 0 &&
                        value.size(-3) > 0,
                    "scaled_dot_product_attention with groups needs heads");
        keys = key.repeat_interleave(query.size(-3) / key.size(-3), -3);
        values = value.repeat_interleave(query.size(-3) / value.size(-3), -3);
    }
    const double root =
        std::sqrt(scale.value_or(1 / std::sqrt(static_cast<double>(query.size(-1)))));
    at::Tensor weights = at::matmul(query * root, (keys * root).transpose(-2, -1));
    OptionalTensor bias;
    if (causal)
        bias = asBias(
            at::ones({query.size(-2), keys.size(-2)}, query.options().dtype(at::kBool)).tril(),
            query);
    else if (mask && mask->defined())
        bias = asBias(*mask, query);
    if (!bias)
        return at::matmul(at::softmax(weights, -1), values);
    weights = weights + *bias;
    const at::Tensor nothing =
        weights.eq(-std::numeric_limits<double>::infinity()).all(-1, /*keepdim=*/true);
    return at::matmul(at::softmax(weights, -1).masked_fill(nothing, 0.0), values);
}

constexpr const char* rootMeanSquareSchema =
    "rms_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None) -> "
    "Tensor";

at::Tensor rootMeanSquareNorm(const at::Tensor& input, at::IntArrayRef shape,
                              const OptionalTensor& weight, c10::optional<double> epsilon)
{
    const auto count = static_cast<std::int64_t>(shape.size());
    TORCH_CHECK(count > 0 && input.dim() >= count &&
                    input.sizes().slice(static_cast<std::size_t>(input.dim() - count)) == shape,
                "rms_norm needs an input that ends with the normalised shape");
    std::vector<std::int64_t> dimensions;
    for (std::int64_t i = 1; i <= count; ++i)
        dimensions.push_back(-i);
    const double smallest = input.scalar_type() == at::kDouble
                                ? std::numeric_limits<double>::epsilon()
                                : static_cast<double>(std::numeric_limits<float>::epsilon());
    const at::Tensor normed =
        input *
        (input.square().mean(dimensions, /*keepdim=*/true) + epsilon.value_or(smallest)).rsqrt();
    return weight && weight->defined() ? normed * *weight : normed;
}

bool isMissing(const char* name)
{
    return !c10::Dispatcher::singleton().findSchema({name, ""});
}

struct Registration
{
    torch::Library library{torch::Library::FRAGMENT, "aten", c10::nullopt, __FILE__, __LINE__};

    Registration()
    {
        if (isMissing("aten::scaled_dot_product_attention"))
            library.def(attentionSchema, attention);
        if (isMissing("aten::rms_norm"))
            library.def(rootMeanSquareSchema, rootMeanSquareNorm);
    }
};

} // namespace

void registerNewerOperators()
{
    // Never undone: modules that use them may outlive whatever is destroyed at the end.
    static const Registration* const registration = new Registration;
    static_cast<void>(registration);
}

} // namespace pareidolia
