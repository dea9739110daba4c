// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of classes as text: "0,5,10-19", labels, groups, or a mix.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// Class indices in ascending order, each once. Empty text means all classes. A label takes
/// precedence over a group, and both over a number with the same text; case is ignored. Usage
/// errors name the wrong word.
Result<std::vector<std::size_t>> parseClasses(std::string_view text,
                                              std::span<const std::string> labels,
                                              std::span<const ClassGroup> groups = {});

} // namespace pareidolia
