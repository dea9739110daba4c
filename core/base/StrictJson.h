// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JSON objects all of whose keys are known, straight on: what is wrong is thrown as a
// `BadKey` and comes no further than `strictly`, which makes an error of it.
#pragma once

#include "core/base/Error.h"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace pareidolia {

/// A key that is missing, unknown, of another type or out of range.
struct BadKey
{
    std::string key; ///< its whole path: "genome.nodes[3].id"
    std::string why, advice;
};

/// Refers to the JSON, which must outlive it. Every function may throw a `BadKey`.
class StrictObject
{
public:
    using Json = nlohmann::ordered_json;

    /// `path`: what it is called in errors; empty: its keys need no other name. Any keys.
    StrictObject(const Json& json, std::string path);

    /// None but these keys.
    StrictObject(const Json& json, std::string path, std::initializer_list<std::string_view> keys);

    bool has(std::string_view key) const;
    const Json& at(std::string_view key) const;
    std::string text(std::string_view key) const;
    std::string textOr(std::string_view key, std::string otherwise = {}) const;
    bool flag(std::string_view key) const;
    double number(std::string_view key, double least = std::numeric_limits<double>::lowest(),
                  double most = std::numeric_limits<double>::max()) const;
    template <std::integral Number>
    Number whole(std::string_view key, std::type_identity_t<Number> least,
                 std::type_identity_t<Number> most) const
    {
        return static_cast<Number>(
            integer(key, static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
    }
    /// The place of the word among `words`.
    std::size_t choice(std::string_view key, std::span<const char* const> words) const;
    const Json& list(std::string_view key) const;
    std::vector<float> floats(std::string_view key) const; ///< a list of finite ones

    std::string path(std::string_view key) const;
    [[noreturn]] void refuse(std::string_view key, std::string why, std::string advice) const;

private:
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most) const;

    const Json* m_json;
    std::string m_path;
};

/// What `read` returns, or what `errorOf` makes of the key that it refused.
template <typename Read, typename ErrorOf>
Result<std::invoke_result_t<Read>> strictly(const Read& read, const ErrorOf& errorOf)
{
    try {
        return read();
    } catch (const BadKey& bad) {
        return tl::unexpected(errorOf(bad));
    }
}

/// The key is what failed.
template <typename Read>
Result<std::invoke_result_t<Read>> strictly(const Read& read)
{
    return strictly(read, [](const BadKey& bad) { return Error{bad.key, bad.why, bad.advice}; });
}

} // namespace pareidolia
