// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ValueCheck.h"

#include "core/models/TensorExtent.h"

#include <limits>
#include <set>
#include <torch/script.h>
#include <utility>
#include <vector>

namespace pareidolia {

namespace {

using c10::TypeKind;
using Problem = std::optional<std::string>;

Problem unsoundTensor(const at::Tensor& tensor)
{
    if (!tensor.defined())
        return std::nullopt;
    if (tensor.layout() != at::kStrided || tensor.is_quantized() || !tensor.has_storage())
        return "a tensor that is sparse or quantised";
    const at::Storage& storage = tensor.storage();
    const std::size_t capacity = storage.nbytes() / tensor.element_size();
    const auto most = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
    const bool lies = storage.nbytes() <= most &&
                      liesWithin(tensor.sizes(), tensor.strides(), tensor.storage_offset(),
                                 static_cast<std::int64_t>(capacity)) &&
                      (storage.data() || tensor.numel() == 0);
    return lies ? std::nullopt : Problem("a tensor that reaches past its storage");
}

bool isPlain(const c10::IValue& value, TypeKind kind)
{
    switch (kind) {
    case TypeKind::NoneType:
        return value.isNone();
    case TypeKind::BoolType:
        return value.isBool();
    case TypeKind::IntType:
        return value.isInt();
    case TypeKind::FloatType:
        return value.isDouble();
    case TypeKind::ComplexType:
        return value.isComplexDouble();
    case TypeKind::NumberType:
        return value.isScalar();
    case TypeKind::StringType:
        return value.isString();
    case TypeKind::DeviceObjType:
        return value.isDevice();
    case TypeKind::EnumType:
        return value.isEnum();
    default:
        return false;
    }
}

class ValueWalk
{
public:
    Problem walk(const c10::IValue& value, const c10::Type& declared)
    {
        if (value.isPtrType() && !m_seen.emplace(value.internalToPointer(), &declared).second)
            return std::nullopt;
        switch (declared.kind()) {
        case TypeKind::TensorType:
            return value.isTensor() ? unsoundTensor(value.toTensor()) : other(value, declared);
        case TypeKind::OptionalType:
            return value.isNone() ? std::nullopt : walk(value, *declared.containedType(0));
        case TypeKind::ListType:
            return value.isList() ? walkList(value, declared) : other(value, declared);
        case TypeKind::DictType:
            return value.isGenericDict() ? walkDict(value, declared) : other(value, declared);
        case TypeKind::TupleType:
            return value.isTuple() ? walkTuple(value, declared) : other(value, declared);
        case TypeKind::ClassType:
        case TypeKind::InterfaceType:
            return value.isObject() ? walkObject(value, declared) : other(value, declared);
        case TypeKind::AnyType:
        case TypeKind::UnionType:
            return walkOpen(value, declared);
        default:
            return isPlain(value, declared.kind()) ? std::nullopt : other(value, declared);
        }
    }

private:
    static Problem other(const c10::IValue& value, const c10::Type& declared)
    {
        return "a value of kind " + value.tagKind() + " in the place of one of type " +
               declared.str();
    }

    Problem walkList(const c10::IValue& value, const c10::Type& declared)
    {
        for (const c10::IValue& element : value.toListRef())
            if (auto problem = walk(element, *declared.containedType(0)))
                return problem;
        return std::nullopt;
    }

    Problem walkDict(const c10::IValue& value, const c10::Type& declared)
    {
        for (const auto& entry : value.toGenericDict()) {
            if (auto problem = walk(entry.key(), *declared.containedType(0)))
                return problem;
            if (auto problem = walk(entry.value(), *declared.containedType(1)))
                return problem;
        }
        return std::nullopt;
    }

    Problem walkTuple(const c10::IValue& value, const c10::Type& declared)
    {
        const auto& elements = value.toTupleRef().elements();
        if (elements.size() != declared.containedTypeSize())
            return other(value, declared);
        for (std::size_t i = 0; i < elements.size(); ++i)
            if (auto problem = walk(elements[i], *declared.containedType(i)))
                return problem;
        return std::nullopt;
    }

    Problem walkObject(const c10::IValue& value, const c10::Type& declared)
    {
        const c10::ivalue::Object& object = value.toObjectRef();
        const auto type = object.type();
        if (!type->isSubtypeOf(declared) || object.slots().size() < type->numAttributes())
            return other(value, declared);
        for (std::size_t i = 0; i < type->numAttributes(); ++i)
            if (auto problem = walk(object.getSlot(i), *type->getAttribute(i)))
                return problem;
        return std::nullopt;
    }

    /// Where any type may stand, the value's own is held against it.
    Problem walkOpen(const c10::IValue& value, const c10::Type& declared)
    {
        const c10::TypePtr own = m_own.emplace_back(value.type());
        if (!own->isSubtypeOf(declared) || own->kind() == declared.kind())
            return other(value, declared);
        return walk(value, *own);
    }

    /// A value may be reached in many ways, but it matters as what.
    std::set<std::pair<const void*, const c10::Type*>> m_seen;
    std::vector<c10::TypePtr> m_own; ///< which `m_seen` may point to
};

} // namespace

std::optional<std::string> unsoundValue(const c10::IValue& value, const c10::Type& declared)
{
    return ValueWalk().walk(value, declared);
}

} // namespace pareidolia
