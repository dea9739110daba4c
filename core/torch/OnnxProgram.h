// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX graph as a list of steps over numbered values. What does not depend on the pictures is
// computed once, while the list is made. Throws OnnxFault or what LibTorch throws.
#pragma once

#include "core/torch/OnnxCall.h"

#include <array>
#include <map>

namespace pareidolia::onnx {
class GraphProto;
class ModelProto;
class NodeProto;
} // namespace pareidolia::onnx

namespace pareidolia::interpreter {

/// Which value of the list: −1 for an input that is left out or an output that nobody wants.
using Place = int;

struct Step;

/// Steps, and which of their values are wanted.
struct Block
{
    std::vector<Step> steps;
    std::vector<Place> results;
};

struct Step
{
    std::string title;              ///< "Conv node conv1", for errors
    OnnxOperator compute = nullptr; ///< null: a branch
    Attributes attributes;
    std::vector<Place> inputs, outputs;
    std::vector<Block> branches; ///< of an If, whose only input is its condition: then, else
    std::vector<Place> finished; ///< values that no later step reads
};

class OnnxProgram
{
public:
    /// Takes the numbers out of `model`, tensor by tensor, so that they are in memory once.
    explicit OnnxProgram(onnx::ModelProto& model);

    /// N × C × H × W as the model states them; −1 where it does not.
    const std::array<std::int64_t, 4>& inputSides() const { return m_inputSides; }

    /// Any thread, several at once.
    at::Tensor run(const at::Tensor& pictures) const;

private:
    friend class OnnxProgramBuilder;

    void runSteps(const std::vector<Step>& steps, Tensors& values) const;

    std::array<std::int64_t, 4> m_inputSides{-1, -1, -1, -1};
    std::int64_t m_operatorSet = 0;
    Tensors m_constants; ///< one for each value; those that a step computes are undefined
    Place m_input = -1;
    Block m_block;
};

/// Operators of a graph, and of the graphs in its nodes, that there are none for, with how often.
std::map<std::string, int> missingOperatorsOf(const onnx::GraphProto& graph);

/// "Conv node conv1", or by its first output if it has no name.
std::string titleOf(const onnx::NodeProto& node);

} // namespace pareidolia::interpreter
