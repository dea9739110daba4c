// SPDX-License-Identifier: GPL-3.0-or-later
// Text helpers: the nearest known word to an unknown one, exact numbers, base64.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// The candidate with the smallest edit distance to `word`; empty if there are no candidates.
std::string nearestWord(std::string_view word, std::span<const std::string> candidates);

/// A decimal integer without a sign; nothing if `text` holds anything else.
std::optional<std::uint64_t> parseUnsigned(std::string_view text);

/// A finite decimal number, in any locale; nothing if `text` holds anything else.
std::optional<double> parseReal(std::string_view text);

/// The shortest text that reads back to the same double.
std::string formatReal(double value);

/// 9 significant digits: reads back to the same float.
std::string formatFloat(float value);

/// The double that 9 significant digits of `value` stand for, so that a JSON writer prints those.
double nineDigits(float value);

std::vector<std::string> splitText(std::string_view text, char separator);
std::string trimmed(std::string_view text);

std::string toBase64(std::span<const std::uint8_t> bytes);
std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text);

} // namespace pareidolia
