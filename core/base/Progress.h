// SPDX-License-Identifier: GPL-3.0-or-later
// How long work tells how far it is, and learns that nobody wants it any more.
#pragma once

#include "core/base/Error.h"

#include <functional>
#include <stop_token>

namespace pareidolia {

/// By default nobody listens and nobody stops it.
struct Progress
{
    std::function<void(double share)> tell; ///< 0 … 1, from the thread that works
    std::stop_token stop;

    bool wanted() const { return !stop.stop_requested(); }

    /// Tells, and fails if the work is to end.
    Result<void> at(double share) const
    {
        if (!wanted())
            return failure("the export", "it was cancelled", "start it again if you want it");
        if (tell)
            tell(share);
        return {};
    }
};

} // namespace pareidolia
