// SPDX-License-Identifier: GPL-3.0-or-later
// Torch's own reader of pickles builds what they name. This walks through their instructions, as
// text that is never run, and lets only tensors and plain data pass.
#include "core/models/ScriptGate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace pareidolia {

namespace {

/// "module name" of what torch builds weights from.
constexpr std::array<std::string_view, 23> builders{"torch._utils _rebuild_tensor_v2",
                                                    "torch._utils _rebuild_parameter",
                                                    "collections OrderedDict",
                                                    "torch.jit._pickle build_intlist",
                                                    "torch.jit._pickle build_doublelist",
                                                    "torch.jit._pickle build_boollist",
                                                    "torch.jit._pickle build_tensorlist",
                                                    "torch.jit._pickle build_tensor_from_id",
                                                    "torch.jit._pickle restore_type_tag",
                                                    "torch device",
                                                    "torch FloatStorage",
                                                    "torch DoubleStorage",
                                                    "torch HalfStorage",
                                                    "torch BFloat16Storage",
                                                    "torch LongStorage",
                                                    "torch IntStorage",
                                                    "torch ShortStorage",
                                                    "torch CharStorage",
                                                    "torch ByteStorage",
                                                    "torch BoolStorage",
                                                    "torch.storage UntypedStorage",
                                                    "torch float32",
                                                    "torch int64"};

/// How many bytes follow an instruction that torch writes; −1: it writes no such instruction.
int operandBytes(std::uint8_t instruction)
{
    switch (instruction) {
    case '(':  // MARK
    case ')':  // EMPTY_TUPLE
    case ']':  // EMPTY_LIST
    case '}':  // EMPTY_DICT
    case 'N':  // NONE
    case 'Q':  // BINPERSID
    case 'R':  // REDUCE
    case 'a':  // APPEND
    case 'b':  // BUILD
    case 'e':  // APPENDS
    case 's':  // SETITEM
    case 't':  // TUPLE
    case 'u':  // SETITEMS
    case 0x81: // NEWOBJ
    case 0x85: // TUPLE1
    case 0x86: // TUPLE2
    case 0x87: // TUPLE3
    case 0x88: // NEWTRUE
    case 0x89: // NEWFALSE
        return 0;
    case 'K':  // BININT1
    case 'h':  // BINGET
    case 'q':  // BINPUT
    case 0x80: // PROTO
        return 1;
    case 'M': // BININT2
        return 2;
    case 'J': // BININT
    case 'j': // LONG_BINGET
    case 'r': // LONG_BINPUT
        return 4;
    case 'G': // BINFLOAT
        return 8;
    default:
        return -1;
    }
}

/// Steps through one pickle.
class PickleWalk
{
public:
    PickleWalk(std::string_view bytes, const std::set<std::string>& classes)
        : m_rest(bytes), m_classes(classes)
    {}

    std::optional<std::string> forbidden()
    {
        while (!m_rest.empty()) {
            const auto instruction = static_cast<std::uint8_t>(m_rest[0]);
            m_rest.remove_prefix(1);
            if (instruction == '.') // STOP
                return m_rest.empty() ? std::nullopt : std::optional<std::string>(damaged);
            bool whole = true;
            if (instruction == 'c') { // GLOBAL
                std::string name = line();
                name += " " + line();
                if (!isAllowed(name))
                    return name;
            } else if (instruction == 'X') { // BINUNICODE
                whole = skipCounted(4);
            } else if (instruction == 0x8a) { // LONG1
                whole = skipCounted(1);
            } else {
                const int operands = operandBytes(instruction);
                if (operands < 0)
                    return "instruction " + std::to_string(instruction);
                whole = skip(static_cast<std::size_t>(operands));
            }
            if (!whole)
                return damaged;
        }
        return damaged;
    }

private:
    static constexpr const char* damaged = "a damaged pickle";

    bool isAllowed(const std::string& name) const
    {
        if (std::ranges::count(builders, name) > 0)
            return true;
        std::string qualified = name;
        qualified[qualified.find(' ')] = '.';
        return m_classes.contains(qualified);
    }

    std::string line()
    {
        const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
        const std::string text(m_rest.substr(0, end));
        skip(std::min(end + 1, m_rest.size()));
        return text;
    }

    bool skip(std::size_t count)
    {
        if (count > m_rest.size())
            return false;
        m_rest.remove_prefix(count);
        return true;
    }

    /// A little-endian length, then so many bytes.
    bool skipCounted(std::size_t lengthBytes)
    {
        if (lengthBytes > m_rest.size())
            return false;
        std::size_t length = 0;
        for (std::size_t i = 0; i < lengthBytes; ++i)
            length |= std::size_t{static_cast<std::uint8_t>(m_rest[i])} << (8 * i);
        return skip(lengthBytes) && skip(length);
    }

    std::string_view m_rest;
    const std::set<std::string>& m_classes;
};

} // namespace

std::optional<std::string> forbiddenInPickles(const ZipEntries& entries)
{
    const std::set<std::string> classes = definedClasses(entries);
    for (const auto& [name, bytes] : entries)
        if (name.ends_with(".pkl"))
            if (auto problem = PickleWalk(bytes, classes).forbidden())
                return *problem + " in " + name;
    return std::nullopt;
}

} // namespace pareidolia
