// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Comparisons.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/StrictJson.h"
#include "core/base/Text.h"
#include "core/run/ParameterTable.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* presetKey = "preset";

Result<void> setAll(RunSpec& spec, const Json& values, const std::string& file)
{
    auto set = setParameters(spec, values, presetKey);
    if (!set)
        set.error().what = file + ", " + set.error().what;
    return set;
}

Result<RunSpec> sideOf(const Json& side, const Json& both, const Presets& presets,
                       const std::string& file)
{
    auto spec = presets.load(side[presetKey].get<std::string>());
    if (!spec)
        return spec;
    for (const Json* values : {&both, &side})
        RETURN_IF_ERROR(setAll(*spec, *values, file));
    return spec;
}

} // namespace

Comparisons::Comparisons(std::filesystem::path folder, Presets presets)
    : m_folder(std::move(folder)), m_presets(std::move(presets))
{}

Comparisons Comparisons::standard()
{
    return {resourceFolder() / "comparisons", Presets::standard()};
}

Result<std::vector<Comparison>> Comparisons::list() const
{
    ASSIGN_OR_RETURN(const auto names, namesOfJsonFiles(m_folder));
    std::vector<Comparison> comparisons;
    for (const std::string& name : names) {
        ASSIGN_OR_RETURN(auto comparison, load(name));
        comparisons.push_back(std::move(comparison));
    }
    return comparisons;
}

Result<Comparison> Comparisons::load(const std::string& name) const
{
    ASSIGN_OR_RETURN(const auto known, namesOfJsonFiles(m_folder));
    if (std::ranges::count(known, name) == 0)
        return usageError("comparison \"" + name + "\"", "there is none with that name",
                          "the nearest one is \"" + nearestWord(name, known) + "\"");
    const std::filesystem::path path = m_folder / (name + ".json");
    const std::string file = path.string();
    ASSIGN_OR_RETURN(const auto text, readFile(path));
    const Json json = Json::parse(text, nullptr, false);
    const auto summary = strictly(
        [&] {
            const StrictObject object(json, "", {"name", "summary", "both", "a", "b"});
            for (const char* side : {"a", "b"})
                (void)StrictObject(object.at(side), side).text(presetKey);
            return object.textOr("summary");
        },
        [&](const BadKey& bad) {
            return Error{file, "\"" + bad.key + "\": " + bad.why,
                         "compare it with the others in its folder"};
        });
    if (!summary)
        return tl::unexpected(summary.error());
    const Json both = json.value("both", Json::object());
    ASSIGN_OR_RETURN(auto a, sideOf(json["a"], both, m_presets, file));
    ASSIGN_OR_RETURN(auto b, sideOf(json["b"], both, m_presets, file));
    return Comparison{name, *summary, std::move(a), std::move(b)};
}

} // namespace pareidolia
