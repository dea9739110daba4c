// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/GraphCheck.h"

#include "core/models/AllowedOperators.h"
#include "core/models/ScriptGate.h"
#include "core/torch/ValueCheck.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/script.h>

namespace pareidolia {

namespace {

namespace jit = torch::jit;

/// What holds a graph together: it computes nothing by itself.
bool isStructure(c10::Symbol kind)
{
    static const std::set<c10::Symbol> kinds{
        c10::prim::Constant, c10::prim::GetAttr, c10::prim::If,
        c10::prim::Loop,     c10::prim::Return,  c10::prim::Param,
    };
    return kinds.contains(kind);
}

/// Walks everything that can be reached; each function and class once.
class GraphWalk
{
public:
    std::optional<std::string> walkType(const c10::TypePtr& type)
    {
        if (const auto classType = type->cast<c10::ClassType>())
            return walkClass(*classType);
        for (const auto& contained : type->containedTypes())
            if (auto refused = walkType(contained))
                return refused;
        return std::nullopt;
    }

    /// The operators that were refused, after the walk.
    std::optional<std::string> refused() const { return counted(m_refused); }

private:
    std::optional<std::string> walkClass(const c10::ClassType& type)
    {
        if (!m_seen.insert(&type).second)
            return std::nullopt;
        for (const auto& functions :
             {type.methods(), type.getForwardPreHooks(), type.getForwardHooks()})
            for (jit::Function* function : functions)
                if (auto refused = walkFunction(*function))
                    return refused;
        for (std::size_t i = 0; i < type.numAttributes(); ++i)
            if (auto refused = walkType(type.getAttribute(i)))
                return refused;
        return std::nullopt;
    }

    std::optional<std::string> walkFunction(jit::Function& function)
    {
        if (!m_seen.insert(&function).second)
            return std::nullopt;
        function.ensure_defined();
        if (!function.isGraphFunction())
            return function.qualname().qualifiedName();
        return walkBlock(*jit::toGraphFunction(function).graph()->block());
    }

    std::optional<std::string> walkBlock(const jit::Block& block)
    {
        for (const jit::Node* node : block.nodes()) {
            if (auto refused = walkNode(*node))
                return refused;
            for (const jit::Block* inner : node->blocks())
                if (auto refused = walkBlock(*inner))
                    return refused;
        }
        return std::nullopt;
    }

    std::optional<std::string> walkNode(const jit::Node& node)
    {
        const c10::Symbol kind = node.kind();
        if (kind == c10::prim::CallMethod)
            return walkCall(node);
        if (kind == c10::prim::CallFunction || kind == c10::prim::CreateObject)
            return walkTarget(node);
        if (isStructure(kind))
            return walkConstant(node);
        if (kind == c10::prim::PythonOp || !isAllowedOperator(kind.toQualString()))
            ++m_refused[kind.toQualString()];
        else if (writesOut(node))
            ++m_refused[std::string(kind.toQualString()) + " with an argument out"];
        else if (writesOverlap(node))
            ++m_refused[std::string(kind.toQualString()) + " into a tensor that was expanded"];
        return std::nullopt;
    }

    /// It would give a tensor of the caller another size.
    static bool writesOut(const jit::Node& node)
    {
        const c10::FunctionSchema* schema = node.maybeSchema();
        return schema && std::ranges::any_of(schema->arguments(), [](const c10::Argument& one) {
                   return one.kwarg_only() && one.alias_info() && one.alias_info()->isWrite();
               });
    }

    /// It writes into a tensor several of whose numbers lie in one place, so that what is left
    /// there is a matter of order.
    static bool writesOverlap(const jit::Node& node)
    {
        const c10::FunctionSchema* schema = node.maybeSchema();
        if (!schema)
            return false;
        const auto& arguments = schema->arguments();
        for (std::size_t i = 0; i < arguments.size() && i < node.inputs().size(); ++i)
            if (arguments[i].alias_info() && arguments[i].alias_info()->isWrite() &&
                mayOverlapItself(*node.input(i)))
                return true;
        return false;
    }

    /// Whether a value comes from an operator that lets numbers share their place, perhaps by way
    /// of others that look at the same memory.
    static bool mayOverlapItself(const jit::Value& value)
    {
        static const std::set<std::string_view> sharing{
            "aten::expand", "aten::expand_as", "aten::broadcast_to", "aten::broadcast_tensors",
            "aten::unfold", "aten::meshgrid"};
        const jit::Value* at = &value;
        for (;;) {
            const jit::Node& maker = *at->node();
            if (sharing.contains(maker.kind().toQualString()))
                return true;
            const c10::FunctionSchema* schema = maker.maybeSchema();
            const bool unpacks =
                maker.kind() == c10::prim::ListUnpack || maker.kind() == c10::prim::TupleUnpack;
            const bool looks =
                schema && !schema->arguments().empty() && schema->arguments()[0].alias_info();
            if (maker.inputs().empty() || (!unpacks && !looks))
                return false;
            at = maker.input(0);
        }
    }

    /// A method of a class that is known now; an interface could stand for any.
    std::optional<std::string> walkCall(const jit::Node& node)
    {
        const std::string name = node.s(c10::attr::name);
        const auto type = node.input(0)->type()->cast<c10::ClassType>();
        jit::Function* method = type ? type->findMethod(name) : nullptr;
        if (!method)
            return "prim::CallMethod of " + name;
        return walkFunction(*method);
    }

    std::optional<std::string> walkTarget(const jit::Node& node)
    {
        if (node.kind() == c10::prim::CreateObject)
            return walkType(node.output()->type());
        const auto type = node.input(0)->type()->cast<c10::FunctionType>();
        if (!type)
            return std::string(node.kind().toQualString());
        return walkFunction(*type->function());
    }

    /// A constant may be an object with methods of its own, or hold a tensor.
    std::optional<std::string> walkConstant(const jit::Node& node)
    {
        if (node.kind() != c10::prim::Constant || node.outputs().size() != 1)
            return std::nullopt;
        const c10::TypePtr type = node.output()->type();
        if (const auto value = jit::toIValue(node.output()))
            if (auto unsound = unsoundValue(*value, *type))
                return unsound;
        if (const auto classType = type->cast<c10::ClassType>())
            return walkClass(*classType);
        return std::nullopt;
    }

    std::set<const void*> m_seen;
    std::map<std::string, int> m_refused;
};

} // namespace

std::optional<std::string> findRefusedOperator(const jit::Module& module)
{
    GraphWalk walk;
    if (auto unsound = walk.walkType(module.type()))
        return unsound;
    return walk.refused();
}

} // namespace pareidolia
