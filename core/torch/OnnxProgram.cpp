// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OnnxProgram.h"

#include "core/torch/OnnxProgramBuilder.h"
#include "core/torch/TorchFailure.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

Tensors chosen(const std::vector<Place>& places, const Tensors& values)
{
    Tensors result;
    result.reserve(places.size());
    for (const Place place : places)
        result.push_back(place < 0 ? at::Tensor() : values[static_cast<std::size_t>(place)]);
    return result;
}

void keep(const Step& step, Tensors computed, Tensors& values)
{
    for (std::size_t i = 0; i < step.outputs.size(); ++i) {
        if (step.outputs[i] < 0)
            continue;
        if (i >= computed.size() || !computed[i].defined())
            throw OnnxFault("its output " + std::to_string(i + 1) + " is not supported");
        values[static_cast<std::size_t>(step.outputs[i])] = std::move(computed[i]);
    }
}

} // namespace

OnnxProgram::OnnxProgram(onnx::ModelProto& model)
{
    OnnxProgramBuilder(*this, model).build();
}

at::Tensor OnnxProgram::run(const at::Tensor& pictures) const
{
    Tensors values = m_constants;
    values[static_cast<std::size_t>(m_input)] = pictures;
    runSteps(m_block.steps, values);
    return values[static_cast<std::size_t>(m_block.results.front())];
}

void OnnxProgram::runSteps(const std::vector<Step>& steps, Tensors& values) const
{
    for (const Step& step : steps) {
        Tensors inputs = chosen(step.inputs, values);
        if (!step.compute) {
            const Block& taken = step.branches[inputs.front().any().item<bool>() ? 0 : 1];
            runSteps(taken.steps, values);
            keep(step, chosen(taken.results, values), values);
        } else {
            try {
                keep(step,
                     step.compute(
                         OnnxCall(step.attributes, m_operatorSet, inputs, step.outputs.size())),
                     values);
            } catch (const std::exception& exception) {
                throw OnnxFault(step.title + ": " + reasonOf(exception));
            }
        }
        for (const Place place : step.finished)
            values[static_cast<std::size_t>(place)] = at::Tensor();
    }
}

} // namespace pareidolia::interpreter
