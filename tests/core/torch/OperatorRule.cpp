// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/torch/OperatorRule.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <torch/csrc/jit/runtime/operator.h>
#include <torch/script.h>
#include <vector>

namespace pareidolia::test {

namespace {

using c10::TypeKind;
using Names = std::set<std::string_view>;

/// Numbers, texts, tensors and what is made of them. No random generator, storage, stream or
/// object.
bool isPlain(const c10::Type& type)
{
    static const std::set<TypeKind> plain{
        TypeKind::TensorType,  TypeKind::NumberType,      TypeKind::IntType,
        TypeKind::FloatType,   TypeKind::BoolType,        TypeKind::ComplexType,
        TypeKind::StringType,  TypeKind::NoneType,        TypeKind::DeviceObjType,
        TypeKind::SymIntType,  TypeKind::VarType,         TypeKind::AnyEnumType,
        TypeKind::AnyListType, TypeKind::AnyTupleType,    TypeKind::ScalarTypeType,
        TypeKind::LayoutType,  TypeKind::MemoryFormatType};
    static const std::set<TypeKind> holders{TypeKind::OptionalType, TypeKind::ListType,
                                            TypeKind::TupleType, TypeKind::DictType};
    if (plain.count(type.kind()) > 0)
        return true;
    if (holders.count(type.kind()) == 0)
        return false;
    const auto inner = type.containedTypes();
    return std::all_of(inner.begin(), inner.end(),
                       [](const c10::TypePtr& contained) { return isPlain(*contained); });
}

bool isPlain(const std::vector<c10::Argument>& values)
{
    return std::all_of(values.begin(), values.end(),
                       [](const c10::Argument& value) { return isPlain(*value.type()); });
}

bool isRandom(const c10::FunctionSchema& schema)
{
    const auto& arguments = schema.arguments();
    const bool drawn =
        std::any_of(arguments.begin(), arguments.end(), [](const c10::Argument& one) {
            return one.type()->str().find("Generator") != std::string::npos;
        });
    const auto found = c10::Dispatcher::singleton().findOp(schema.operator_name());
    return drawn || (found && found->hasTag(at::Tag::nondeterministic_seeded));
}

/// It writes into a tensor that it is given by name: never called by a name of its own.
bool writesOut(const c10::FunctionSchema& schema)
{
    const auto& arguments = schema.arguments();
    return std::any_of(arguments.begin(), arguments.end(), [](const c10::Argument& one) {
        return one.kwarg_only() && one.alias_info() && one.alias_info()->isWrite();
    });
}

/// With an underscore in front stand the parts of other operators, which are not called as they are
/// and look at less of what they are given. These are what exporters and the language write.
bool isPrivate(std::string_view name)
{
    static const Names written{"_adaptive_avg_pool2d",
                               "_assert_tensor_metadata",
                               "_cast_Float",
                               "_convolution",
                               "_log_softmax",
                               "_set_item",
                               "_shape_as_tensor",
                               "_softmax",
                               "_unsafe_view",
                               "_upsample_bicubic2d_aa",
                               "_upsample_bilinear2d_aa",
                               "_weight_norm",
                               "__and__",
                               "__contains__",
                               "__derive_index",
                               "__getitem__",
                               "__is__",
                               "__isnot__",
                               "__lshift__",
                               "__not__",
                               "__or__",
                               "__range_length",
                               "__round_to_zero_floordiv",
                               "__rshift__",
                               "__xor__"};
    return name.substr(0, 1) == "_" && written.count(name) == 0;
}

/// Random only while training.
bool isQuietInEvaluation(std::string_view name)
{
    static const Names quiet{"alpha_dropout",
                             "dropout",
                             "feature_alpha_dropout",
                             "feature_dropout",
                             "gru",
                             "lstm",
                             "rnn_relu",
                             "rnn_tanh",
                             "rrelu",
                             "scaled_dot_product_attention"};
    return quiet.count(name) > 0;
}

/// What neither type nor tag tells: it changes what a tensor is made of, reads or writes beside
/// tensors, tells addresses, or believes numbers that it is given without looking at them.
bool isDeniedByName(std::string_view name)
{
    static const Names denied{
        // another shape or storage under the same tensor, memory that nobody has written
        "set", "set_", "set_data", "resize", "resize_", "resize_as", "resize_as_", "empty",
        "empty_like", "new_empty", "pin_memory", "is_pinned",
        // files, the generator, addresses, gradients
        "from_file", "save", "manual_seed", "seed", "initial_seed", "hash", "id", "backward",
        "retain_grad", "retains_grad", "requires_grad_", "record_stream", "set_grad_enabled",
        // indices and lengths that are not held against the tensors they lead into
        "embedding_bag", "embedding_renorm", "embedding_renorm_", "ctc_loss", "segment_reduce",
        "fractional_max_pool2d", "fractional_max_pool3d", "lu_solve", "linalg_lu_solve",
        "linalg_ldl_solve", "searchsorted", "slice_inverse",
        // parts of others, and what only training or other devices need
        "get_gradients", "grad", "fused_moving_avg_obs_fake_quant", "convolution_overrideable",
        "conv_depthwise3d", "batch_norm_elemt", "cuda", "has_torch_function", "bernoulli_"};
    static constexpr std::string_view beginnings[] = {
        "empty_",  "new_empty_", "rand",         "fbgemm_",  "cudnn_",         "miopen_",
        "mps_",    "quantize",   "q_",           "int_repr", "choose_qparams", "native_",
        "nested_", "sym_",       "get_autocast", "slow_",    "thnn_"};
    static constexpr std::string_view parts[] = {
        "strided",   "backward", "_jvp",       "_forward",     "mkldnn",      "sparse",
        "resize_as", "_stats",   "_cachemask", "unsafe_chunk", "unsafe_split"};
    const auto begins = [&](std::string_view text) { return name.substr(0, text.size()) == text; };
    const auto has = [&](std::string_view text) { return name.find(text) != name.npos; };
    return denied.count(name) > 0 ||
           std::any_of(std::begin(beginnings), std::end(beginnings), begins) ||
           std::any_of(std::begin(parts), std::end(parts), has);
}

/// The schemas of each name.
std::map<std::string, std::vector<c10::FunctionSchema>> schemas()
{
    std::map<std::string, std::vector<c10::FunctionSchema>> all;
    for (const auto& op : torch::jit::getAllOperators())
        if (op->schema().name().rfind("aten::", 0) == 0)
            all[op->schema().name().substr(6)].push_back(op->schema());
    return all;
}

bool passes(const std::string& name, const std::vector<c10::FunctionSchema>& overloads)
{
    if (isPrivate(name) || isDeniedByName(name))
        return false;
    bool callable = false;
    for (const c10::FunctionSchema& schema : overloads) {
        if (isRandom(schema) && !isQuietInEvaluation(name))
            return false;
        callable =
            callable ||
            (!writesOut(schema) && isPlain(schema.arguments()) && isPlain(schema.returns())) ||
            isQuietInEvaluation(name);
    }
    return callable;
}

} // namespace

std::set<std::string> namesThatPass()
{
    std::set<std::string> names;
    for (const auto& [name, overloads] : schemas())
        if (passes(name, overloads))
            names.insert(name);
    return names;
}

std::set<std::string> allNames()
{
    std::set<std::string> names;
    for (const auto& one : schemas())
        names.insert(one.first);
    return names;
}

} // namespace pareidolia::test
