// SPDX-License-Identifier: GPL-3.0-or-later
// What the system counted about this process so far. Any thread.
#pragma once

#include <cstdint>

namespace pareidolia {

/// The most memory that it ever had at once, libraries included.
double peakResidentMegabytes();

/// Pages that were handed to it without reading a disk: memory taken anew.
std::uint64_t pageFaults();

} // namespace pareidolia
