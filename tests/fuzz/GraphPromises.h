// SPDX-License-Identifier: GPL-3.0-or-later
// What every NetworkGraph keeps that a reader gives away.
#pragma once

#include "core/importing/NetworkGraph.h"

namespace pareidolia::fuzz {

/// Ends the process if a layer takes from one that does not stand before it, or a tensor has not
/// as many numbers as its shape says.
void holdToPromises(const NetworkGraph& graph);

/// Ends the process with a message.
void require(bool kept, const char* promise);

} // namespace pareidolia::fuzz
