// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/ClassList.h"

#include "core/base/Text.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

namespace pareidolia {

namespace {

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (char& letter : result)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return result;
}

std::optional<std::size_t> labelled(std::string_view word, std::span<const std::string> labels)
{
    const auto found = std::ranges::find_if(
        labels, [&](const std::string& label) { return lowered(label) == lowered(word); });
    if (found == labels.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - labels.begin());
}

const ClassGroup* grouped(std::string_view word, std::span<const ClassGroup> groups)
{
    const auto found = std::ranges::find_if(
        groups, [&](const ClassGroup& group) { return lowered(group.name) == lowered(word); });
    return found == groups.end() ? nullptr : &*found;
}

Result<void> unknown(const std::string& word, std::span<const std::string> labels,
                     std::span<const ClassGroup> groups)
{
    std::vector<std::string> known(labels.begin(), labels.end());
    for (const ClassGroup& group : groups)
        known.push_back(group.name);
    return usageError("class \"" + word + "\"",
                      groups.empty() ? "there is no label with that name"
                                     : "there is no label or group with that name",
                      "the nearest one is \"" + nearestWord(word, known) + "\"");
}

struct Range
{
    std::size_t first, last;
};

std::optional<Range> numbered(std::string_view word)
{
    const auto dash = word.find('-');
    const auto first = parseUnsigned(trimmed(word.substr(0, dash)));
    const auto last = dash == word.npos ? first : parseUnsigned(trimmed(word.substr(dash + 1)));
    if (!first || !last)
        return std::nullopt;
    return Range{*first, *last};
}

} // namespace

Result<std::vector<std::size_t>> parseClasses(std::string_view text,
                                              std::span<const std::string> labels,
                                              std::span<const ClassGroup> groups)
{
    std::vector<std::size_t> all(labels.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (trimmed(text).empty())
        return all;

    std::set<std::size_t> chosen;
    for (const std::string& piece : splitText(text, ',')) {
        const std::string word = trimmed(piece);
        if (const auto label = labelled(word, labels)) {
            chosen.insert(*label);
            continue;
        }
        if (const ClassGroup* group = grouped(word, groups)) {
            chosen.insert(group->classes.begin(), group->classes.end());
            continue;
        }
        const auto range = numbered(word);
        if (!range)
            return tl::unexpected(unknown(word, labels, groups).error());
        if (range->first > range->last || range->last >= labels.size())
            return usageError("class \"" + word + "\"",
                              "the network has classes 0 to " + std::to_string(labels.size() - 1),
                              "give numbers or ranges within them");
        chosen.insert(all.begin() + static_cast<std::ptrdiff_t>(range->first),
                      all.begin() + static_cast<std::ptrdiff_t>(range->last) + 1);
    }
    return std::vector<std::size_t>(chosen.begin(), chosen.end());
}

} // namespace pareidolia
