// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about a run's past that its event log answers: pure functions. `records` are those of
// the log, in its order; what pictures looked like is not in them.
#pragma once

#include "core/run/EventLog.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pareidolia {

/// The improvement by which each of `classes` classes was held after `generation`; nothing where no
/// picture had taken it yet.
std::vector<std::optional<ImprovementRecord>> holdersAt(std::span<const ImprovementRecord> records,
                                                        std::size_t classes,
                                                        std::uint32_t generation);

/// What the log tells of the picture itself: neither genome nor picture.
Individual individualOf(const ImprovementRecord& record);

/// All that ever took a class, oldest first.
std::vector<ImprovementRecord> takersOf(std::span<const ImprovementRecord> records,
                                        std::size_t index);

/// Parent, its parent and so on, at most `most`; each as it took the class whose champion it was
/// when its child was made. Ends early where an ancestor took no class.
std::vector<ImprovementRecord> ancestorsOf(std::span<const ImprovementRecord> records,
                                           const ImprovementRecord& child, std::size_t most);

} // namespace pareidolia
