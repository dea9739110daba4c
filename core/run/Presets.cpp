// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Presets.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/Text.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace pareidolia {

Presets Presets::standard()
{
    return Presets(resourceFolder() / "presets");
}

Presets::Presets(std::filesystem::path folder) : m_folder(std::move(folder)) {}

Result<std::vector<std::string>> namesOfJsonFiles(const std::filesystem::path& folder)
{
    std::error_code problem;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
        if (entry.path().extension() == ".json")
            names.push_back(entry.path().stem().string());
    if (problem)
        return failure(folder.string(), problem.message(),
                       "build the program anew, or point PAREIDOLIA_RESOURCES to its resources");
    std::ranges::sort(names);
    return names;
}

Result<std::vector<RunSpec>> Presets::list() const
{
    const auto found = namesOfJsonFiles(m_folder);
    if (!found)
        return tl::unexpected(found.error());
    std::vector<RunSpec> specs;
    for (const std::string& name : *found) {
        auto spec = load(name);
        if (!spec)
            return tl::unexpected(spec.error());
        specs.push_back(std::move(*spec));
    }
    return specs;
}

Result<RunSpec> Presets::load(const std::string& name) const
{
    const auto known = namesOfJsonFiles(m_folder);
    if (!known)
        return tl::unexpected(known.error());
    if (std::ranges::count(*known, name) == 0)
        return usageError("preset \"" + name + "\"", "there is none of that name",
                          "the nearest one is \"" + nearestWord(name, *known) + "\"");
    const std::filesystem::path file = m_folder / (name + ".json");
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    return specFromJson(*text, file.string());
}

} // namespace pareidolia
