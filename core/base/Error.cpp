// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

#include <algorithm>

namespace pareidolia {

std::string Error::sentence() const
{
    std::string line = what + ": " + why;
    if (!advice.empty())
        line += "; " + advice;
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return line;
}

} // namespace pareidolia
