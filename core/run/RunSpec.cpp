// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunSpec.h"

#include "core/run/ParameterTable.h"

#include <nlohmann/json.hpp>

namespace pareidolia {

nlohmann::ordered_json specToJson(const RunSpec& spec)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const Parameter& parameter : parameters()) {
        const auto value = parameter.get(spec);
        if (applies(parameter, spec) && !value.is_null())
            json[std::string(parameter.key)] = value;
    }
    return json;
}

Result<RunSpec> specFromJson(std::string_view text, const std::string& file)
{
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_discarded())
        return usageError(file, "it is not valid JSON",
                          "compare it with what `presets show mnist-direct` prints");
    if (!json.is_object())
        return usageError(file, "it is not a JSON object",
                          "compare it with what `presets show mnist-direct` prints");
    RunSpec spec;
    if (auto set = setParameters(spec, json); !set) {
        set.error().what = file + ": " + set.error().what;
        return tl::unexpected(set.error());
    }
    return spec;
}

} // namespace pareidolia
