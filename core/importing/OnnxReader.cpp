// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxReader.h"

#include "core/importing/OnnxBuilder.h"
#include "core/importing/OnnxModel.h"

#include <algorithm>
#include <new>

namespace pareidolia {

namespace onnx {

namespace {

constexpr std::size_t mostNames = 40;

const Handlers& handlers()
{
    static const Handlers all = [] {
        Handlers made;
        addWindowHandlers(made);
        addChannelHandlers(made);
        addArithmeticHandlers(made);
        addActivationHandlers(made);
        addShapeHandlers(made);
        return made;
    }();
    return all;
}

class Walk
{
public:
    explicit Walk(const SoundModel& model)
        : m_model(model), m_builder(model.input, model.batch, model.opset)
    {
        const GraphProto& graph = model.proto.graph();
        for (const TensorProto& tensor : graph.initializer()) {
            const std::string name = "tensor \"" + printable(tensor.name()) + "\"";
            Constant constant = readTensor(tensor, name);
            m_builder.hold(constant.size());
            m_builder.define(tensor.name(), std::make_shared<const Constant>(std::move(constant)));
        }
        m_builder.define(model.picture,
                         Flowing{0, {1, model.input[0], model.input[1], model.input[2]}});
        for (const NodeProto& node : graph.node())
            for (const std::string& name : node.input())
                m_builder.countUse(name);
        m_builder.countUse(model.answer);
    }

    OnnxNetwork network()
    {
        for (const NodeProto& proto : m_model.proto.graph().node())
            visit(OnnxNode(proto));
        const Value& answer = m_builder.named(m_model.answer);
        if (std::holds_alternative<Unknown>(answer)) {
            if (m_missing.names.empty())
                m_missing.names.push_back("the second output of an operator");
            return m_missing;
        }
        if (!m_missing.names.empty())
            return m_missing;
        const Flowing* value = std::get_if<Flowing>(&answer);
        if (!value || value->shape.size() < 2)
            throw OnnxProblem{"its output does not depend on the picture"};
        NetworkGraph graph = m_builder.take(value->value);
        graph.name = printable(m_model.proto.graph().name());
        return graph;
    }

private:
    void visit(const OnnxNode& node)
    {
        for (std::size_t i = 0; i < node.outputs(); ++i)
            m_builder.define(node.output(i), Unknown{});
        try {
            convert(node);
        } catch (const OnnxUnsupported& missing) {
            auto& names = m_missing.names;
            if (std::ranges::count(names, missing.form) == 0 && names.size() < mostNames)
                names.push_back(missing.form);
        } catch (const OnnxUnknown&) {
            // It takes from what is not known: its outputs stay unknown too.
        }
    }

    void convert(const OnnxNode& node)
    {
        const auto handler = handlers().find(node.kind());
        bool constants = true;
        for (std::size_t i = 0; i < node.inputs(); ++i)
            constants = constants && (!node.hasInput(i) || m_builder.isKnownNow(node, i));
        if (constants) {
            if (auto folded = foldNode(m_builder, node)) {
                m_builder.define(node.output(0),
                                 std::make_shared<const Constant>(std::move(*folded)));
                return;
            }
        }
        if (handler == handlers().end())
            node.unsupported("");
        handler->second(m_builder, node);
    }

    const SoundModel& m_model;
    OnnxBuilder m_builder;
    UnsupportedOperators m_missing;
};

/// What is thrown inside becomes a value here.
template <typename Work>
auto asResult(const std::string& source, const Work& work) -> Result<decltype(work())>
{
    constexpr const char* advice = "export the network again, or choose another file";
    try {
        return work();
    } catch (const OnnxProblem& problem) {
        return failure(source, problem.why, advice);
    } catch (const std::bad_alloc&) {
        return failure(source, "it does not fit into memory", advice);
    }
}

} // namespace

} // namespace onnx

std::string UnsupportedOperators::list() const
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

Result<OnnxNetwork> readOnnx(std::string_view bytes, const std::string& source,
                             const OnnxOptions& options)
{
    return onnx::asResult(source, [&] {
        const onnx::SoundModel model = onnx::soundModel(bytes, options);
        return onnx::Walk(model).network();
    });
}

Result<CheckedOnnx> checkOnnx(std::string_view bytes, const std::string& source,
                              const OnnxOptions& options)
{
    return onnx::asResult(source, [&] {
        onnx::SoundModel model = onnx::soundModel(bytes, options);
        if (model.branches)
            throw onnx::OnnxProblem{"it has branches or loops, which are not supported"};
        const std::array<std::int64_t, 3> input = model.input;
        return CheckedOnnx{onnx::writtenAnew(std::move(model)), input};
    });
}

} // namespace pareidolia
