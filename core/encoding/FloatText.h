// SPDX-License-Identifier: GPL-3.0-or-later
// Many floats as text that reads back to the same bits: base64 of little-endian float32.
#pragma once

#include "core/base/Error.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct FloatRange
{
    float least = 0;
    float most = 1;
};

std::string floatsToText(std::span<const float> floats);

/// `count` numbers, each within the range. Errors name `path`.
Result<std::vector<float>> floatsFromText(std::string_view text, std::size_t count,
                                          FloatRange range, const std::string& path);

} // namespace pareidolia
