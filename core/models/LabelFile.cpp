// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelFile.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/StrictJson.h"
#include "core/base/Text.h"
#include "core/models/Manifest.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestLabel = 200;

const std::vector<std::string> digits{"zero", "one", "two",   "three", "four",
                                      "five", "six", "seven", "eight", "nine"};

fs::path labelFolder()
{
    return resourceFolder() / "labels";
}

std::vector<std::string> linesOf(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) // some editors write it
        text.remove_prefix(3);
    std::vector<std::string> lines;
    for (const std::string& line : splitText(text, '\n'))
        lines.push_back(trimmed(line));
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return lines;
}

bool isSynset(std::string_view word)
{
    return word.size() == 9 && word.front() == 'n' &&
           std::ranges::all_of(word.substr(1), [](char one) { return one >= '0' && one <= '9'; });
}

/// "n01440764 tench, Tinca tinca" is "tench": the first of the names that WordNet knows.
std::string withoutSynset(const std::string& line)
{
    const std::size_t space = line.find_first_of(" \t");
    if (space == std::string::npos || !isSynset(line.substr(0, space)))
        return line;
    const std::string names = trimmed(line.substr(space));
    return trimmed(names.substr(0, names.find(',')));
}

Result<ClassNames> readLines(const std::string& file)
{
    ASSIGN_OR_RETURN(const auto text, readFile(file));
    ClassNames names;
    for (const std::string& line : linesOf(text)) {
        const std::string label = withoutSynset(line);
        const std::string place = "line " + std::to_string(names.labels.size() + 1);
        if (label.empty())
            return usageError(file, place + " is empty", "give one label per line");
        if (label.size() > longestLabel || label.find('\0') != std::string::npos)
            return usageError(file, place + " is not a label", "give one label per line");
        names.labels.push_back(label);
    }
    return names;
}

/// The column of a word in the table's first line.
std::optional<std::size_t> columnOf(const std::vector<std::string>& heads, const char* word)
{
    const auto found = std::ranges::find(heads, word);
    if (found == heads.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - heads.begin());
}

Error damaged(const fs::path& file, const std::string& why)
{
    return {file.string(), why, "install the program again"};
}

/// Tab-separated, with a first line that names the columns. Groups come in the order in which they
/// first appear.
Result<ClassNames> readTable(const fs::path& file)
{
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(damaged(file, "the table of classes cannot be read"));
    const auto lines = splitText(*text, '\n');
    const auto heads = splitText(trimmed(lines.front()), '\t');
    const auto name = columnOf(heads, "name");
    const auto group = columnOf(heads, "group");
    if (!name || !group)
        return tl::unexpected(
            damaged(file, "its first line does not name the columns name and group"));
    ClassNames names;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].empty() && i + 1 == lines.size())
            break;
        const auto cells = splitText(lines[i], '\t');
        if (cells.size() < heads.size() || trimmed(cells[*name]).empty())
            return tl::unexpected(damaged(file, "line " + std::to_string(i + 1) + " is cut off"));
        const std::string called = trimmed(cells[*group]);
        const auto found = std::ranges::find(names.groups, called, &ClassGroup::name);
        if (found != names.groups.end())
            found->classes.push_back(names.labels.size());
        else if (!called.empty())
            names.groups.push_back({called, {names.labels.size()}});
        names.labels.push_back(trimmed(cells[*name]));
    }
    return names;
}

/// Groups that overlap with those of the table; the file need not exist.
Result<void> addFurtherGroups(const fs::path& file, ClassNames& names)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return {};
    const auto json = nlohmann::ordered_json::parse(readFile(file).value_or(""), nullptr, false);
    auto further = strictly(
        [&] { return readGroups(json, "", names.labels.size()); },
        [&](const BadKey& bad) { return damaged(file, "\"" + bad.key + "\": " + bad.why); });
    if (!further)
        return tl::unexpected(further.error());
    std::ranges::move(*further, std::back_inserter(names.groups));
    return {};
}

Result<ClassNames> readImagenet()
{
    auto names = readTable(labelFolder() / "imagenet.tsv");
    if (!names)
        return names;
    RETURN_IF_ERROR(addFurtherGroups(labelFolder() / "imagenet-groups.json", *names));
    return names;
}

ClassNames numbers(std::size_t classes)
{
    ClassNames names;
    for (std::size_t i = 0; i < classes; ++i)
        names.labels.push_back(std::to_string(i));
    return names;
}

Result<ClassNames> read(const std::string& choice, std::size_t classes)
{
    if (choice.empty())
        return numbers(classes);
    if (choice == "digits")
        return ClassNames{.labels = digits};
    return choice == "imagenet" ? readImagenet() : readLines(choice);
}

} // namespace

Result<ClassNames> readClassNames(const std::string& choice, std::size_t classes)
{
    auto names = read(choice, classes);
    if (names && names->labels.size() != classes)
        return usageError("labels " + choice,
                          "there are " + std::to_string(names->labels.size()) +
                              " labels, but the network has " + std::to_string(classes) +
                              " classes",
                          "give one label per class");
    return names;
}

} // namespace pareidolia
