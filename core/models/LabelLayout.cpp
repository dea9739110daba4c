// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelLayout.h"

#include "core/base/Escaped.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t mostClasses = 1'000'000;

struct Numbered
{
    std::uint64_t number = 0;
    std::string label;
};

/// In the order of their numbers, which begin with 0 or 1 and leave none out; else nothing.
std::optional<std::vector<std::string>> inOrder(std::vector<Numbered> entries)
{
    std::ranges::stable_sort(entries, {}, &Numbered::number);
    if (entries.empty() || entries.size() > mostClasses || entries.front().number > 1)
        return std::nullopt;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].number != entries.front().number + i)
            return std::nullopt;
        labels.push_back(std::move(entries[i].label));
    }
    return labels;
}

std::string lowered(std::string text)
{
    for (char& one : text)
        one = one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32) : one;
    return text;
}

bool isSynset(std::string_view word)
{
    return word.size() == 9 && word.front() == 'n' &&
           std::ranges::all_of(word.substr(1), [](char one) { return one >= '0' && one <= '9'; });
}

/// "n01440764 tench, Tinca tinca" is "tench": the first of the names that WordNet knows.
std::optional<std::string> withoutSynset(const std::string& line)
{
    const std::size_t space = line.find_first_of(" \t,");
    if (space == std::string::npos || !isSynset(line.substr(0, space)))
        return std::nullopt;
    const std::string names = trimmed(line.substr(space + 1));
    return trimmed(names.substr(0, names.find(',')));
}

/// "3 cat", "3: cat", "3,cat", "3<tab>cat"
std::optional<Numbered> numbered(const std::string& line)
{
    const std::size_t end = line.find_first_not_of("0123456789");
    if (end == 0 || end == std::string::npos ||
        std::string_view(" \t:,;=").find(line[end]) == std::string_view::npos)
        return std::nullopt;
    const auto number = parseUnsigned(line.substr(0, end));
    const std::size_t begin = line.find_first_not_of(" \t:,;=", end);
    if (!number || begin == std::string::npos)
        return std::nullopt;
    return Numbered{*number, trimmed(line.substr(begin))};
}

/// The cells of a line of a table; a quote within quotes is doubled.
std::vector<std::string> cellsOf(const std::string& line, char separator)
{
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[i++];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == separator && !quoted)
            cells.emplace_back();
        else
            cells.back() += line[i];
    }
    std::ranges::transform(cells, cells.begin(), trimmed);
    return cells;
}

std::optional<std::size_t> columnAmong(const std::vector<std::string>& heads,
                                       std::initializer_list<std::string_view> words)
{
    for (const std::string_view word : words)
        for (std::size_t i = 0; i < heads.size(); ++i)
            if (lowered(heads[i]) == word)
                return i;
    return std::nullopt;
}

/// With a first line that names the columns.
std::optional<Result<LabelList>> fromTable(const std::vector<std::string>& lines,
                                           const std::string& file)
{
    for (const char separator : {',', '\t', ';'}) {
        const auto heads = cellsOf(lines.front(), separator);
        const auto name = columnAmong(heads, {"label", "name", "labels", "names", "class_name",
                                              "classname", "signname", "description", "class"});
        if (heads.size() < 2 || !name)
            continue;
        const auto index = columnAmong(heads, {"index", "id", "class_id", "classid", "class_index",
                                               "label_id", "number", "idx", "class", "#"});
        std::vector<Numbered> entries;
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const auto cells = cellsOf(lines[i], separator);
            if (cells.size() != heads.size())
                return usageError(file,
                                  "line " + std::to_string(i + 1) + " has " +
                                      std::to_string(cells.size()) + " columns instead of " +
                                      std::to_string(heads.size()),
                                  "mend that line");
            const auto number = index && *index != *name ? parseUnsigned(cells[*index])
                                                         : std::optional<std::uint64_t>();
            entries.push_back({number.value_or(i - 1), cells[*name]});
        }
        std::vector<std::string> asWritten;
        for (const Numbered& entry : entries)
            asWritten.push_back(entry.label);
        return LabelList{inOrder(std::move(entries)).value_or(std::move(asWritten)),
                         "a table with the column \"" + heads[*name] + "\""};
    }
    return std::nullopt;
}

Result<LabelList> fromLines(const std::string& text, const std::string& file)
{
    std::vector<std::string> lines;
    for (const std::string& line : splitText(text, '\n'))
        lines.push_back(trimmed(line));
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    if (lines.empty())
        return LabelList{{}, "one label a line"};
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].empty())
            return usageError(file, "line " + std::to_string(i + 1) + " is empty",
                              "give one label per line");
    if (auto table = fromTable(lines, file))
        return *std::move(table);
    std::vector<std::string> synsets;
    std::vector<Numbered> entries;
    for (const std::string& line : lines) {
        if (auto label = withoutSynset(line))
            synsets.push_back(*std::move(label));
        if (auto entry = numbered(line))
            entries.push_back(*std::move(entry));
    }
    if (synsets.size() == lines.size())
        return LabelList{std::move(synsets), "synsets and names (synset_words.txt)"};
    if (entries.size() == lines.size())
        if (auto labels = inOrder(std::move(entries)))
            return LabelList{*std::move(labels), "numbered lines"};
    return LabelList{std::move(lines), "one label a line"};
}

