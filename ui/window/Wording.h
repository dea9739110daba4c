// SPDX-License-Identifier: GPL-3.0-or-later
// Titles of runs.
#pragma once

#include "core/run/RunSpec.h"

#include <QString>
#include <string>

namespace pareidolia {

/// The name of a network's data: "MNIST"; else the network's name.
QString networkOf(const std::string& model);

/// "patterns", "noise", "gradient ascent".
QString plainWayOf(const RunSpec& spec);

/// The same with the field's term: "CPPN (patterns)".
QString wayOf(const RunSpec& spec);

/// "MNIST · noise".
QString titleOf(const RunSpec& spec);

/// Of a comparison: "MNIST: noise against patterns", "MNIST: two networks".
QString titleOf(const RunSpec& a, const RunSpec& b);

} // namespace pareidolia
