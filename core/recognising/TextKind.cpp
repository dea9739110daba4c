// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Text.h"
#include "core/recognising/Kinds.h"

#include <algorithm>
#include <cctype>

namespace pareidolia {

namespace {

std::string lowered(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(),
                           [](unsigned char one) { return static_cast<char>(std::tolower(one)); });
    return low;
}

/// Without comments, as protobuf's text has them.
std::string withoutComments(std::string_view text)
{
    std::string left;
    for (const std::string& line : splitText(text, '\n'))
        left += line.substr(0, line.find('#')) + "\n";
    return left;
}

/// Whether `word` stands in the text by itself, followed by one of `after` or by a blank and that.
bool hasField(std::string_view text, std::string_view word, std::string_view after)
{
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const bool begins =
            at == 0 ||
            (std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0 && text[at - 1] != '_');
        const std::size_t next = text.find_first_not_of(" \t\r\n", at + word.size());
        if (begins && next != text.npos && after.find(text[next]) != after.npos)
            return true;
    }
    return false;
}

bool hasKey(std::string_view json, std::string_view key)
{
    return json.find("\"" + std::string(key) + "\"") != json.npos;
}

FileKind kindOfJson(std::string_view text)
{
    if (hasKey(text, "class_name") && hasKey(text, "config"))
        return FileKind::KerasJson;
    const auto has = [&](const char* key) { return hasKey(text, key); };
    if (has("model") && (has("children") || has("encoding") || has("generations") || has("seed")))
        return FileKind::Spec;
    return FileKind::Text;
}

FileKind kindOfMessage(const std::string& text)
{
    if (hasField(text, "ir_version", ":") &&
        (hasField(text, "graph", "{:") || hasField(text, "opset_import", "{:")))
        return FileKind::OnnxText;
    if (hasField(text, "node", "{:") && hasField(text, "op", ":"))
        return FileKind::TensorFlowText;
    if (hasField(text, "base_lr", ":") || hasField(text, "solver_mode", ":"))
        return FileKind::CaffeSolver;
    if ((hasField(text, "layer", "{:") || hasField(text, "layers", "{:")) &&
        (hasField(text, "type", ":") || hasField(text, "name", ":")))
        return FileKind::CaffeText;
    return FileKind::Text;
}

} // namespace

Finding kindOfText(std::string_view beginning)
{
    if (beginning.starts_with("\xef\xbb\xbf"))
        beginning.remove_prefix(3);
    const std::string start = lowered(trimmed(beginning.substr(0, 512)));
    if (start.starts_with("<!doctype html") || start.starts_with("<html"))
        return {FileKind::WebPage, {}};
    if (start.starts_with("version https://git-lfs"))
        return {FileKind::LfsPointer, {}};
    if (start.starts_with("<svg") ||
        (start.starts_with("<?xml") && start.find("<svg") != start.npos))
        return {FileKind::OtherPicture, {}};
    const std::string line = start.substr(0, start.find('\n'));
    if (line.starts_with("label,") && line.find("pixel") != line.npos)
        return {FileKind::CsvData, {}};
    if (start.starts_with('{') || start.starts_with('['))
        return {kindOfJson(beginning), {}};
    return {kindOfMessage(withoutComments(beginning)), {}};
}

} // namespace pareidolia