std::optional<std::string> wordOf(const Json& value)
{
    if (value.is_string())
        return trimmed(value.get<std::string>());
    if (value.is_number_integer())
        return value.dump();
    for (const char* key : {"name", "label", "class", "title"})
        if (value.is_object() && value.contains(key) && value[key].is_string())
            return trimmed(value[key].get<std::string>());
    return std::nullopt;
}

/// Of Keras: {"0": ["n01440764", "great_white_shark"], …}
std::optional<std::string> kerasName(const Json& value)
{
    if (!value.is_array() || value.size() != 2 || !value[0].is_string() || !value[1].is_string())
        return std::nullopt;
    std::string name = value[1].get<std::string>();
    std::ranges::replace(name, '_', ' ');
    return trimmed(name);
}

std::optional<LabelList> fromPairs(const std::vector<std::pair<std::string, std::string>>& pairs,
                                   const std::string& layout)
{
    std::vector<Numbered> forwards, backwards;
    for (const auto& [key, value] : pairs) {
        if (const auto number = parseUnsigned(key))
            forwards.push_back({*number, value});
        if (const auto number = parseUnsigned(value))
            backwards.push_back({*number, key});
    }
    for (auto* entries : {&forwards, &backwards})
        if (entries->size() == pairs.size())
            if (auto labels = inOrder(std::move(*entries)))
                return LabelList{*std::move(labels), layout};
    return std::nullopt;
}

std::optional<LabelList> fromJson(const Json& json)
{
    if (json.is_array()) {
        LabelList list{{}, "a list in JSON"};
        for (const Json& value : json) {
            auto word = wordOf(value);
            if (!word)
                return std::nullopt;
            list.labels.push_back(*std::move(word));
        }
        return list;
    }
    if (!json.is_object())
        return std::nullopt;
    for (const char* key : {"id2label", "labels", "names", "classes", "class_names"})
        if (json.contains(key) && json[key].is_structured())
            return fromJson(json[key]);
    std::vector<std::pair<std::string, std::string>> pairs;
    bool isKeras = false;
    for (const auto& [key, value] : json.items()) {
        const auto name = kerasName(value);
        isKeras = isKeras || name;
        auto word = name ? name : wordOf(value);
        if (!word)
            return std::nullopt;
        pairs.emplace_back(key, *std::move(word));
    }
    return fromPairs(pairs, isKeras ? "Keras' class index (JSON)" : "numbers and labels in JSON");
}

/// UTF-16 as UTF-8; nothing where surrogates are alone.
std::optional<std::string> fromUtf16(std::string_view bytes, bool bigEndian)
{
    const auto unitAt = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(bigEndian ? first << 8 | second : second << 8 | first);
    };
    if (bytes.size() % 2 != 0)
        return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        char32_t code = unitAt(i);
        if (code >= 0xd800 && code < 0xe000) {
            const char32_t low = i + 3 < bytes.size() ? unitAt(i += 2) : 0;
            if (code >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
                return std::nullopt;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        const int further = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        constexpr char32_t leads[]{0, 0xc0, 0xe0, 0xf0};
        text += static_cast<char>(leads[further] | code >> (6 * further));
        for (int part = further - 1; part >= 0; --part)
            text += static_cast<char>(0x80 | (code >> (6 * part) & 0x3f));
    }
    return text;
}

} // namespace

Result<std::string> labelText(std::string_view bytes, const std::string& file)
{
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
        auto text = fromUtf16(bytes.substr(2), bytes.front() == '\xfe');
        if (!text)
            return usageError(file, "it begins as UTF-16, but is damaged",
                              "save it again as UTF-8");
        return *std::move(text);
    }
    if (bytes.starts_with("\xef\xbb\xbf"))
        bytes.remove_prefix(3);
    const std::size_t valid = validUtf8(bytes);
    if (valid < bytes.size())
        return usageError(
            file,
            "line " + std::to_string(1 + std::ranges::count(bytes.substr(0, valid), '\n')) +
                " is not UTF-8 (" + escaped(bytes.substr(valid, 1)) +
                "); it may be Latin-1, Windows-1252, GBK or another encoding, which cannot be "
                "known",
            "save it as UTF-8, for example with `iconv -f LATIN1 -t UTF-8 old.txt > new.txt`");
    return std::string(bytes);
}

Result<LabelList> labelsIn(const std::string& text, const std::string& file)
{
    const std::string begun = trimmed(text.substr(0, 4096));
    if (!begun.starts_with('{') && !begun.starts_with('['))
        return fromLines(text, file);
    std::optional<LabelList> list;
    if (const Json json = Json::parse(text, nullptr, false); !json.is_discarded()) {
        list = fromJson(json);
    } else if (const auto literal = pythonLiteral(text)) {
        if (!literal->isList)
            list = fromPairs(literal->pairs, "a dictionary of Python");
        else if (list = LabelList{{}, "a list of Python"}; true)
            for (const auto& [none, label] : literal->pairs)
                list->labels.push_back(trimmed(label));
    } else if (begun.find('"') == begun.npos && begun.find('\'') == begun.npos) {
        return fromLines(text, file); // a label may begin so
    }
    if (!list)
        return usageError(file,
                          "it is JSON or a dictionary of Python, but not one of labels: neither a "
                          "list of words, nor words with the numbers 0, 1, 2 …",
                          "give one label per line");
    return *std::move(list);
}

} // namespace pareidolia
