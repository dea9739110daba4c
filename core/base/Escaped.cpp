// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Escaped.h"

#include <algorithm>

namespace pareidolia {

namespace {

/// The length of the character at the beginning of `text`, which is not empty; 0 if it is no UTF-8.
std::size_t lengthOfFirst(std::string_view text)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at(i) & 0xc0) != 0x80)
            return 0;
    const bool overlong = (lead == 0xe0 && at(1) < 0xa0) || (lead == 0xf0 && at(1) < 0x90);
    const bool noCharacter = (lead == 0xed && at(1) > 0x9f) || (lead == 0xf4 && at(1) > 0x8f);
    return overlong || noCharacter ? 0 : length;
}

char32_t characterOf(std::string_view utf8)
{
    if (utf8.size() == 1)
        return static_cast<unsigned char>(utf8[0]);
    char32_t code = static_cast<unsigned char>(utf8[0]) & (0x7fU >> utf8.size());
    for (const char byte : utf8.substr(1))
        code = code << 6 | (static_cast<unsigned char>(byte) & 0x3f);
    return code;
}

bool isHidden(char32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200e && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xfeff;
}

/// "\x1b", "\u202e"
std::string numbered(char kind, char32_t code, int digits)
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text{'\\', kind};
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        text += hex[code >> shift & 0xf];
    return text;
}

} // namespace

std::string escaped(std::string_view text)
{
    std::string shown;
    while (!text.empty()) {
        const std::size_t length = lengthOfFirst(text);
        const char32_t code = characterOf(text.substr(0, std::max<std::size_t>(length, 1)));
        if (length == 0)
            shown += numbered('x', static_cast<unsigned char>(text[0]), 2);
        else if (!isHidden(code))
            shown += text.substr(0, length);
        else if (code == '\n' || code == '\r' || code == '\t')
            shown += code == '\n' ? "\\n" : code == '\r' ? "\\r" : "\\t";
        else
            shown += code < 0x20 ? numbered('x', code, 2) : numbered('u', code, 4);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return shown;
}

std::size_t validUtf8(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t length = lengthOfFirst(text.substr(end, 4));
        if (length == 0)
            break;
        end += length;
    }
    return end;
}

} // namespace pareidolia
