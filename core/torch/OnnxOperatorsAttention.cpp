// SPDX-License-Identifier: GPL-3.0-or-later
// Attention as one operator (opset 23), and the turning of its positions.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <cmath>
#include <limits>

namespace pareidolia::interpreter {

namespace {

/// Batch × heads × length × width. Of rank 3, heads lie side by side in the last axis.
at::Tensor asHeads(const at::Tensor& tensor, std::int64_t heads, const char* attribute)
{
    if (tensor.dim() == 4)
        return tensor;
    if (tensor.dim() != 3 || heads < 1 || tensor.size(2) % heads != 0)
        throw OnnxFault(std::string("queries, keys or values do not fit ") + attribute + " " +
                        std::to_string(heads));
    return tensor.reshape({tensor.size(0), tensor.size(1), heads, tensor.size(2) / heads})
        .transpose(1, 2);
}

/// Keys and values may have fewer heads than queries, which then share them.
at::Tensor forAllHeads(const at::Tensor& tensor, std::int64_t heads)
{
    if (tensor.size(1) == heads)
        return tensor;
    if (tensor.size(1) < 1 || heads % tensor.size(1) != 0)
        throw OnnxFault(std::to_string(heads) + " heads cannot share " +
                        std::to_string(tensor.size(1)));
    return tensor.repeat_interleave(heads / tensor.size(1), 1);
}

/// What is added to the scores: minus infinity where a query must not look.
at::Tensor maskOf(const OnnxCall& call, const at::Tensor& scores, std::int64_t past)
{
    constexpr double never = -std::numeric_limits<double>::infinity();
    at::Tensor mask = at::zeros({}, scores.options().requires_grad(false));
    if (call.integer("is_causal", 0) != 0) {
        const at::Tensor later =
            at::ones({scores.size(2), scores.size(3)}, at::kBool).triu(past + 1);
        mask = mask.expand(later.sizes()).masked_fill(later, never);
    }
    if (!call.has(3))
        return mask;
    at::Tensor given = call.input(3);
    if (given.scalar_type() == at::kBool)
        given = at::zeros(given.sizes(), scores.options().requires_grad(false))
                    .masked_fill(given.logical_not(), never);
    if (given.dim() > 0 && given.size(-1) < scores.size(3)) // the rest is padding
        given = at::constant_pad_nd(given, {0, scores.size(3) - given.size(-1)}, never);
    return mask + given;
}

/// A query that must not look anywhere sees nothing, rather than no numbers.
at::Tensor softmaxOf(const at::Tensor& scores, const at::Tensor& mask)
{
    if (mask.dim() == 0)
        return at::softmax(scores + mask, -1);
    const at::Tensor blind = at::isneginf(mask.amax(-1, true));
    return at::softmax((scores + mask).masked_fill(blind, 0), -1).masked_fill(blind, 0);
}

Tensors attention(const OnnxCall& call)
{
    if (call.has(6) || call.integer("left_window_size", -1) >= 0 ||
        call.integer("right_window_size", -1) >= 0)
        throw OnnxFault("windows and lengths of keys are not supported");
    const std::int64_t heads = call.integer("q_num_heads", 0);
    const std::int64_t sharedHeads = call.integer("kv_num_heads", heads);
    const at::Tensor query = asHeads(call.input(0), heads, "q_num_heads");
    at::Tensor key = asHeads(call.input(1), sharedHeads, "kv_num_heads");
    at::Tensor value = asHeads(call.input(2), sharedHeads, "kv_num_heads");
    std::int64_t past = 0;
    if (call.has(4) && call.has(5)) {
        past = call.input(4).size(2);
        key = at::cat({call.input(4), key}, 2);
        value = at::cat({call.input(5), value}, 2);
    }
    const Tensors present{key, value};
    key = forAllHeads(key, query.size(1));
    value = forAllHeads(value, query.size(1));

    // Half of the scale on each side, as the standard's own definition has it.
    const double scale = call.number(
        "scale", 1 / std::sqrt(static_cast<double>(std::max<std::int64_t>(1, query.size(3)))));
    const double root = std::sqrt(scale);
    at::Tensor scores = at::matmul(query * root, (key * root).transpose(2, 3));
    if (const double cap = call.number("softcap", 0); cap > 0)
        scores = at::tanh(scores / cap) * cap;
    const at::Tensor weights = softmaxOf(scores, maskOf(call, scores, past));
    at::Tensor result = at::matmul(weights, value);
    if (call.input(0).dim() == 3)
        result = result.transpose(1, 2).reshape({result.size(0), result.size(2), -1});
    return {result, present[0], present[1]}; // the scores, a fourth output, are not kept
}

/// Pairs of numbers are turned by an angle of their position: neighbours if interleaved, else one
/// of each half.
Tensors rotaryEmbedding(const OnnxCall& call)
{
    const std::int64_t heads = call.integer("num_heads", 0);
    const at::Tensor x = asHeads(call.input(0), heads, "num_heads");
    std::int64_t turned = call.integer("rotary_embedding_dim", 0);
    if (turned == 0)
        turned = x.size(3);
    if (turned < 2 || turned > x.size(3) || turned % 2 != 0)
        throw OnnxFault("rotary_embedding_dim is " + std::to_string(turned));
    const auto angles = [&](std::size_t input) { // batch × 1 × length × half
        const at::Tensor& table = call.input(input);
        if (!call.has(3))
            return table.unsqueeze(1);
        const at::Tensor positions = call.input(3).to(at::kLong);
        Sizes sides = positions.sizes().vec();
        sides.push_back(table.size(-1));
        return table.index_select(0, positions.flatten()).reshape(sides).unsqueeze(1);
    };
    const at::Tensor cosine = angles(1), sine = angles(2);
    const bool interleaved = call.integer("interleaved", 0) != 0;
    const at::Tensor part = x.narrow(3, 0, turned);
    const at::Tensor first =
        interleaved ? part.slice(3, 0, turned, 2) : part.narrow(3, 0, turned / 2);
    const at::Tensor second =
        interleaved ? part.slice(3, 1, turned, 2) : part.narrow(3, turned / 2, turned / 2);
    const at::Tensor real = first * cosine - second * sine;
    const at::Tensor imaginary = first * sine + second * cosine;
    at::Tensor result =
        interleaved ? at::stack({real, imaginary}, -1).flatten(3) : at::cat({real, imaginary}, 3);
    result = at::cat({result, x.narrow(3, turned, x.size(3) - turned)}, 3);
    if (call.input(0).dim() == 3)
        result = result.transpose(1, 2).reshape(call.input(0).sizes());
    return {result};
}

} // namespace

void addAttention(OperatorTable& table)
{
    table["Attention"] = attention;
    table["RotaryEmbedding"] = rotaryEmbedding;
}

} // namespace pareidolia::interpreter
