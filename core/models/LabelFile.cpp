// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelFile.h"

#include "core/base/Escaped.h"
#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/StrictJson.h"
#include "core/base/Text.h"
#include "core/models/LabelLayout.h"
#include "core/models/Manifest.h"
#include "core/recognising/FileKind.h"

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

std::string inQuotes(const std::string& label)
{
    return "“" + escaped(label) + "”";
}

/// "labels.txt was read as numbered lines: 10 labels, from “zero” to “nine”."
std::string remarkOn(const std::string& file, const LabelList& list)
{
    return fs::path(file).filename().string() + " was read as " + list.layout + ": " +
           std::to_string(list.labels.size()) + " labels, from " + inQuotes(list.labels.front()) +
           " to " + inQuotes(list.labels.back()) + ".";
}

Result<ClassNames> readLabels(const std::string& file)
{
    ASSIGN_OR_RETURN(const auto recognised, recogniseFile(file));
    if (recognised.kind == FileKind::Empty)
        return ClassNames{};
    const bool isText = recognised.kind == FileKind::Text || recognised.kind == FileKind::Unknown ||
                        recognised.kind == FileKind::CaffeText;
    if (!isText) {
        Error error = misfit(file, "a list of labels");
        error.kind = Error::Kind::Usage;
        return tl::unexpected(std::move(error));
    }
    ASSIGN_OR_RETURN(const auto bytes, readFile(file));
    ASSIGN_OR_RETURN(const auto text, labelText(bytes, file));
    ASSIGN_OR_RETURN(auto list, labelsIn(text, file));
    for (std::size_t i = 0; i < list.labels.size(); ++i) {
        const std::string& label = list.labels[i];
        if (label.empty() || label.size() > longestLabel || label.find('\0') != std::string::npos)
            return usageError(file,
                              "line " + std::to_string(i + 1) +
                                  (label.empty() ? " has no label" : " is not a label"),
                              "give one label per line");
    }
    ClassNames names;
    if (!list.labels.empty())
        names.remark = remarkOn(file, list);
    names.labels = std::move(list.labels);
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

/// TensorFlow's networks have a class of their own for what is none of the others.
bool isBackground(std::string label)
{
    std::ranges::transform(label, label.begin(), [](char one) {
        return one >= 'A' && one <= 'Z' ? char(one + 32) : one;
    });
    return label == "background" || label == "__background__" || label == "dummy" ||
           label == "_background_";
}

} // namespace

Result<ClassNames> readAllClassNames(const std::string& choice)
{
    if (choice == "digits")
        return ClassNames{.labels = digits};
    return choice == "imagenet" ? readImagenet() : readLabels(choice);
}

Result<ClassNames> readClassNames(const std::string& choice, std::size_t classes)
{
    if (choice.empty())
        return numbers(classes);
    ASSIGN_OR_RETURN(auto names, readAllClassNames(choice));
    if (names.labels.size() == classes + 1 && isBackground(names.labels.front())) {
        names.remark += " The first one, " + inQuotes(names.labels.front()) +
                        ", was left out: the network has no such class.";
        names.labels.erase(names.labels.begin());
    }
    if (names.labels.size() != classes)
        return usageError("labels " + choice,
                          "there are " + std::to_string(names.labels.size()) +
                              " labels, but the network has " + std::to_string(classes) +
                              " classes",
                          "give one label per class");
    return names;
}

} // namespace pareidolia
