// SPDX-License-Identifier: GPL-3.0-or-later
// Finds by trying what a network without a manifest takes and outputs. Thread: the caller's; blocks
// for as long as a few dozen pictures take.
#pragma once

#include "core/base/Error.h"
#include "core/base/PictureSize.h"
#include "core/classifier/Classifier.h"
#include "core/models/ModelFile.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace pareidolia {

struct ProbeSettings
{
    std::optional<PictureSize> size; ///< else common ones are tried
    std::optional<int> channels;     ///< 1 or 3; else both are tried
    /// What the file says that it was traced with, where no size was set.
    std::optional<ImageShape> traced;
};

struct ProbedShape
{
    ImageShape input;
    std::size_t classes = 0;
    bool told = false; ///< by the file, not found by trying
};

/// The size that the file tells, or the only one of the common sizes that the network takes: where
/// it takes sizes that differ by more than the rounding of its layers, the error asks for one.
/// Errors say what it gave instead of one number per class.
Result<ProbedShape> probeShape(const ModelFile& file, const ProbeSettings& settings,
                               const std::stop_token& stop);

/// What the network answers to pictures, after the normalisation of its manifest: a row of numbers,
/// one per class, for each.
Result<std::vector<std::vector<double>>> answersOf(const ModelFile& file,
                                                   std::span<const Image> pictures);

} // namespace pareidolia
