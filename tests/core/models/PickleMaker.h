// SPDX-License-Identifier: GPL-3.0-or-later
// Pickles as torch writes them, put together by hand, so that they may lie.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pareidolia::test {

inline std::string littleEndian(std::uint64_t number, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(number >> (8 * i));
    return text;
}

inline std::string whole(std::int64_t number)
{
    return "\x8a\x08" + littleEndian(static_cast<std::uint64_t>(number), 8);
}

inline std::string text(std::string_view letters)
{
    return "X" + littleEndian(letters.size(), 4) + std::string(letters);
}

inline std::string tuple(const std::vector<std::string>& parts)
{
    std::string pickle = "(";
    for (const std::string& part : parts)
        pickle += part;
    return pickle + "t";
}

inline std::string list(const std::vector<std::string>& parts)
{
    std::string pickle = "](";
    for (const std::string& part : parts)
        pickle += part;
    return pickle + "e";
}

using Items = std::vector<std::pair<std::string, std::string>>;

inline std::string dict(const Items& items)
{
    std::string pickle = "}(";
    for (const auto& [name, value] : items)
        pickle += text(name) + value;
    return pickle + "u";
}

inline std::string called(const std::string& function, const std::string& arguments)
{
    return "c" + function + "\n" + arguments + "R";
}

inline std::string tagged(const std::string& container, std::string_view type)
{
    return called("torch.jit._pickle\nrestore_type_tag", tuple({container, text(type)}));
}

inline std::string storage(std::int64_t numbers, const std::string& type = "Float",
                           std::string_view key = "0")
{
    return tuple({text("storage"), "ctorch\n" + type + "Storage\n", text(key), text("cpu"),
                  whole(numbers)}) +
           "Q";
}

/// Where a tensor's numbers lie, in numbers.
struct Extent
{
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> strides;
    std::int64_t offset = 0;
};

inline std::string tensor(const std::string& storage, const Extent& extent,
                          const std::string& more = "")
{
    std::vector<std::string> sizes, strides;
    for (const std::int64_t size : extent.sizes)
        sizes.push_back(whole(size));
    for (const std::int64_t stride : extent.strides)
        strides.push_back(whole(stride));
    return called("torch._utils\n_rebuild_tensor_v2",
                  tuple({storage, whole(extent.offset), tuple(sizes), tuple(strides), "\x89",
                         called("collections\nOrderedDict", ")") + more}));
}

inline std::string object(const std::string& className, const Items& attributes)
{
    return "c" + className + "\n)\x81" + dict(attributes) + "b";
}

inline std::string pickled(const std::string& value)
{
    return "\x80\x02" + value + ".";
}

} // namespace pareidolia::test
