// SPDX-License-Identifier: GPL-3.0-or-later
// Every parameter of a run in one place: key, unit, range, default, meaning. Spec files, `--set`,
// forms and changes in mid-run all read this table, so they cannot disagree.
#pragma once

#include "core/base/Error.h"
#include "core/run/RunSpec.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct Parameter
{
    enum class Kind { Text, Choice, Integer, Real };

    std::string_view key;
    Kind kind = Kind::Text;
    std::string_view scope; ///< the kind of search or encoding whose own it is; empty: of every run
    std::string_view unit;  ///< empty where there is none
    double least = 0;       ///< Integer and Real, inclusive
    double most = 0;        ///< Integer and Real, inclusive
    std::function<std::vector<std::string>()> choices; ///< Choice
    bool isLimit = false;
    bool setsOthers = false; ///< a name for values of other parameters, which win over it
    bool changesInMidRun = false;
    bool differsInBranch = false; ///< of a run that branches off another one
    std::string_view meaning;     ///< one sentence

    /// The value as JSON; null where an optional one is not set.
    std::function<nlohmann::ordered_json(const RunSpec&)> get;

    /// Takes a value of the right type and within range; a limit takes null too.
    std::function<void(RunSpec&, const nlohmann::ordered_json&)> set;

    /// What a spec has that does not say; null where nothing is the default.
    nlohmann::ordered_json defaultValue() const { return get(RunSpec{}); }

    /// "0 to 1", "map-elites or gradient-ascent", or empty for free text.
    std::string range() const;
};

std::span<const Parameter> parameters();

/// A usage error names the nearest key.
Result<const Parameter*> findParameter(std::string_view key);

/// Whether the parameter has a meaning for a run of this kind.
bool applies(const Parameter& parameter, const RunSpec& spec);

/// Checks type and range and sets. Usage errors name key, range and unit.
Result<void> setParameter(RunSpec& spec, std::string_view key, const nlohmann::ordered_json& value);

/// Sets all keys of an object: whatever their order, first those that set others. Keys in `ignored`
/// are left out.
Result<void> setParameters(RunSpec& spec, const nlohmann::ordered_json& values,
                           std::string_view ignored = {});

/// The same as `setParameter` from text, as in `--set key=value`. Empty text lifts a limit.
Result<void> setParameterFromText(RunSpec& spec, std::string_view key, std::string_view text);

} // namespace pareidolia
