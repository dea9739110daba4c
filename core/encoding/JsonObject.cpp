// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/JsonObject.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

JsonObject::JsonObject(const nlohmann::ordered_json& json, std::string path)
    : m_json(&json), m_path(std::move(path))
{}

Result<JsonObject> JsonObject::open(const nlohmann::ordered_json& json, std::string path,
                                    std::initializer_list<std::string_view> keys)
{
    if (!json.is_object())
        return failure(path, "it is not a JSON object", "put it in braces");
    JsonObject object(json, std::move(path));
    for (const auto& item : json.items()) {
        if (std::find(keys.begin(), keys.end(), item.key()) == keys.end())
            return failure(object.path(item.key()), "the key is unknown", "remove it");
    }
    return object;
}

std::string JsonObject::path(std::string_view key) const
{
    return m_path + "." + std::string(key);
}

Result<const nlohmann::ordered_json*> JsonObject::member(std::string_view key) const
{
    const auto found = m_json->find(key);
    if (found == m_json->end())
        return failure(path(key), "it is missing", "add it");
    return &*found;
}

Result<std::uint32_t> JsonObject::whole(std::string_view key, std::uint32_t least,
                                        std::uint32_t most) const
{
    const auto value = member(key);
    if (!value)
        return tl::unexpected(value.error());
    // Past 2^53 a double no longer tells every whole number, but those are out of range as well.
    if ((*value)->is_number_integer()) {
        const auto number = (*value)->get<double>();
        if (number >= least && number <= most)
            return static_cast<std::uint32_t>(number);
    }
    return failure(path(key), "it is not a whole number in range",
                   "use a number from " + std::to_string(least) + " to " + std::to_string(most));
}

Result<double> JsonObject::number(std::string_view key) const
{
    const auto value = member(key);
    if (!value)
        return tl::unexpected(value.error());
    if (!(*value)->is_number())
        return failure(path(key), "it is not a number", "write a number");
    return (*value)->get<double>();
}

Result<std::string> JsonObject::text(std::string_view key) const
{
    const auto value = member(key);
    if (!value)
        return tl::unexpected(value.error());
    if (!(*value)->is_string())
        return failure(path(key), "it is not a string", "put it in quotes");
    return (*value)->get<std::string>();
}

Result<const nlohmann::ordered_json*> JsonObject::array(std::string_view key) const
{
    auto value = member(key);
    if (value && !(*value)->is_array())
        return failure(path(key), "it is not a list", "put it in square brackets");
    return value;
}

} // namespace pareidolia
