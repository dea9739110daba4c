// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OnnxInterpreter.h"

#include "core/torch/OnnxProgram.h"
#include "core/torch/TorchFailure.h"
#include "onnx.pb.h"

#include <ATen/ATen.h>
#include <climits>

namespace pareidolia {

using interpreter::OnnxFault;
using interpreter::OnnxProgram;

namespace {

constexpr const char* advice = "export the network again, or choose another one";

void checkPictures(const at::Tensor& pictures, const OnnxProgram& program)
{
    if (pictures.dim() != 4 || pictures.scalar_type() != at::kFloat)
        throw OnnxFault("pictures are N × C × H × W float32 numbers");
    for (std::size_t i = 1; i < 4; ++i) {
        const std::int64_t wanted = program.inputSides()[i];
        if (wanted > 0 && pictures.size(static_cast<std::int64_t>(i)) != wanted)
            throw OnnxFault("its pictures have " + std::to_string(wanted) + ", not " +
                            std::to_string(pictures.size(static_cast<std::int64_t>(i))) +
                            (i == 1   ? " channels"
                             : i == 2 ? " rows"
                                      : " columns"));
    }
}

at::Tensor answersTo(const at::Tensor& pictures, const OnnxProgram& program)
{
    const at::Tensor answers = program.run(pictures);
    if (answers.dim() < 1 || answers.size(0) != pictures.size(0))
        throw OnnxFault("it gives no answer for each picture");
    return answers.to(at::kFloat).reshape({pictures.size(0), -1});
}

/// Of exactly one picture a run, if its batch is fixed.
at::Tensor answersOneByOne(const at::Tensor& pictures, const OnnxProgram& program)
{
    std::vector<at::Tensor> answers;
    for (const at::Tensor& picture : pictures.split(1))
        answers.push_back(answersTo(picture, program));
    return at::cat(answers);
}

} // namespace

OnnxInterpreter::OnnxInterpreter(std::shared_ptr<const OnnxProgram> program, std::string file)
    : m_program(std::move(program)), m_file(std::move(file))
{}

Result<OnnxInterpreter> OnnxInterpreter::create(std::string_view onnx, const std::string& file)
{
    onnx::ModelProto model;
    if (onnx.size() > INT_MAX ||
        !model.ParseFromArray(onnx.data(), static_cast<int>(onnx.size())) || !model.has_graph())
        return failure(file, "this is no ONNX model, or it is damaged", advice);
    return withoutExceptions(file, advice, [&]() -> Result<OnnxInterpreter> {
        if (const std::string missing = missingOperators(model); !missing.empty())
            return failure(file, "gradients lack operators of this network: " + missing,
                           "use a search that needs no gradients, or export it without them");
        // Weights serve gradients later, whatever this thread is doing now.
        const c10::InferenceMode ordinary(false);
        const at::NoGradGuard constants;
        return OnnxInterpreter(std::make_shared<const OnnxProgram>(model), file);
    });
}

Result<at::Tensor> OnnxInterpreter::forward(const at::Tensor& pictures) const
{
    return withoutExceptions(m_file, advice, [&]() -> Result<at::Tensor> {
        checkPictures(pictures, *m_program);
        if (m_program->inputSides()[0] == 1 && pictures.size(0) > 1)
            return answersOneByOne(pictures, *m_program);
        return answersTo(pictures, *m_program);
    });
}

std::string missingOperators(const onnx::ModelProto& model)
{
    std::string text;
    for (const auto& [name, count] : interpreter::missingOperatorsOf(model.graph())) {
        text += (text.empty() ? "" : ", ") + name;
        if (count > 1)
            text += " ×" + std::to_string(count);
    }
    return text;
}

} // namespace pareidolia
