// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a test on every instruction set that this processor has.
#pragma once

#include <hwy/targets.h>

#include <cstdint>

namespace pareidolia::test {

/// Calls `body(name)` once for every target; the best one is chosen again when it is done.
template <class Body>
void onEveryTarget(Body body)
{
    const auto choose = [](std::int64_t targets) {
        hwy::SetSupportedTargetsForTest(targets);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    };
    choose(0);
    for (std::int64_t rest = hwy::SupportedTargets(); rest != 0; rest &= rest - 1) {
        const std::int64_t target = rest & -rest;
        choose(target);
        body(hwy::TargetName(target));
    }
    choose(0);
}

} // namespace pareidolia::test
