// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <openssl/evp.h>
#include <system_error>

namespace pareidolia {

namespace {

/// Damerau–Levenshtein, restricted: insertions, deletions, substitutions, and swapped neighbours.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        current[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        beforeLast.swap(last);
        last.swap(current);
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({last[j] + 1, current[j - 1] + 1, substitution});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[j] = std::min(current[j], beforeLast[j - 2] + 1);
        }
    }
    return current[b.size()];
}

template <typename Number>
std::optional<Number> parsed(std::string_view text)
{
    Number number{};
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest != end)
        return std::nullopt;
    return number;
}

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

std::string nearestWord(std::string_view word, std::span<const std::string> candidates)
{
    std::string nearest;
    std::size_t smallest = std::numeric_limits<std::size_t>::max();
    for (const std::string& candidate : candidates) {
        const std::size_t distance = editDistance(word, candidate);
        if (distance < smallest) {
            smallest = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::optional<std::uint64_t> parseUnsigned(std::string_view text)
{
    return parsed<std::uint64_t>(text);
}

std::optional<double> parseReal(std::string_view text)
{
    const auto number = parsed<double>(text);
    if (!number || !std::isfinite(*number))
        return std::nullopt;
    return number;
}

std::string formatReal(double value)
{
    std::array<char, 32> text{}; // the longest is -2.2250738585072014e-308, 24 characters
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

std::string formatFloat(float value)
{
    std::array<char, 32> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 9);
    return {text.data(), end};
}

double nineDigits(float value)
{
    return parsed<double>(formatFloat(value)).value_or(static_cast<double>(value));
}

std::vector<std::string> splitText(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            return parts;
        begin = end + 1;
    }
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n\v\f";
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(blank) - begin + 1));
}

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

std::string toBase64(std::span<const std::uint8_t> bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0'); // libcrypto ends it by a zero
    text.resize(
        static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                                 bytes.data(), static_cast<int>(bytes.size()))));
    return text;
}

std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text)
{
    std::vector<std::uint8_t> bytes(text.size() / 4 * 3);
    if (EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) < 0)
        return std::nullopt;
    const auto padding = text.size() - (text.find_last_not_of('=') + 1); // counts as zeros there
    bytes.resize(bytes.size() - std::min(padding, bytes.size()));
    if (toBase64(bytes) != text) // a text stands for its bytes alone, without blanks or loose bits
        return std::nullopt;
    return bytes;
}

} // namespace pareidolia
