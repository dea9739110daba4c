// SPDX-License-Identifier: GPL-3.0-or-later
// Which children of one generation are scored exactly, after all of them had approximate scores
// (docs/protocol.md "Screening").
#pragma once

#include "core/classifier/Scores.h"
#include "core/run/ScreeningFigures.h"
#include "core/search/Archive.h"

#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

namespace pareidolia {

/// Any thread may hand in chunks. Who is scored depends on approximate scores and the archive
/// alone; only with whom, on the order of the chunks.
class ChildScreen
{
public:
    /// Every child whose number is a multiple of this is scored exactly.
    static constexpr std::size_t sampleEvery = 32;

    /// How far below a champion, beyond the margin, an error of the sample still counts, in
    /// log-odds.
    static constexpr double nearby = 1;

    /// Whether it has anything to compare with: every class searched for has a champion.
    static bool fits(const Archive& archive);

    /// `archive` stays as it is, and fits; `batch`: pictures that the network takes at once.
    ChildScreen(double margin, const Archive& archive, std::size_t children, std::size_t chunks,
                std::size_t batch);

    using Batch = std::vector<std::size_t>; ///< children

    /// Takes the approximate scores of the children of a chunk, the first of which is `begin`. What
    /// it returns is to be scored exactly now: whole batches, and with the last chunk the rest.
    std::vector<Batch> sort(std::size_t begin, const Scores& approximate);

    /// After all chunks; `scores` are the exact ones, where there are any.
    ScreenedGeneration judged(const Scores& scores) const;

private:
    double champion(std::size_t target) const { return m_archive.champion(target)->logOdds; }
    bool mayTakeOver(std::span<const double> approximate) const;
    void judge(std::span<const double> approximate, std::span<const double> exact,
               ScreenedGeneration& generation) const;

    const double m_margin;
    const Archive& m_archive;
    const std::size_t m_children;
    const std::size_t m_batch;
    Scores m_sample; ///< approximate; chunks write to rows of their own

    std::mutex m_mutex;
    std::size_t m_chunksLeft; ///< guarded by m_mutex, as is
    Batch m_waiting;
};

} // namespace pareidolia
