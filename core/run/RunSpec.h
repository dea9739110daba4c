// SPDX-License-Identifier: GPL-3.0-or-later
// What to run. A run is its spec and the changes made to it; both are written down, so that anybody
// can make it again.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/View.h"
#include "core/search/SearchSettings.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace pareidolia {

/// When to end: at the first of these that is met. None: only when stopped by hand. All count from
/// the run's beginning.
struct Limits
{
    std::optional<std::uint32_t> generations; ///< the last one; the initial one is 0
    std::optional<std::uint64_t> evaluations; ///< pictures scored, checked after each generation
    std::optional<double> seconds;            ///< of running, pauses not counted
    std::optional<double> untilMedian;        ///< confidence
    std::optional<double> untilMin;           ///< confidence

    bool any() const { return generations || evaluations || seconds || untilMedian || untilMin; }
    bool operator==(const Limits&) const = default;
};

/// A value. Keys, units, ranges, defaults and sentences of every field stand in the parameter
/// table.
struct RunSpec
{
    std::string name;    ///< the preset's, or what its author called it
    std::string summary; ///< one sentence
    std::string model;
    NetworkView view = NetworkView::OneCrop;
    std::string search = "map-elites";
    std::string encoding = "direct"; ///< not used by searches that have their own
    std::string classes;             ///< a list as people write it; empty: all
    CoordinateSystem coordinates = CoordinateSystem::Normalised;
    SearchSettings settings;
    Limits limits;

    bool operator==(const RunSpec&) const = default;
};

/// Every key that applies to this spec, in the order of the table.
nlohmann::ordered_json specToJson(const RunSpec& spec);

/// Reads a spec file; `file` is named in errors, and so is the key that is unknown, of another type
/// or out of range.
Result<RunSpec> specFromJson(std::string_view text, const std::string& file);

} // namespace pareidolia
