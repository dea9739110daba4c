// SPDX-License-Identifier: GPL-3.0-or-later
// From the nodes of an ONNX graph to an OnnxProgram.
#pragma once

#include "core/torch/OnnxProgram.h"

#include <unordered_map>

namespace pareidolia::interpreter {

class OnnxProgramBuilder
{
public:
    OnnxProgramBuilder(OnnxProgram& program, onnx::ModelProto& model);

    void build();

private:
    using Names = std::unordered_map<std::string, Place>;

    Place newPlace(Names& names, const std::string& name);
    void addInput(const onnx::GraphProto& graph);
    void addInitialisers(onnx::GraphProto& graph, Names& names);
    void addNodes(const onnx::GraphProto& graph, Names& names, std::vector<Step>& steps);
    void addNode(const onnx::NodeProto& node, Names& names, std::vector<Step>& steps);
    void addBranches(const onnx::NodeProto& node, Step step, Names& names,
                     std::vector<Step>& steps);
    std::vector<Place> results(const onnx::GraphProto& graph, const Names& names) const;
    bool isConstant(const std::vector<Place>& places) const;
    void compute(const Step& step);
    const at::Tensor& constantAt(Place place) const;

    OnnxProgram& m_program;
    onnx::ModelProto& m_model;
    Names m_names;
    int m_depth = 0; ///< of branches within branches
};

/// Notes in every step which values are read for the last time there, so that their memory is free
/// again, and drops constants that were needed for other constants only.
void noteLastUses(Block& block, Place input, Tensors& constants);

} // namespace pareidolia::interpreter
