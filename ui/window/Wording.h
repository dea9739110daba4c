// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is called on the screen.
#pragma once

#include "core/run/RunSpec.h"

#include <QString>
#include <string>

namespace pareidolia {

/// What the data of a network is called: "MNIST"; else the network's own name.
QString networkOf(const std::string& model);

/// "patterns", "noise", "gradient ascent".
QString plainWayOf(const RunSpec& spec);

/// The same with the field's term: "patterns (CPPN)".
QString wayOf(const RunSpec& spec);

/// "MNIST · noise".
QString titleOf(const RunSpec& spec);

/// Of two that are compared: "MNIST: noise against patterns", "MNIST: two networks".
QString titleOf(const RunSpec& a, const RunSpec& b);

} // namespace pareidolia
