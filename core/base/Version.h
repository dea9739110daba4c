// SPDX-License-Identifier: GPL-3.0-or-later
// Which program this is; written into everything that it makes.
#pragma once

#include <string>

namespace pareidolia {

/// "0.1.0"
std::string programVersion();

} // namespace pareidolia
