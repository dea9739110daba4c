// SPDX-License-Identifier: GPL-3.0-or-later
// What would lie on the stack of torch's reader of pickles, which finds out itself neither that an
// instruction takes more from it than there is, nor that a value is of another kind.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pareidolia {

struct PickleContents;

struct PickleValue
{
    enum class Kind { Plain, Bool, Whole, Text, List, Dict, Tuple, NumberType, Storage, Function };
    Kind kind = Kind::Plain;
    std::int64_t number = 0;    ///< Whole: its value; NumberType: bytes; Storage: how many numbers
    std::string_view text = {}; ///< of a Text; Storage: its key; Function: "module\nname"
    std::shared_ptr<PickleContents> contents = nullptr; ///< of what holds others
};

struct PickleContents
{
    std::vector<PickleValue> values; ///< of a Tuple alone: nobody asks what is in the others
    int depth = 1;                   ///< 1: it holds nothing that holds others
    bool shared = false;             ///< it is referred to, and grows no more
};

/// A tuple's value, if it is a tuple that has one there, of this kind.
const PickleValue* partOf(const PickleValue& tuple, std::size_t at, PickleValue::Kind kind);

/// What an instruction does is false where it would find no value, or one that it does not take;
/// also where a list would hold itself, or values hold others deeper than any model has them.
class PickleStack
{
public:
    using Kind = PickleValue::Kind;

    /// `mostMemos`: numbers from there on are refused, because torch makes room for all below one.
    explicit PickleStack(std::size_t mostMemos) : m_mostMemos(mostMemos) {}

    bool push(PickleValue value);

    /// An empty List or Dict.
    bool pushEmpty(Kind kind);

    /// Nothing where the last mark or the bottom is reached.
    std::optional<PickleValue> pop();

    bool mark();

    /// Of what lies above the last mark, or of the last `count` values.
    bool makeTuple();
    bool makeTuple(std::size_t count);

    /// What lies above the last mark goes into the List, or in pairs into the Dict, below it.
    bool fill(Kind kind);

    /// One object in the place of a Dict with its attributes.
    bool pushObject(const PickleValue& attributes);

    bool remember(std::optional<std::uint32_t> memo);
    bool recall(std::optional<std::uint32_t> memo);

    /// One value is left.
    bool isDone() const { return m_marks.empty() && m_values.size() == 1; }

private:
    /// How far instructions may take from the stack.
    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }

    std::optional<std::size_t> takeMark();
    bool tupleFrom(std::size_t first);

    std::vector<PickleValue> m_values;
    std::vector<std::size_t> m_marks; ///< how many values there were
    std::unordered_map<std::uint32_t, PickleValue> m_memos;
    std::size_t m_mostMemos;
};

} // namespace pareidolia
