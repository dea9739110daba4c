// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of TorchScript's text. Pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace pareidolia {

/// Top, left, bottom, right.
using Padding = std::array<std::int64_t, 4>;

/// "[3, 3]"
std::string list(const std::vector<std::int64_t>& numbers);
std::string list(const std::array<std::int64_t, 2>& pair);

/// A literal that is a floating-point number, also for whole numbers.
std::string real(float number);

std::string truth(bool value);

/// The call that surrounds a plane by the number `with`; negative padding cuts off.
std::string padded(const std::string& value, const Padding& padding, const std::string& with);

} // namespace pareidolia
