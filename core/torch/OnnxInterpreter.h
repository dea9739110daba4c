// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an ONNX network over LibTorch's operators, with gradients. It is what gradient ascent
// differentiates, and the plain way of computing that `bench` compares with; scores come from a
// runtime made for them. Nothing is compiled or fused.
#pragma once

#include "core/base/Error.h"

#include <memory>
#include <string>
#include <string_view>

namespace at {
class Tensor;
}

namespace pareidolia {

namespace onnx {
class ModelProto;
}

namespace interpreter {
class OnnxProgram;
}

/// Cheap to copy. Any thread may use it, several at once.
class OnnxInterpreter
{
public:
    /// Reads a normalised model, as core/importing writes it: one input, N × C × H × W, and one
    /// output. Weights are kept as float32. Fails if the model is damaged, or with the list of
    /// operators that there are none for. `file` is named in errors. Blocks for as long as the
    /// weights take to copy, and the constant part of the network to compute.
    static Result<OnnxInterpreter> create(std::string_view onnx, const std::string& file);

    /// Pictures N × C × H × W, float32 on the CPU, to answers N × classes. Differentiable where
    /// LibTorch's autograd is on and the pictures ask for it. One thread, as a SteadyThread is,
    /// gives the same bits in each call. A network whose batch is fixed to one picture runs once
    /// for each. Fails, naming the node, if pictures or nodes do not fit.
    Result<at::Tensor> forward(const at::Tensor& pictures) const;

private:
    OnnxInterpreter(std::shared_ptr<const interpreter::OnnxProgram> program, std::string file);

    std::shared_ptr<const interpreter::OnnxProgram> m_program;
    std::string m_file;
};

/// "Foo ×3, Bar": the operators of a model that there are none for; empty if there are all. Reads
/// no weights.
std::string missingOperators(const onnx::ModelProto& model);

} // namespace pareidolia
