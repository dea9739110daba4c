// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

#include "core/base/Escaped.h"
#include "core/base/Text.h"

namespace pareidolia {

namespace {

/// On one line: line breaks, which messages of libraries have, become `between`.
std::string joined(const std::string& text, std::string_view between)
{
    std::string line;
    for (const std::string& part : splitText(text, '\n'))
        if (const std::string shown = escaped(trimmed(part)); !shown.empty())
            line += (line.empty() ? "" : std::string(between)) + shown;
    return line;
}

} // namespace

/// Lines of the advice after the first one are code to copy.
std::string Error::sentence() const
{
    std::string line = escaped(what) + ": " + joined(why, " ");
    const std::size_t code = advice.find('\n');
    if (!advice.empty())
        line += "; " + joined(advice.substr(0, code), " ");
    if (code != std::string::npos) // as a line that Python takes
        line += " " + joined(advice.substr(code), "; ");
    return line;
}

} // namespace pareidolia
