// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an ONNX model node by node: only the standard domain, one input and one output, names that
// are unique and plain ASCII. The same calls give the same bytes: there is no date and no version
// in them. Thread: any one at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pareidolia {

namespace onnx {
class GraphProto;
class NodeProto;
class TensorProto;
} // namespace onnx

class OnnxWriter
{
public:
    /// The names of the input and the output of every network that this program stores.
    static constexpr const char* pictures = "pictures";
    static constexpr const char* answers = "answers";
    static constexpr std::int64_t operatorSet = 17;

    using Shape = std::span<const std::int64_t>;

    struct Attribute
    {
        std::string name;
        std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>> value;
    };

    explicit OnnxWriter(const std::string& graphName);
    ~OnnxWriter();
    OnnxWriter(const OnnxWriter&) = delete;
    OnnxWriter& operator=(const OnnxWriter&) = delete;

    /// The network's input: a number of pictures that is left open × `shape`. Returns its name.
    std::string setInput(Shape shape);

    /// A tensor of the file, in the order of memory (last dimension fastest). `hint` is the name
    /// that it gets if it is still free. Returns its name.
    std::string addConstant(std::string_view hint, Shape shape, std::span<const float> values);
    std::string addConstant(std::string_view hint, std::span<const std::int64_t> values);

    /// One number that applies to all.
    std::string addNumber(std::string_view hint, float value);

    /// A node with one output; returns the output's name, which is also that of the node.
    std::string addNode(std::string_view hint, const std::string& type,
                        const std::vector<std::string>& inputs,
                        const std::vector<Attribute>& attributes = {});

    /// The network's output, which must be that of a node: it is renamed to "answers" everywhere.
    void setOutput(const std::string& value, Shape shape);

    /// The model, serialised. Constants are released one by one while they are written, so that
    /// they are in memory about once. Nothing else may be called afterwards.
    std::string finish();

private:
    std::string uniqueName(std::string_view hint);
    onnx::TensorProto& addTensor(std::string_view hint, Shape shape, int type);

    std::unique_ptr<onnx::GraphProto> m_graph;
    std::vector<std::unique_ptr<onnx::TensorProto>> m_constants;
    std::map<std::string, int, std::less<>> m_names; ///< how often each was asked for
};

} // namespace pareidolia
