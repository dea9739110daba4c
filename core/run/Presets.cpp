// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Presets.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/encoding/Encoding.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::size_t mostBytes = 100; ///< file systems take 255, with the ending

char lowered(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// A part of a letter beyond ASCII counts as one.
bool isLetterOrDigit(char c)
{
    const char low = lowered(c);
    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isAllowed(char c)
{
    return isLetterOrDigit(c) || c == '-' || c == '_' || c == ' ';
}

bool equalWhateverTheCase(const std::string& a, const std::string& b)
{
    return std::ranges::equal(a, b, {}, lowered, lowered);
}

/// A name must be a good file name everywhere: letters of any script, digits, "-", "_" and blanks,
/// beginning with a letter or digit; none of `taken`, whatever the case.
Result<void> checkPresetName(const std::string& name, std::span<const std::string> taken)
{
    const std::string what = "preset \"" + name + "\"";
    if (name.empty())
        return usageError("preset", "it has no name", "give it a name");
    if (name.size() > mostBytes)
        return usageError(what, "the name is too long", "choose a shorter name");
    if (!std::ranges::all_of(name, isAllowed) || !isLetterOrDigit(name.front()))
        return usageError(what, "this name is not allowed",
                          "use letters, digits, spaces, - and _, and begin with a letter or digit");
    if (std::ranges::any_of(taken,
                            [&](const auto& other) { return equalWhateverTheCase(name, other); }))
        return usageError(what, "a preset of the program has that name", "choose another name");
    return {};
}

namespace fs = std::filesystem;

constexpr const char* ending = ".json";

Result<RunSpec> readSpec(const fs::path& file)
{
    ASSIGN_OR_RETURN(const auto text, readFile(file));
    return specFromJson(text, file.string());
}

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::ranges::find(names, name) != names.end();
}

} // namespace

Presets Presets::standard()
{
    const fs::path data = userDataFolder();
    return Presets(resourceFolder() / "presets", data.empty() ? data : data / "presets");
}

Presets::Presets(fs::path builtIn, fs::path own)
    : m_builtIn(std::move(builtIn)), m_own(std::move(own))
{}

Result<std::vector<std::string>> namesOfJsonFiles(const fs::path& folder)
{
    std::error_code problem;
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.path().extension() == ending)
            names.push_back(entry.path().stem().string());
    if (problem)
        return failure(folder.string(), problem.message(),
                       "build the program again, or set PAREIDOLIA_RESOURCES to its resources");
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> Presets::ownNames() const
{
    std::error_code ignored;
    if (m_own.empty() || !fs::exists(m_own, ignored))
        return {};
    return namesOfJsonFiles(m_own).value_or(std::vector<std::string>());
}

fs::path Presets::ownFile(const std::string& name) const
{
    return m_own / (name + ending);
}

Result<std::vector<RunSpec>> Presets::list() const
{
    ASSIGN_OR_RETURN(const auto builtIn, namesOfJsonFiles(m_builtIn));
    std::vector<RunSpec> specs;
    for (const std::string& name : builtIn) {
        ASSIGN_OR_RETURN(auto spec, load(name));
        specs.push_back(std::move(spec));
    }
    for (const std::string& name : ownNames())
        if (auto spec = loadOwn(name))
            specs.push_back(std::move(*spec));
    return specs;
}

std::vector<Error> Presets::problems() const
{
    std::vector<Error> problems;
    for (const std::string& name : ownNames())
        if (auto spec = loadOwn(name); !spec)
            problems.push_back(std::move(spec.error()));
    return problems;
}

Result<RunSpec> Presets::load(const std::string& name) const
{
    ASSIGN_OR_RETURN(auto known, namesOfJsonFiles(m_builtIn));
    if (contains(known, name))
        return readSpec(m_builtIn / (name + ending));
    const std::vector<std::string> own = ownNames();
    if (contains(own, name))
        return loadOwn(name);
    known.insert(known.end(), own.begin(), own.end());
    return usageError("preset \"" + name + "\"", "there is none with that name",
                      "the nearest one is \"" + nearestWord(name, known) + "\"");
}

Result<RunSpec> Presets::loadOwn(const std::string& name) const
{
    const fs::path file = ownFile(name);
    const auto builtIn = namesOfJsonFiles(m_builtIn);
    if (builtIn && contains(*builtIn, name))
        return failure(file.string(), "a preset of the program has that name",
                       "give the file another name");
    auto spec = readSpec(file);
    if (spec)
        spec->name = name; // whoever renamed the file renamed the preset
    return spec;
}

bool Presets::isOwn(const std::string& name) const
{
    const auto builtIn = namesOfJsonFiles(m_builtIn);
    return !(builtIn && contains(*builtIn, name)) && contains(ownNames(), name);
}

Result<void> Presets::saveOwn(RunSpec spec, IfThere ifThere) const
{
    ASSIGN_OR_RETURN(const auto builtIn, namesOfJsonFiles(m_builtIn));
    spec.name = trimmed(spec.name);
    RETURN_IF_ERROR(checkPresetName(spec.name, builtIn));
    if (m_own.empty())
        return failure("preset \"" + spec.name + "\"", "there is no folder to save it in",
                       "set HOME or XDG_DATA_HOME");
    if (ifThere == IfThere::Refuse && contains(ownNames(), spec.name))
        return usageError("preset \"" + spec.name + "\"", "you already have one with that name",
                          "choose another name, or replace it");
    std::error_code problem;
    fs::create_directories(m_own, problem);
    if (problem)
        return failure(m_own.string(), "it cannot be created (" + problem.message() + ")",
                       "check its permissions, or set XDG_DATA_HOME to another folder");
    return writeFile(
        ownFile(spec.name),
        specToJson(spec).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
            "\n");
}

Result<void> Presets::removeOwn(const std::string& name) const
{
    if (!isOwn(name))
        return usageError("preset \"" + name + "\"", "you have no preset with that name",
                          "`pareidolia-cli presets` lists them");
    std::error_code problem;
    fs::remove(ownFile(name), problem);
    if (problem)
        return failure(ownFile(name).string(), problem.message(),
                       "check the permissions of its folder");
    return {};
}

RunSpec patternsOn(std::string model)
{
    RunSpec spec;
    spec.name = spec.search;
    spec.model = std::move(model);
    for (const EncodingKind& kind : encodingKinds())
        if (kind.isIndirect)
            spec.encoding = kind.name;
    return spec;
}

} // namespace pareidolia
