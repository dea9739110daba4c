// SPDX-License-Identifier: GPL-3.0-or-later
// What every classifier checks, whatever runs its network.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"
#include "core/image/Image.h"

#include <span>
#include <string>

namespace pareidolia {

/// Means and scales, a plan and labels that a network can run with. Errors name `source`.
Result<void> checkManifest(const ModelInfo& info, const std::string& source);

/// That all pictures have the shape that the network takes.
Result<void> checkShapes(std::span<const Image> pictures, const ModelInfo& info);

} // namespace pareidolia
