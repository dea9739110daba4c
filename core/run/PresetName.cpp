// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/PresetName.h"

#include <algorithm>

namespace pareidolia {

namespace {

constexpr std::size_t mostBytes = 100; ///< file systems take 255, with the ending

char lowered(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// A part of a letter beyond ASCII counts as one.
bool isLetterOrDigit(char c)
{
    const char low = lowered(c);
    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isAllowed(char c)
{
    return isLetterOrDigit(c) || c == '-' || c == '_' || c == ' ';
}

bool equalWhateverTheCase(const std::string& a, const std::string& b)
{
    return std::ranges::equal(a, b, {}, lowered, lowered);
}

} // namespace

Result<void> checkPresetName(const std::string& name, std::span<const std::string> taken)
{
    const std::string what = "preset \"" + name + "\"";
    if (name.empty())
        return usageError("preset", "it has no name", "give it a name");
    if (name.size() > mostBytes)
        return usageError(what, "the name is too long", "choose a shorter name");
    if (!std::ranges::all_of(name, isAllowed) || !isLetterOrDigit(name.front()))
        return usageError(what, "this name is not allowed",
                          "use letters, digits, spaces, - and _, and begin with a letter or digit");
    if (std::ranges::any_of(taken,
                            [&](const auto& other) { return equalWhateverTheCase(name, other); }))
        return usageError(what, "a preset of the program has that name", "choose another name");
    return {};
}

} // namespace pareidolia
