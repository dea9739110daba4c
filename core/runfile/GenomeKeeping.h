// SPDX-License-Identifier: GPL-3.0-or-later
// Which genomes lie in a run file. Small ones all do. Of large ones the champions of now, those
// that first were surer than .5, .9, .99, .999 and .9999, and of the rest as many as a budget
// holds, the newest. A value: a transaction works on a copy and keeps it when it is through.
#pragma once

#include "core/search/Search.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace pareidolia {

class GenomeKeeping
{
public:
    static constexpr std::size_t small = 64u << 10;      ///< bytes of memory, at most
    static constexpr std::size_t budget = 512u << 20;    ///< bytes in the file, of large ones
    static constexpr std::size_t mostAtOnce = 32u << 20; ///< bytes of memory, a transaction

    /// Whether a genome that is not in the file can be made again from its parent's: then those of
    /// champions may wait for a later transaction.
    explicit GenomeKeeping(bool canBeRemade) : m_canBeRemade(canBeRemade) {}

    /// In the order of the log. Without a genome: one of earlier times, which waits for nothing.
    void note(std::size_t index, IndividualId id, double logOdds, const GenomePointer& genome);

    /// It lies in the file and takes so many bytes there.
    void store(IndividualId id, std::size_t bytes);

    /// What this transaction has to write: within `mostAtOnce`, or all that waits.
    std::vector<std::pair<IndividualId, GenomePointer>> due(bool all) const;

    /// What is to go from the file; it is forgotten here.
    std::vector<IndividualId> takeSurplus();

private:
    struct Known
    {
        GenomePointer waiting;  ///< to be written
        std::size_t held = 0;   ///< classes whose champion it is
        std::size_t stored = 0; ///< bytes in the file; 0: it is not there
        bool milestone = false;
        bool large = false;
    };
    void release(IndividualId id);

    bool m_canBeRemade;
    std::size_t m_stored = 0; ///< bytes of large ones
    std::map<IndividualId, Known> m_known;
    struct Holder
    {
        IndividualId id;
        double logOdds = 0;
    };
    std::map<std::size_t, Holder> m_champions; ///< by class
};

} // namespace pareidolia
