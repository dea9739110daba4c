// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/OfferToArchive.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace pareidolia {

void offerToArchive(Archive& archive, Individual child, std::span<const double> logOdds,
                    std::span<const std::size_t> classes, Outcome& outcome)
{
    if (std::ranges::any_of(logOdds, [](double value) { return std::isnan(value); })) {
        outcome.invalid.push_back(child.id);
        return;
    }
    std::shared_ptr<const Individual> shared;
    for (const std::size_t index : classes) {
        if (!archive.accepts(index, logOdds[index]))
            continue;
        if (!shared) // most children take nothing and are never copied to the heap
            shared = std::make_shared<const Individual>(std::move(child));
        archive.put(index, shared, logOdds[index]);
        outcome.improvements.push_back({index, *archive.champion(index)});
    }
}

} // namespace pareidolia
