// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a run file tells the truth: every champion painted and scored once more.
#pragma once

#include "core/base/Error.h"
#include "core/run/Run.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pareidolia {

struct Verification
{
    static constexpr double tolerance = 1e-4; ///< of the confidence, on other libraries

    std::size_t equal = 0;          ///< champions whose log-odds are the same to the last bit
    std::size_t close = 0;          ///< others whose confidences are within the tolerance
    std::vector<std::size_t> wrong; ///< classes

    std::size_t champions() const { return equal + close + wrong.size(); }
};

/// Of a run as `reopen` gives it. Blocks while the network looks at all of them.
Result<Verification> verify(const Run& run);

} // namespace pareidolia
