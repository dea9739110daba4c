// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/StrictJson.h"

#include "core/base/Text.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace pareidolia {

StrictObject::StrictObject(const Json& json, std::string path)
    : m_json(&json), m_path(std::move(path))
{
    if (!json.is_object())
        throw BadKey{m_path.empty() ? "all of it" : m_path, "it is not a JSON object",
                     "write it in braces"};
}

StrictObject::StrictObject(const Json& json, std::string path,
                           std::initializer_list<std::string_view> keys)
    : StrictObject(json, std::move(path))
{
    for (const auto& item : json.items())
        if (std::ranges::find(keys, item.key()) == keys.end())
            refuse(item.key(),
                   "there is no such key; the nearest one is \"" +
                       nearestWord(item.key(), std::vector<std::string>(keys.begin(), keys.end())) +
                       "\"",
                   "correct or remove it");
}

std::string StrictObject::path(std::string_view key) const
{
    return m_path.empty() ? std::string(key) : m_path + "." + std::string(key);
}

void StrictObject::refuse(std::string_view key, std::string why, std::string advice) const
{
    throw BadKey{path(key), std::move(why), std::move(advice)};
}

bool StrictObject::has(std::string_view key) const
{
    return m_json->contains(key);
}

const StrictObject::Json& StrictObject::at(std::string_view key) const
{
    const auto found = m_json->find(key);
    if (found == m_json->end())
        refuse(key, "it is missing", "add it");
    return *found;
}

std::string StrictObject::text(std::string_view key) const
{
    const Json& json = at(key);
    if (!json.is_string())
        refuse(key, "it is not a text", "write it in quotes");
    return json.get<std::string>();
}

std::string StrictObject::textOr(std::string_view key, std::string otherwise) const
{
    return has(key) ? text(key) : std::move(otherwise);
}

bool StrictObject::flag(std::string_view key) const
{
    const Json& json = at(key);
    if (!json.is_boolean())
        refuse(key, "it is neither true nor false", "write true or false");
    return json.get<bool>();
}

double StrictObject::number(std::string_view key, double least, double most) const
{
    const Json& json = at(key);
    if (!json.is_number())
        refuse(key, "it is not a number", "write a number");
    const double number = json.get<double>();
    if (!(number >= least && number <= most))
        refuse(key, "it must lie between " + formatReal(least) + " and " + formatReal(most),
               "take another number");
    return number;
}

std::int64_t StrictObject::integer(std::string_view key, std::int64_t least,
                                   std::int64_t most) const
{
    const Json& json = at(key);
    // Beyond 2^53 a double is not exact, but it tells what is far too large for 64 bits.
    if (json.is_number_integer() && std::abs(json.get<double>()) < 9e18)
        if (const auto number = json.get<std::int64_t>(); number >= least && number <= most)
            return number;
    refuse(key, "it is not a whole number in range",
           "take one from " + std::to_string(least) + " to " + std::to_string(most));
}

std::size_t StrictObject::choice(std::string_view key, std::span<const char* const> words) const
{
    const std::string word = text(key);
    const auto found = std::ranges::find(words, word);
    if (found != words.end())
        return static_cast<std::size_t>(found - words.begin());
    std::string list;
    for (const char* one : words)
        list += (list.empty() ? "" : ", ") + std::string(one);
    refuse(key, "\"" + word + "\" is none of " + list, "choose one of them");
}

const StrictObject::Json& StrictObject::list(std::string_view key) const
{
    const Json& json = at(key);
    if (!json.is_array())
        refuse(key, "it is not a list", "write it in square brackets");
    return json;
}

std::vector<float> StrictObject::floats(std::string_view key) const
{
    std::vector<float> values;
    for (const Json& value : list(key)) {
        if (!value.is_number() || !std::isfinite(value.get<float>()))
            refuse(key, "it needs finite numbers", "write numbers");
        values.push_back(value.get<float>());
    }
    return values;
}

} // namespace pareidolia
