// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/PickleStack.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

/// Torch takes down what is nested by recursion.
constexpr int deepest = 500;

bool hold(PickleContents& contents, const PickleValue& held)
{
    if (held.contents)
        contents.depth = std::max(contents.depth, held.contents->depth + 1);
    return contents.depth <= deepest;
}

} // namespace

const PickleValue* partOf(const PickleValue& tuple, std::size_t at, PickleValue::Kind kind)
{
    const bool has = tuple.kind == PickleValue::Kind::Tuple && at < tuple.contents->values.size() &&
                     tuple.contents->values[at].kind == kind;
    return has ? &tuple.contents->values[at] : nullptr;
}

bool PickleStack::push(PickleValue value)
{
    m_values.push_back(std::move(value));
    return true;
}

bool PickleStack::pushEmpty(Kind kind)
{
    return push({.kind = kind, .contents = std::make_shared<PickleContents>()});
}

std::optional<PickleValue> PickleStack::pop()
{
    if (m_values.size() <= floor())
        return std::nullopt;
    PickleValue value = std::move(m_values.back());
    m_values.pop_back();
    return value;
}

bool PickleStack::mark()
{
    m_marks.push_back(m_values.size());
    return true;
}

std::optional<std::size_t> PickleStack::takeMark()
{
    if (m_marks.empty())
        return std::nullopt;
    const std::size_t first = m_marks.back();
    m_marks.pop_back();
    return first;
}

bool PickleStack::tupleFrom(std::size_t first)
{
    auto contents = std::make_shared<PickleContents>();
    for (std::size_t i = first; i < m_values.size(); ++i) {
        if (!hold(*contents, m_values[i]))
            return false;
        contents->values.push_back(std::move(m_values[i]));
    }
    m_values.resize(first);
    return push({.kind = Kind::Tuple, .contents = std::move(contents)});
}

bool PickleStack::makeTuple()
{
    const auto first = takeMark();
    return first && tupleFrom(*first);
}

bool PickleStack::makeTuple(std::size_t count)
{
    return m_values.size() - floor() >= count && tupleFrom(m_values.size() - count);
}

bool PickleStack::fill(Kind kind)
{
    const auto first = takeMark();
    if (!first || *first <= floor() || m_values[*first - 1].kind != kind)
        return false;
    PickleContents& contents = *m_values[*first - 1].contents;
    const bool pairs = (m_values.size() - *first) % 2 == 0;
    if (contents.shared || (kind == Kind::Dict && !pairs))
        return false;
    for (std::size_t i = *first; i < m_values.size(); ++i)
        if (!hold(contents, m_values[i]))
            return false;
    m_values.resize(*first);
    return true;
}

bool PickleStack::pushObject(const PickleValue& attributes)
{
    auto contents = std::make_shared<PickleContents>();
    return attributes.kind == Kind::Dict && hold(*contents, attributes) &&
           push({.contents = std::move(contents)});
}

bool PickleStack::remember(std::optional<std::uint32_t> memo)
{
    if (!memo || *memo >= m_mostMemos || m_values.size() <= floor())
        return false;
    m_memos[*memo] = m_values.back();
    return true;
}

bool PickleStack::recall(std::optional<std::uint32_t> memo)
{
    const auto found = memo ? m_memos.find(*memo) : m_memos.end();
    if (found == m_memos.end())
        return false;
    if (found->second.contents)
        found->second.contents->shared = true;
    return push(found->second);
}

} // namespace pareidolia
