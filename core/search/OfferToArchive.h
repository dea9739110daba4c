// SPDX-License-Identifier: GPL-3.0-or-later
// One rule for every search: what a scored child may take.
#pragma once

#include "core/search/Search.h"

#include <span>

namespace pareidolia {

/// The child takes every one of `classes` where it is strictly better than the champion. A child
/// with a score that is not a number takes nothing and is named in the outcome.
void offerToArchive(Archive& archive, Individual child, std::span<const double> logOdds,
                    std::span<const std::size_t> classes, Outcome& outcome);

} // namespace pareidolia
