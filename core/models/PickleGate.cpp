// SPDX-License-Identifier: GPL-3.0-or-later
// Torch's own reader of pickles builds what they name, and believes what they say of where a tensor
// lies. This follows their instructions and builds nothing: only tensors that lie in their storages
// and plain data pass.
#include "core/models/PickleStack.h"
#include "core/models/ScriptGate.h"
#include "core/models/TensorExtent.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace pareidolia {

namespace {

using Kind = PickleValue::Kind;

/// "module\nname" of what torch builds weights from, as a pickle has it.
constexpr std::string_view rebuildTensor = "torch._utils\n_rebuild_tensor_v2";
constexpr std::string_view orderedDict = "collections\nOrderedDict";
constexpr std::string_view device = "torch\ndevice";
constexpr std::string_view restoreTypeTag = "torch.jit._pickle\nrestore_type_tag";
constexpr std::array<std::string_view, 8> builders{rebuildTensor,
                                                   orderedDict,
                                                   device,
                                                   restoreTypeTag,
                                                   "torch.jit._pickle\nbuild_intlist",
                                                   "torch.jit._pickle\nbuild_doublelist",
                                                   "torch.jit._pickle\nbuild_boollist",
                                                   "torch.jit._pickle\nbuild_tensorlist"};

/// What a storage may hold, with the bytes of one number.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 10> numberTypes{
    {{"torch\nFloatStorage", 4},
     {"torch\nDoubleStorage", 8},
     {"torch\nHalfStorage", 2},
     {"torch\nBFloat16Storage", 2},
     {"torch\nLongStorage", 8},
     {"torch\nIntStorage", 4},
     {"torch\nShortStorage", 2},
     {"torch\nCharStorage", 1},
     {"torch\nByteStorage", 1},
     {"torch\nBoolStorage", 1}}};

/// Nothing if it is no tuple of whole numbers.
std::optional<std::vector<std::int64_t>> wholesOf(const PickleValue* tuple)
{
    if (!tuple)
        return std::nullopt;
    std::vector<std::int64_t> wholes;
    for (const PickleValue& value : tuple->contents->values) {
        if (value.kind != Kind::Whole)
            return std::nullopt;
        wholes.push_back(value.number);
    }
    return wholes;
}

/// Steps through one pickle. What a step does is false where torch must not do it.
class PickleWalk
{
public:
    /// `name`: of the archive's part that is walked through.
    PickleWalk(const std::string& name, std::string_view bytes,
               const std::set<std::string>& classes, const ZipEntries& entries)
        : m_name(name), m_rest(bytes), m_classes(classes), m_entries(entries), m_stack(bytes.size())
    {}

    std::optional<std::string> problem()
    {
        while (!m_ended)
            if (!step())
                return m_problem.empty() ? m_name + " is damaged" : m_problem;
        return std::nullopt;
    }

