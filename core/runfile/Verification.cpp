// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Verification.h"

#include "core/base/ReturnError.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace pareidolia {

namespace {

constexpr std::size_t atOnce = 64; ///< pictures

void judge(double saved, double now, std::size_t index, Verification& verification)
{
    const auto difference = static_cast<double>(confidenceOf(saved)) - confidenceOf(now);
    if (std::bit_cast<std::uint64_t>(saved) == std::bit_cast<std::uint64_t>(now))
        ++verification.equal;
    else if (std::abs(difference) <= Verification::tolerance)
        ++verification.close;
    else
        verification.wrong.push_back(index);
}

} // namespace

Result<Verification> verify(const Run& run)
{
    const Archive& archive = run.search().archive();
    const auto& filled = archive.filled();
    const Emitter::Painter paint = run.search().painter(); // again: nothing is believed
    Verification verification;
    for (std::size_t first = 0; first < filled.size(); first += atOnce) {
        const std::size_t end = std::min(first + atOnce, filled.size());
        std::vector<Image> pictures;
        for (std::size_t i = first; i < end; ++i)
            pictures.push_back(paint(*archive.champion(filled[i])->individual->genome));
        ASSIGN_OR_RETURN(const auto scores, run.classifier().score(pictures));
        for (std::size_t i = first; i < end; ++i)
            judge(archive.champion(filled[i])->logOdds, scores.row(i - first)[filled[i]], filled[i],
                  verification);
    }
    return verification;
}

} // namespace pareidolia
