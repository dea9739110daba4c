// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OnnxProgramBuilder.h"

#include "core/torch/OnnxTensors.h"
#include "core/torch/TorchFailure.h"
#include "onnx.pb.h"

#include <ATen/ATen.h>
#include <algorithm>

namespace pareidolia::interpreter {

namespace {

constexpr int deepestBranch = 16;

bool isStandard(const std::string& domain)
{
    return domain.empty() || domain == "ai.onnx";
}

void countMissing(const onnx::GraphProto& graph, std::map<std::string, int>& missing, int depth)
{
    for (const onnx::NodeProto& node : graph.node()) {
        if (!isStandard(node.domain()))
            ++missing[node.domain() + "." + node.op_type()];
        else if (node.op_type() != "If" && !findOperator(node.op_type()))
            ++missing[node.op_type()];
        for (const onnx::AttributeProto& attribute : node.attribute())
            if (attribute.has_g() && depth < deepestBranch)
                countMissing(attribute.g(), missing, depth + 1);
    }
}

/// The value that is read for the last time by a step: of all that it and its branches read.
void readPlaces(const Step& step, std::vector<Place>& places)
{
    places.insert(places.end(), step.inputs.begin(), step.inputs.end());
    places.insert(places.end(), step.outputs.begin(), step.outputs.end());
    for (const Block& branch : step.branches) {
        for (const Step& inner : branch.steps)
            readPlaces(inner, places);
        places.insert(places.end(), branch.results.begin(), branch.results.end());
    }
}

} // namespace

std::map<std::string, int> missingOperatorsOf(const onnx::GraphProto& graph)
{
    std::map<std::string, int> missing;
    countMissing(graph, missing, 0);
    return missing;
}

std::string titleOf(const onnx::NodeProto& node)
{
    const std::string output = node.output_size() > 0 ? node.output(0) : std::string();
    return node.op_type() + " node " + (node.name().empty() ? output : node.name());
}

void noteLastUses(Block& block, Place input, Tensors& constants)
{
    std::vector<bool> needed(constants.size());
    for (const Place place : block.results)
        if (place >= 0)
            needed[static_cast<std::size_t>(place)] = true;
    for (std::size_t i = block.steps.size(); i-- > 0;) {
        std::vector<Place> read;
        readPlaces(block.steps[i], read);
        for (const Place place : read) {
            if (place < 0 || needed[static_cast<std::size_t>(place)])
                continue;
            needed[static_cast<std::size_t>(place)] = true;
            if (!constants[static_cast<std::size_t>(place)].defined())
                block.steps[i].finished.push_back(place);
        }
    }
    for (std::size_t i = 0; i < constants.size(); ++i)
        if (!needed[i] && static_cast<Place>(i) != input)
            constants[i] = at::Tensor();
}

OnnxProgramBuilder::OnnxProgramBuilder(OnnxProgram& program, onnx::ModelProto& model)
    : m_program(program), m_model(model)
{}

void OnnxProgramBuilder::build()
{
    for (const onnx::OperatorSetIdProto& set : m_model.opset_import())
        if (isStandard(set.domain()))
            m_program.m_operatorSet = set.version();
    if (m_program.m_operatorSet < 1)
        throw OnnxFault("the model names no operator set");
    onnx::GraphProto& graph = *m_model.mutable_graph();
    addInitialisers(graph, m_names);
    addInput(graph);
    addNodes(graph, m_names, m_program.m_block.steps);
    m_program.m_block.results = results(graph, m_names);
    if (m_program.m_block.results.size() != 1)
        throw OnnxFault("the model has " + std::to_string(m_program.m_block.results.size()) +
                        " outputs instead of one");
    noteLastUses(m_program.m_block, m_program.m_input, m_program.m_constants);
}

Place OnnxProgramBuilder::newPlace(Names& names, const std::string& name)
{
    if (name.empty())
        return -1;
    const auto place = static_cast<Place>(m_program.m_constants.size());
    if (!names.emplace(name, place).second)
        throw OnnxFault("\"" + name + "\" is computed twice");
    m_program.m_constants.emplace_back();
    return place;
}

void OnnxProgramBuilder::addInput(const onnx::GraphProto& graph)
{
    for (const onnx::ValueInfoProto& input : graph.input()) {
        if (m_names.contains(input.name())) // older files name their initialisers here, too
            continue;
        if (m_program.m_input >= 0)
            throw OnnxFault("the model has more than one input");
        m_program.m_input = newPlace(m_names, input.name());
        const auto& dimensions = input.type().tensor_type().shape().dim();
        if (input.type().tensor_type().has_shape() && dimensions.size() != 4)
            throw OnnxFault("its input has rank " + std::to_string(dimensions.size()) +
                            " instead of 4");
        for (int i = 0; i < dimensions.size(); ++i)
            if (dimensions.Get(i).dim_value() > 0)
                m_program.m_inputSides[static_cast<std::size_t>(i)] = dimensions.Get(i).dim_value();
    }
    if (m_program.m_input < 0)
        throw OnnxFault("the model has no input");
}

void OnnxProgramBuilder::addInitialisers(onnx::GraphProto& graph, Names& names)
{
    if (graph.sparse_initializer_size() > 0)
        throw OnnxFault("the model has sparse weights, which are not supported");
    for (onnx::TensorProto& tensor : *graph.mutable_initializer()) {
        const Place place = newPlace(names, tensor.name());
        if (place < 0)
            throw OnnxFault("a tensor of weights has no name");
        try {
            m_program.m_constants[static_cast<std::size_t>(place)] = readTensor(tensor);
        } catch (const OnnxFault& fault) {
            throw OnnxFault("weights \"" + tensor.name() + "\": " + fault.what());
        }
        tensor = onnx::TensorProto(); // not in memory twice
    }
}

void OnnxProgramBuilder::addNodes(const onnx::GraphProto& graph, Names& names,
                                  std::vector<Step>& steps)
{
    for (const onnx::NodeProto& node : graph.node()) {
        try {
            addNode(node, names, steps);
        } catch (const std::exception& exception) {
            throw OnnxFault(titleOf(node) + ": " + reasonOf(exception));
        }
    }
}

void OnnxProgramBuilder::addNode(const onnx::NodeProto& node, Names& names,
                                 std::vector<Step>& steps)
{
    Step step{.title = titleOf(node),
              .compute = findOperator(node.op_type()),
              .attributes = {},
              .inputs = {},
              .outputs = {},
              .branches = {},
              .finished = {}};
    for (const std::string& input : node.input()) {
        const auto found = names.find(input);
        if (!input.empty() && found == names.end())
            throw OnnxFault("its input \"" + input + "\" does not exist");
        step.inputs.push_back(input.empty() ? -1 : found->second);
    }
    if (node.op_type() == "If")
        return addBranches(node, std::move(step), names, steps);
    if (!step.compute)
        throw OnnxFault("there is no such operator");
    for (const onnx::AttributeProto& attribute : node.attribute())
        step.attributes[attribute.name()] = readAttribute(attribute);
    for (const std::string& output : node.output())
        step.outputs.push_back(newPlace(names, output));
    if (isConstant(step.inputs))
        compute(step);
    else
        steps.push_back(std::move(step));
}

/// A branch reads the values around it. Where the condition is known, the other one is forgotten.
void OnnxProgramBuilder::addBranches(const onnx::NodeProto& node, Step step, Names& names,
                                     std::vector<Step>& steps)
{
    if (m_depth >= deepestBranch)
        throw OnnxFault("too many branches within branches");
    if (step.inputs.size() != 1 || step.inputs.front() < 0)
        throw OnnxFault("it has no condition");
    const bool known = isConstant(step.inputs);
    const bool taken = known && constantAt(step.inputs.front()).any().item<bool>();
    for (const char* wanted : {"then_branch", "else_branch"}) {
        if (known && taken != (std::string_view(wanted) == "then_branch"))
            continue;
        const auto found = std::ranges::find_if(
            node.attribute(), [&](const auto& attribute) { return attribute.name() == wanted; });
        if (found == node.attribute().end())
            throw OnnxFault(std::string("it has no ") + wanted);
        onnx::GraphProto graph = found->g();
        Names inner = names;
        Block block;
        ++m_depth;
        addInitialisers(graph, inner);
        addNodes(graph, inner, known ? steps : block.steps);
        --m_depth;
        block.results = results(graph, inner);
        if (block.results.size() < static_cast<std::size_t>(node.output_size()))
            throw OnnxFault("a branch has too few outputs");
        step.branches.push_back(std::move(block));
    }
    for (int i = 0; i < node.output_size(); ++i) {
        const std::string& name = node.output(i);
        if (!known)
            step.outputs.push_back(newPlace(names, name));
        else if (!names.emplace(name, step.branches.front().results[static_cast<std::size_t>(i)])
                      .second)
            throw OnnxFault("\"" + name + "\" is computed twice");
    }
    if (known)
        return;
    step.compute = nullptr;
    steps.push_back(std::move(step));
}

std::vector<Place> OnnxProgramBuilder::results(const onnx::GraphProto& graph,
                                               const Names& names) const
{
    std::vector<Place> places;
    for (const onnx::ValueInfoProto& output : graph.output()) {
        const auto found = names.find(output.name());
        if (found == names.end())
            throw OnnxFault("its output \"" + output.name() + "\" is not computed");
        places.push_back(found->second);
    }
    return places;
}

bool OnnxProgramBuilder::isConstant(const std::vector<Place>& places) const
{
    return std::ranges::all_of(
        places, [this](Place place) { return place < 0 || constantAt(place).defined(); });
}

const at::Tensor& OnnxProgramBuilder::constantAt(Place place) const
{
    return m_program.m_constants[static_cast<std::size_t>(place)];
}

void OnnxProgramBuilder::compute(const Step& step)
{
    Tensors inputs;
    for (const Place place : step.inputs)
        inputs.push_back(place < 0 ? at::Tensor() : constantAt(place));
    const OnnxCall call(step.attributes, m_program.m_operatorSet, inputs, step.outputs.size());
    const Tensors computed = step.compute(call);
    for (std::size_t i = 0; i < step.outputs.size(); ++i) {
        if (step.outputs[i] < 0)
            continue;
        if (i >= computed.size())
            throw OnnxFault("its output " + std::to_string(i + 1) + " is not supported");
        // A view of a large tensor would keep it in memory.
        m_program.m_constants[static_cast<std::size_t>(step.outputs[i])] = computed[i].contiguous();
    }
}

} // namespace pareidolia::interpreter
