// SPDX-License-Identifier: GPL-3.0-or-later
// How a long task reports its progress and is cancelled.
#pragma once

#include "core/base/Error.h"

#include <functional>
#include <stop_token>

namespace pareidolia {

/// By default nothing is reported and nothing cancels the task.
struct Progress
{
    std::function<void(double share)> tell; ///< 0 … 1, called from the working thread
    std::stop_token stop;

    bool wanted() const { return !stop.stop_requested(); }

    /// Reports, and fails if the task was cancelled.
    Result<void> at(double share) const
    {
        if (!wanted())
            return failure("the export", "it was cancelled", "start it again");
        if (tell)
            tell(share);
        return {};
    }
};

} // namespace pareidolia
