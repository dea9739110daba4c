// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxBytes.h"

#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"

#include <google/protobuf/io/coded_stream.h>

namespace pareidolia::onnx {

namespace {

using google::protobuf::io::CodedOutputStream;

// Keys of fields whose values have a length: number × 8 + 2.
constexpr std::uint32_t graphKey = 7 * 8 + 2;
constexpr std::uint32_t initializerKey = 5 * 8 + 2;
constexpr std::uint32_t rawKey = 9 * 8 + 2;

std::uint64_t withLength(std::uint64_t size)
{
    return 1 + CodedOutputStream::VarintSize64(size) + size;
}

/// Of the tensor as it will be written, without making it so.
std::uint64_t writtenSize(const TensorProto& tensor)
{
    if (tensor.data_type() == element::text)
        return tensor.ByteSizeLong();
    TensorProto head;
    *head.mutable_dims() = tensor.dims();
    head.set_name(tensor.name());
    head.set_data_type(isNarrow(tensor.data_type()) ? element::number : tensor.data_type());
    return head.ByteSizeLong() + withLength(static_cast<std::uint64_t>(rawSizeOf(tensor)) *
                                            (isNarrow(tensor.data_type()) ? 2 : 1));
}

/// To the end of a string that has room: what is not written yet takes no memory.
class Writer
{
public:
    explicit Writer(std::uint64_t size) { m_bytes.reserve(size); }

    void length(std::uint32_t key, std::uint64_t size)
    {
        std::uint8_t varint[10];
        m_bytes += static_cast<char>(key); // keys here are below 128
        const std::uint8_t* end = CodedOutputStream::WriteVarint64ToArray(size, varint);
        m_bytes.append(reinterpret_cast<const char*>(varint),
                       static_cast<std::size_t>(end - varint));
    }

    void message(const google::protobuf::MessageLite& message)
    {
        if (!message.AppendToString(&m_bytes))
            throw OnnxProblem{"it cannot be written anew"};
    }

    void raw(const std::string& raw) { m_bytes += raw; }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

void writeTensor(Writer& out, TensorProto& tensor)
{
    if (tensor.data_type() == element::text) {
        out.message(tensor);
        return;
    }
    tensor.set_name(tensor.name()); // present, as it was counted
    widen(tensor);
    makeRaw(tensor);
    const std::string raw = std::move(*tensor.mutable_raw_data());
    tensor.clear_raw_data();
    out.message(tensor);
    out.length(rawKey, raw.size());
    out.raw(raw);
}

} // namespace

std::string bytesOf(ModelProto model)
{
    GraphProto graph;
    graph.Swap(model.mutable_graph());
    model.clear_graph();
    google::protobuf::RepeatedPtrField<TensorProto> tensors;
    tensors.Swap(graph.mutable_initializer());

    std::uint64_t graphSize = graph.ByteSizeLong();
    for (const TensorProto& tensor : tensors)
        graphSize += withLength(writtenSize(tensor));
    const std::uint64_t size = model.ByteSizeLong() + withLength(graphSize);
    if (size > static_cast<std::uint64_t>(mostBytes))
        throw OnnxProblem{"with weights of 32 bits it is larger than 2 GB, which is not supported",
                          "choose a smaller network"};
    Writer out(size);
    out.message(model);
    out.length(graphKey, graphSize);
    out.message(graph);
    for (TensorProto& tensor : tensors) {
        out.length(initializerKey, writtenSize(tensor));
        writeTensor(out, tensor);
        TensorProto().Swap(&tensor);
    }
    return out.take();
}

} // namespace pareidolia::onnx
