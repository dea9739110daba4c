// SPDX-License-Identifier: GPL-3.0-or-later
// Text from files as it can be shown on a screen or in a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pareidolia {

/// As it can be shown anywhere: control characters, marks that turn the direction of writing, and
/// bytes that are no UTF-8 become "\n", "\t", "\x1b" or "\u202e". What is left has no line
/// break.
std::string escaped(std::string_view text);

/// Where `text` stops being UTF-8 (overlong forms and surrogates are none); its size if nowhere.
std::size_t validUtf8(std::string_view text);

} // namespace pareidolia