    /// Of the first tensor, once all was walked through; empty if there is none. The
    /// numbers may be missing, as they are in a trace's inputs, which torch is never given.
    std::vector<std::int64_t> firstSizes()
    {
        m_needsNumbers = false;
        return problem() ? std::vector<std::int64_t>() : m_firstSizes;
    }

private:
    bool step()
    {
        const auto instruction = read<std::uint8_t>();
        if (!instruction)
            return false;
        switch (*instruction) {
        case 0x80: // PROTO
            return read<std::uint8_t>().has_value();
        case '.': // STOP
            m_ended = true;
            return m_rest.empty() && m_stack.isDone();
        case '(': // MARK
            return m_stack.mark();
        case 'N': // NONE
            return m_stack.push({});
        case 0x88: // NEWTRUE
        case 0x89: // NEWFALSE
            return m_stack.push({.kind = Kind::Bool});
        case 'K': // BININT1
            return whole(read<std::uint8_t>());
        case 'M': // BININT2
            return whole(read<std::uint16_t>());
        case 'J': // BININT
            return whole(read<std::int32_t>());
        case 0x8a: // LONG1; torch takes those of eight bytes
            return read<std::uint8_t>() == 8 && whole(read<std::int64_t>());
        case 'G': // BINFLOAT
            return read<std::uint64_t>() && m_stack.push({});
        case 'X': // BINUNICODE
            return text(read<std::uint32_t>());
        case ']': // EMPTY_LIST
            return m_stack.pushEmpty(Kind::List);
        case '}': // EMPTY_DICT
            return m_stack.pushEmpty(Kind::Dict);
        case 'e': // APPENDS
            return m_stack.fill(Kind::List);
        case 'u': // SETITEMS
            return m_stack.fill(Kind::Dict);
        case 't': // TUPLE
            return m_stack.makeTuple();
        case ')': // EMPTY_TUPLE
            return m_stack.makeTuple(0);
        case 0x85: // TUPLE1
        case 0x86: // TUPLE2
        case 0x87: // TUPLE3
            return m_stack.makeTuple(*instruction - 0x84u);
        case 'q': // BINPUT
            return m_stack.remember(read<std::uint8_t>());
        case 'r': // LONG_BINPUT
            return m_stack.remember(read<std::uint32_t>());
        case 'h': // BINGET
            return m_stack.recall(read<std::uint8_t>());
        case 'j': // LONG_BINGET
            return m_stack.recall(read<std::uint32_t>());
        case 'c': // GLOBAL
            return global();
        case 'Q': // BINPERSID
            return storage();
        case 0x81: // NEWOBJ: arguments go, the class stays until its object is built
            return m_stack.pop().has_value();
        case 'R': // REDUCE
        case 'b': // BUILD
            return call();
        default:
            return refuse(m_name + " has instruction " + std::to_string(*instruction) +
                          ", which no model has");
        }
    }

    bool refuse(std::string problem)
    {
        m_problem = std::move(problem);
        return false;
    }

    /// Little-endian, as this machine is.
    template <typename Number>
    std::optional<Number> read()
    {
        Number number{};
        if (m_rest.size() < sizeof(Number))
            return std::nullopt;
        std::memcpy(&number, m_rest.data(), sizeof(Number));
        m_rest.remove_prefix(sizeof(Number));
        return number;
    }

    bool whole(std::optional<std::int64_t> number)
    {
        return number && m_stack.push({.kind = Kind::Whole, .number = *number});
    }

    bool text(std::optional<std::size_t> length)
    {
        if (!length || *length > m_rest.size())
            return false;
        const std::string_view text = m_rest.substr(0, *length);
        m_rest.remove_prefix(*length);
        return m_stack.push({.kind = Kind::Text, .text = text});
    }

    bool global()
    {
        const std::size_t line = m_rest.find('\n');
        const std::size_t end = line == m_rest.npos ? line : m_rest.find('\n', line + 1);
        if (end == m_rest.npos)
            return false;
        const std::string_view name = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        for (const auto& [type, bytes] : numberTypes)
            if (name == type)
                return m_stack.push({.kind = Kind::NumberType, .number = bytes});
        std::string qualified(name);
        qualified[line] = '.';
        if (std::ranges::count(builders, name) > 0 || m_classes.contains(qualified))
            return m_stack.push({.kind = Kind::Function, .text = name});
        if (name.starts_with("torch\n") && name.ends_with("Storage"))
            return refuse(m_name + " holds numbers of a kind that no network here has (" +
                          std::string(name.substr(line + 1)) + ")");
        qualified[line] = ' ';
        return refuse("it would run " + qualified + " in " + m_name + ", which no model may");
    }

    /// Torch looks for the storages of constants.pkl below constants/; it reads no other but these.
    std::string partNamed(std::string_view key) const
    {
        const std::string folder = m_name == "data.pkl"            ? "data/"
                                   : m_name == "traced_inputs.pkl" ? "traced_inputs/"
                                                                   : "constants/";
        return folder + std::string(key);
    }

