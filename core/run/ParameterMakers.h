// SPDX-License-Identifier: GPL-3.0-or-later
// How the lines of the parameter table are written; only ParameterTable.cpp needs this.
#pragma once

#include "core/run/ParameterTable.h"

#include <concepts>
#include <type_traits>
#include <utility>

namespace pareidolia::parameter_makers {

/// Names a field of a spec once, for reading and for writing.
#define FIELD(path)                                                                                \
    [](auto& spec) -> auto&                                                                        \
    {                                                                                              \
        return spec.path;                                                                          \
    }

/// Values of enumerations are written as the words of their choice, in the enumeration's order.
using Words = std::vector<std::string>;

template <typename Field>
struct ValueOf
{
    using type = Field;
};
template <typename Value>
struct ValueOf<std::optional<Value>>
{
    using type = Value;
};

template <typename Access>
Parameter access(Parameter parameter, Access field)
{
    using Field = std::remove_cvref_t<decltype(field(std::declval<RunSpec&>()))>;
    parameter.get = [field](const RunSpec& spec) -> nlohmann::ordered_json {
        const Field& value = field(spec);
        if constexpr (std::same_as<Field, typename ValueOf<Field>::type>)
            return value;
        else
            return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
    };
    parameter.set = [field](RunSpec& spec, const nlohmann::ordered_json& value) {
        if constexpr (!std::same_as<Field, typename ValueOf<Field>::type>)
            if (value.is_null())
                return field(spec).reset();
        field(spec) = value.get<typename ValueOf<Field>::type>();
    };
    return parameter;
}

template <typename Access>
Parameter text(std::string_view key, std::string_view meaning, Access field)
{
    Parameter parameter;
    parameter.key = key;
    parameter.meaning = meaning;
    return access(std::move(parameter), field);
}

template <typename Access>
Parameter number(Parameter::Kind kind, std::string_view key, std::string_view scope,
                 std::string_view unit, double least, double most, std::string_view meaning,
                 Access field)
{
    Parameter parameter;
    parameter.key = key;
    parameter.kind = kind;
    parameter.scope = scope;
    parameter.unit = unit;
    parameter.least = least;
    parameter.most = most;
    parameter.meaning = meaning;
    return access(std::move(parameter), field);
}

template <typename Access>
Parameter integer(std::string_view key, std::string_view scope, std::string_view unit, double least,
                  double most, std::string_view meaning, Access field)
{
    return number(Parameter::Kind::Integer, key, scope, unit, least, most, meaning, field);
}

template <typename Access>
Parameter real(std::string_view key, std::string_view scope, std::string_view unit, double least,
               double most, std::string_view meaning, Access field)
{
    return number(Parameter::Kind::Real, key, scope, unit, least, most, meaning, field);
}

/// A word that is stored as it stands.
template <typename Access>
Parameter choice(std::string_view key, std::string_view scope, Words (*choices)(),
                 std::string_view meaning, Access field)
{
    Parameter parameter = text(key, meaning, field);
    parameter.kind = Parameter::Kind::Choice;
    parameter.scope = scope;
    parameter.choices = choices;
    return parameter;
}

/// A word that stands for a value of an enumeration.
template <typename Access>
Parameter choice(std::string_view key, std::string_view scope, Words words,
                 std::string_view meaning, Access field)
{
    using Enumeration = std::remove_cvref_t<decltype(field(std::declval<RunSpec&>()))>;
    Parameter parameter;
    parameter.key = key;
    parameter.kind = Parameter::Kind::Choice;
    parameter.scope = scope;
    parameter.meaning = meaning;
    parameter.choices = [words] { return words; };
    parameter.get = [words, field](const RunSpec& spec) -> nlohmann::ordered_json {
        return words[static_cast<std::size_t>(field(spec))];
    };
    parameter.set = [words, field](RunSpec& spec, const nlohmann::ordered_json& value) {
        for (std::size_t i = 0; i < words.size(); ++i)
            if (value == words[i])
                field(spec) = static_cast<Enumeration>(i);
    };
    return parameter;
}

inline Parameter inBranch(Parameter parameter)
{
    parameter.differsInBranch = true;
    return parameter;
}

inline Parameter midRun(Parameter parameter)
{
    parameter.changesInMidRun = true;
    return inBranch(std::move(parameter));
}

inline Parameter limit(Parameter parameter)
{
    parameter.isLimit = true;
    return midRun(std::move(parameter));
}

} // namespace pareidolia::parameter_makers
