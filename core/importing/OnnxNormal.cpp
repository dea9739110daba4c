// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxNormal.h"

#include "core/importing/OnnxBranches.h"
#include "core/importing/OnnxBytes.h"
#include "core/importing/OnnxEditor.h"
#include "core/importing/OnnxFile.h"
#include "core/importing/OnnxFusions.h"
#include "core/importing/OnnxInference.h"
#include "core/importing/OnnxInline.h"
#include "core/importing/OnnxInput.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxOrder.h"
#include "core/importing/OnnxOutput.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxWiden.h"

#include <algorithm>
#include <functional>
#include <new>
#include <optional>

namespace pareidolia {

namespace onnx {

namespace {

constexpr std::int64_t oldestOperators = 6;
constexpr std::int64_t newestOperators = 27;

/// Initialisers that are no inputs need 4, types of 4 bits 10; what is written is never newer than
/// what runtimes of 2025 read.
constexpr std::int64_t oldestFormat = 8;
constexpr std::int64_t newestFormat = 11;

void useOneName(NodeProto& node)
{
    if (node.domain() == "ai.onnx")
        node.clear_domain();
}

/// ONNX's own operators have one name and one version.
std::int64_t settleOperators(ModelProto& model)
{
    std::optional<std::int64_t> version;
    for (const OperatorSetIdProto& set : model.opset_import()) {
        if (!set.domain().empty() && set.domain() != "ai.onnx")
            continue;
        if (version && *version != set.version())
            throw OnnxProblem{"it gives two versions of its operators"};
        version = set.version();
    }
    if (!version)
        throw OnnxProblem{"it does not give the version of its operators (opset)"};
    if (*version < oldestOperators || *version > newestOperators)
        throw OnnxProblem{"its operators are of version " + std::to_string(*version) +
                              ", but versions " + std::to_string(oldestOperators) + " to " +
                              std::to_string(newestOperators) + " are supported",
                          "export it with another opset"};
    forEachNode(*model.mutable_graph(), useOneName);
    for (FunctionProto& function : *model.mutable_functions())
        for (NodeProto& node : *function.mutable_node()) {
            useOneName(node);
            forEachInner(node, [](GraphProto& inner) { forEachNode(inner, useOneName); });
        }
    return *version;
}

/// After functions are in place, only ONNX's own operators are needed.
void keepOwnOperators(ModelProto& model, std::int64_t version)
{
    model.clear_opset_import();
    model.add_opset_import()->set_version(version);
}

void clearShapes(GraphProto& graph)
{
    graph.clear_value_info();
    for (NodeProto& node : *graph.mutable_node())
        forEachInner(node, clearShapes);
}

NormalOnnx normalized(ModelProto model, const OnnxChoices& choices)
{
    NormalOnnx normal;
    normal.producer = model.producer_name();
    if (!model.producer_version().empty())
        normal.producer += (normal.producer.empty() ? "" : " ") + model.producer_version();
    checkLimits(model);
    normal.opset = settleOperators(model);
    inlineFunctions(model);
    keepOwnOperators(model, normal.opset);
    GraphProto& graph = *model.mutable_graph();
    settleInitializers(graph);
    sortNodes(graph);
    takeFixedBranches(model);

    Answer answer = chooseAnswer(graph, choices, normal.opset, normal);
    normal.output = answer.output;
    keepWhatCounts(graph, answer.value);
    graph.clear_output();
    OnnxEditor editor(model);
    prepareForInference(editor);
    replaceForeignOperators(editor);
    endWithLogits(editor, answer, normal);
    keepWhatCounts(graph, answer.value);
    if (widenGraph(graph))
        normal.remarks.push_back("Its numbers of 16 bits are computed in 32.");
    const Batch batch = normalizeInput(editor, choices, normal);
    normalizeOutput(editor, answer, batch, normal);
    clearShapes(graph);
    keepWhatCounts(graph, graph.output(0).name());
    sortNodes(graph);
    model.set_ir_version(std::clamp(model.ir_version(), oldestFormat, newestFormat));
    normal.bytes = bytesOf(std::move(model));
    return normal;
}

/// What is thrown inside becomes a value here.
Result<NormalOnnx> asResult(const std::string& source, const std::function<NormalOnnx()>& work)
{
    try {
        return work();
    } catch (const OnnxProblem& problem) {
        return problem.usage ? usageError(source, problem.why, problem.advice)
                             : failure(source, problem.why, problem.advice);
    } catch (const std::bad_alloc&) {
        return failure(source, "it does not fit into memory", "choose a smaller network");
    }
}

} // namespace

} // namespace onnx

Result<NormalOnnx> readOnnx(const std::filesystem::path& path, const OnnxChoices& choices)
{
    return onnx::asResult(path.string(),
                          [&] { return onnx::normalized(onnx::readModel(path), choices); });
}

Result<NormalOnnx> readOnnx(std::string_view bytes, const std::string& source,
                            const OnnxChoices& choices)
{
    return onnx::asResult(source,
                          [&] { return onnx::normalized(onnx::readModel(bytes), choices); });
}

} // namespace pareidolia
