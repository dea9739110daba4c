// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of a run's event log.
#pragma once

#include "core/search/Individual.h"

#include <cstdint>
#include <string>

namespace pareidolia {

/// A class got a better champion.
struct ImprovementRecord
{
    IndividualId id;
    std::uint32_t index = 0;     ///< the class
    std::int32_t fromClass = -1; ///< whose champion the parent was; -1: no parent
    IndividualId parent;         ///< where there is one
    double logOdds = 0;
};

/// A parameter took a new value before a generation began.
struct ChangeRecord
{
    std::uint32_t generation = 0; ///< the first one that the new value holds for
    std::string key;
    std::string value; ///< as text
    bool operator==(const ChangeRecord&) const = default;
};

} // namespace pareidolia
