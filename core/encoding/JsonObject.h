// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a JSON object whose keys are all known. Errors name the full path of the key.
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pareidolia {

/// Refers to the JSON, which must outlive it.
class JsonObject
{
public:
    /// Fails if `json` is not an object or has a key that is not in `keys`.
    static Result<JsonObject> open(const nlohmann::ordered_json& json, std::string path,
                                   std::initializer_list<std::string_view> keys);

    Result<std::uint32_t> whole(std::string_view key, std::uint32_t least,
                                std::uint32_t most) const;
    Result<double> number(std::string_view key) const;
    Result<std::string> text(std::string_view key) const;
    Result<const nlohmann::ordered_json*> array(std::string_view key) const;

    /// "genome.nodes[3].id"
    std::string path(std::string_view key) const;

private:
    JsonObject(const nlohmann::ordered_json& json, std::string path);
    Result<const nlohmann::ordered_json*> member(std::string_view key) const;

    const nlohmann::ordered_json* m_json;
    std::string m_path;
};

} // namespace pareidolia