    /// ("storage", type, key, device, how many numbers)
    bool storage()
    {
        const auto id = m_stack.pop();
        if (!id)
            return false;
        const PickleValue* what = partOf(*id, 0, Kind::Text);
        const PickleValue* type = partOf(*id, 1, Kind::NumberType);
        const PickleValue* key = partOf(*id, 2, Kind::Text);
        const PickleValue* count = partOf(*id, 4, Kind::Whole);
        if (!what || what->text != "storage" || !type || !key || !partOf(*id, 3, Kind::Text) ||
            !count)
            return false;
        const std::string part = partNamed(key->text);
        const auto found = m_entries.find(part);
        const std::size_t bytes = found == m_entries.end() ? 0 : found->second.size();
        const auto room = static_cast<std::int64_t>(bytes) / type->number;
        if (count->number < 0 || (m_needsNumbers && count->number > room))
            return refuse(m_name + " tells of " + std::to_string(count->number) + " numbers in " +
                          part + ", which has room for " + std::to_string(room));
        return m_stack.push({.kind = Kind::Storage, .number = count->number, .text = key->text});
    }

    /// One of the builders, or the class of an object.
    bool call()
    {
        const auto argument = m_stack.pop(), function = m_stack.pop();
        if (!argument || !function || function->kind != Kind::Function)
            return false;
        const std::string_view name = function->text;
        if (name == rebuildTensor)
            return tensor(*argument);
        if (name == orderedDict)
            return argument->kind == Kind::Tuple && m_stack.push({});
        if (name == device)
            return partOf(*argument, 0, Kind::Text) && m_stack.push({});
        if (std::ranges::count(builders, name) > 0)
            return list(*argument, name == restoreTypeTag);
        return m_stack.pushObject(*argument);
    }

    /// A list or, if it has a tag, a dict, which tells its type from now on.
    bool list(const PickleValue& arguments, bool tagged)
    {
        const PickleValue* list = partOf(arguments, 0, Kind::List);
        if (tagged && !list)
            list = partOf(arguments, 0, Kind::Dict);
        if (!list || (tagged && !partOf(arguments, 1, Kind::Text)))
            return false;
        list->contents->shared = true; // the arguments may have been remembered
        return m_stack.push(*list);
    }

    /// (storage, offset, sizes, strides, whether it asks for a gradient, hooks that are none)
    bool tensor(const PickleValue& arguments)
    {
        const PickleValue* storage = partOf(arguments, 0, Kind::Storage);
        const PickleValue* offset = partOf(arguments, 1, Kind::Whole);
        const auto sizes = wholesOf(partOf(arguments, 2, Kind::Tuple));
        const auto strides = wholesOf(partOf(arguments, 3, Kind::Tuple));
        if (!storage || !offset || !sizes || !strides || !partOf(arguments, 4, Kind::Bool) ||
            arguments.contents->values.size() != 6)
            return false;
        if (!liesWithin(*sizes, *strides, offset->number, storage->number))
            return refuse(m_name + " has a tensor that reaches past its storage " +
                          partNamed(storage->text));
        if (m_firstSizes.empty())
            m_firstSizes = *sizes;
        return m_stack.push({});
    }

    const std::string& m_name;
    std::string_view m_rest;
    const std::set<std::string>& m_classes;
    const ZipEntries& m_entries;
    PickleStack m_stack;
    std::string m_problem;
    std::vector<std::int64_t> m_firstSizes;
    bool m_needsNumbers = true;
    bool m_ended = false;
};

} // namespace

std::optional<std::string> forbiddenInPickles(const ZipEntries& entries)
{
    const std::set<std::string> classes = definedClasses(entries);
    for (const auto& [name, bytes] : entries)
        if (name.ends_with(".pkl"))
            if (auto problem = PickleWalk(name, bytes, classes, entries).problem())
                return problem;
    return std::nullopt;
}

std::vector<std::int64_t> tracedInput(const ZipEntries& entries)
{
    const std::string name = "traced_inputs.pkl";
    const auto found = entries.find(name);
    if (found == entries.end())
        return {};
    const std::set<std::string> noClasses;
    return PickleWalk(name, found->second, noClasses, entries).firstSizes();
}

} // namespace pareidolia
