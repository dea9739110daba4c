// SPDX-License-Identifier: GPL-3.0-or-later
// Products of matrices, and of tensors in Einstein's notation.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

at::Tensor matrixOf(const OnnxCall& call, std::size_t input, const char* transposed)
{
    const at::Tensor& matrix = call.input(input);
    if (matrix.dim() != 2)
        throw OnnxFault("its input " + std::to_string(input + 1) + " has rank " +
                        std::to_string(matrix.dim()) + " instead of 2");
    return call.integer(transposed, 0) != 0 ? matrix.t() : matrix;
}

Tensors gemm(const OnnxCall& call)
{
    const at::Tensor a = matrixOf(call, 0, "transA");
    const at::Tensor b = matrixOf(call, 1, "transB");
    const double alpha = call.number("alpha", 1), beta = call.number("beta", 1);
    if (call.has(2) && a.is_floating_point())
        return {at::addmm(call.input(2), a, b, beta, alpha)};
    at::Tensor result = at::matmul(a, b);
    if (alpha != 1)
        result = result * alpha;
    if (call.has(2))
        result = result + (beta == 1 ? call.input(2) : call.input(2) * beta);
    return {result.to(a.scalar_type())};
}

Tensors matMul(const OnnxCall& call)
{
    return {at::matmul(call.input(0), call.input(1))};
}

Tensors einsum(const OnnxCall& call)
{
    for (std::size_t i = 0; i < call.inputCount(); ++i)
        call.input(i);
    return {at::einsum(call.text("equation", ""), call.inputs())};
}

} // namespace

void addMatrices(OperatorTable& table)
{
    table["Einsum"] = einsum;
    table["Gemm"] = gemm;
    table["MatMul"] = matMul;
}

} // namespace pareidolia::interpreter
