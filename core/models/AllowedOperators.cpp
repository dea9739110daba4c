// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/AllowedOperators.h"

#include <iterator>
#include <sstream>

namespace pareidolia {

namespace {

// One that works in place ("relu_") is allowed where the one without the underscore is.
const Words& tensorOperators()
{
    static const Words words = wordsOf(R"(
Bool Float FloatImplicit Int IntImplicit ScalarImplicit __and__ __contains__ __derive_index
__getitem__ __is__ __isnot__ __not__ __or__ __range_length __round_to_zero_floordiv __xor__
_convolution _log_softmax _set_item _softmax abs adaptive_avg_pool1d adaptive_avg_pool2d
adaptive_max_pool2d add addmm alpha_dropout amax amin append arange argmax avg_pool1d avg_pool2d
avg_pool3d baddbmm batch_norm bmm broadcast_to cat ceil celu chunk clamp clamp_max clamp_min clone
concat constant_pad_nd contiguous conv1d conv2d conv_transpose2d cos cumsum detach device dim div
dropout einsum elu embedding eq erf exp expand expand_as extend feature_dropout flatten flip floor
floor_divide floordiv format full full_like gather ge gelu glu group_norm gt hardsigmoid hardswish
hardtanh index index_select instance_norm is_floating_point item layer_norm le leaky_relu len lerp
linear list log log10 log1p log2 log_sigmoid log_softmax logical_and logical_not logical_or lt
masked_fill matmul max max_pool1d max_pool2d max_pool3d maximum mean min minimum mish mm mul
narrow ne neg norm numel ones ones_like pad permute pixel_shuffle pow prelu prod reciprocal
reflection_pad2d relu relu6 remainder repeat replication_pad2d reshape reshape_as roll round rsqrt
rsub scalar_tensor scaled_dot_product_attention select selu sigmoid sign silu sin size slice
softmax softplus softsign split split_with_sizes sqrt square squeeze stack std sub sum t tanh
tensor threshold to topk transpose type_as unbind unflatten unfold unsqueeze upsample_bicubic2d
upsample_bilinear2d upsample_nearest2d var view view_as where zeros zeros_like
)");
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

bool isTensorOperator(std::string_view name)
{
    if (tensorOperators().contains(name))
        return true;
    return name.ends_with('_') && !name.ends_with("__") &&
           tensorOperators().contains(name.substr(0, name.size() - 1));
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
        return isTensorOperator(name);
    return space == "prim" && languageNodes().contains(name);
}

} // namespace pareidolia
