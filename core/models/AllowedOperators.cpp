// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/AllowedOperators.h"

#include <iterator>
#include <sstream>

namespace pareidolia {

namespace {

/// Made by the rule of tests/core/torch/OperatorRule, which a test holds against LibTorch: to list
/// them anew, `make_operator_list core/models/TensorOperators.inc`.
const Words& tensorOperators()
{
    static const Words words{
#include "core/models/TensorOperators.inc"
    };
    return words;
}

const Words& languageNodes()
{
    static const Words words = wordsOf(R"(
AnyDim BroadcastingChunk CallFunction CallMethod Constant ConstantChunk CreateObject DictConstruct
Drop Function GetAttr If ListConstruct ListUnpack Loop NumToTensor RaiseException Return SetAttr
TupleConstruct TupleIndex TupleSlice TupleUnpack Uninitialized abs annotate data device dtype
is_cuda isinstance layout max min ndim requires_grad shape tolist unchecked_cast
unchecked_unwrap_optional
)");
    return words;
}

} // namespace

Words wordsOf(const char* text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

bool isAllowedOperator(std::string_view qualified)
{
    const auto colons = qualified.find("::");
    if (colons == qualified.npos)
        return false;
    const std::string_view space = qualified.substr(0, colons);
    const std::string_view name = qualified.substr(colons + 2);
    if (space == "aten")
        return tensorOperators().contains(name);
    return space == "prim" && languageNodes().contains(name);
}

} // namespace pareidolia
