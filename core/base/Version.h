// SPDX-License-Identifier: GPL-3.0-or-later
// The program's version; written into every file that it makes.
#pragma once

#include <string>

namespace pareidolia {

/// "0.2.0"
std::string programVersion();

} // namespace pareidolia
