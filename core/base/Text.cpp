// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
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

constexpr std::string_view base64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char base64Padding = '=';

std::optional<std::uint32_t> base64Value(char digit)
{
    const std::size_t place = base64Digits.find(digit);
    if (place == std::string_view::npos)
        return std::nullopt;
    return static_cast<std::uint32_t>(place);
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

std::string toBase64(std::span<const std::uint8_t> bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t begin = 0; begin < bytes.size(); begin += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - begin);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8 | (i < count ? bytes[begin + i] : 0u);
        for (std::size_t i = 0; i < 4; ++i) {
            const std::uint32_t digit = group >> (18 - 6 * i) & 63u;
            text += i <= count ? base64Digits[digit] : base64Padding;
        }
    }
    return text;
}

std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == base64Padding)
        ++padding;

    std::vector<std::uint8_t> bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t begin = 0; begin < text.size(); begin += 4) {
        const std::size_t digits = begin + 4 == text.size() ? 4 - padding : 4;
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto value = i < digits ? base64Value(text[begin + i]) : 0u;
            if (!value)
                return std::nullopt;
            group = group << 6 | *value;
        }
        // Bits that no byte takes must be zero, so that a text stands for its bytes alone.
        const std::uint32_t unused = digits == 2 ? 0xffffu : digits == 3 ? 0xffu : 0u;
        if ((group & unused) != 0)
            return std::nullopt;
        for (std::size_t i = 0; i + 1 < digits; ++i)
            bytes.push_back(static_cast<std::uint8_t>(group >> (16 - 8 * i) & 0xffu));
    }
    return bytes;
}

} // namespace pareidolia
