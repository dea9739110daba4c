// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pareidolia::fuzz {

/// Ends the process with a message.
void require(bool kept, const char* promise);

} // namespace pareidolia::fuzz
