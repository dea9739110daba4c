// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace pareidolia {

/// An open run, within one engine.
enum class RunId : std::uint64_t {};

} // namespace pareidolia
