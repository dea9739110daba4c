// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxWiden.h"

#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxTensor.h"
#include "onnx.pb.h"

namespace pareidolia::onnx {

namespace {

/// Attributes whose number is a type.
bool namesType(const std::string& attribute)
{
    return attribute == "to" || attribute == "dtype" || attribute == "output_dtype" ||
           attribute == "stash_type" || attribute == "softmax_precision";
}

class Widening
{
public:
    void graph(GraphProto& graph, bool outer)
    {
        for (auto* infos : {graph.mutable_input(), graph.mutable_output()})
            for (ValueInfoProto& info : *infos)
                if (isNarrow(info.type().tensor_type().elem_type())) {
                    info.mutable_type()->mutable_tensor_type()->set_elem_type(element::number);
                    m_any = true;
                }
        for (TensorProto& one : *graph.mutable_initializer())
            if (outer)
                m_any = m_any || isNarrow(one.data_type());
            else
                tensor(one);
        for (NodeProto& node : *graph.mutable_node()) {
            for (AttributeProto& one : *node.mutable_attribute())
                attribute(one);
            forEachInner(node, [&](GraphProto& inner) { this->graph(inner, false); });
        }
    }

    bool any() const { return m_any; }

private:
    void tensor(TensorProto& tensor)
    {
        m_any = m_any || isNarrow(tensor.data_type());
        widen(tensor);
        makeRaw(tensor);
    }

    void attribute(AttributeProto& attribute)
    {
        if (attribute.has_t())
            tensor(*attribute.mutable_t());
        for (TensorProto& one : *attribute.mutable_tensors())
            tensor(one);
        if (attribute.has_i() && namesType(attribute.name()) &&
            (attribute.i() == element::half || attribute.i() == element::brain)) {
            attribute.set_i(element::number);
            m_any = true;
        }
    }

    bool m_any = false;
};

} // namespace

bool widenGraph(GraphProto& graph)
{
    Widening widening;
    widening.graph(graph, true);
    return widening.any();
}

} // namespace pareidolia::onnx
