// SPDX-License-Identifier: GPL-3.0-or-later
// The champions that were, for people who look back: as many as a budget of memory holds. Of the
// others a run's file knows.
#pragma once

#include "core/search/Search.h"

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

namespace pareidolia {

/// A value. The latest champion of a class is the archive's own and costs nothing here. A large one
/// that was overtaken keeps its genome or its picture, whichever is smaller: a CPPN of a kilobyte
/// paints a photograph's size again in milliseconds. Over budget, only every n-th of them is kept,
/// with n growing as need be: what stays is spread over the whole run.
class ChampionHistory
{
public:
    static constexpr std::size_t standardBudget = 32u << 20; ///< bytes

    explicit ChampionHistory(std::size_t budget = standardBudget) : m_budget(budget) {}

    /// In the order in which they came.
    void add(const Improvement& improvement);

    /// With its picture, or with the genome that paints it; null where it is forgotten.
    std::shared_ptr<const Individual> known(IndividualId id) const;

    /// What it takes beside the archive; never over the budget by more than a hundred bytes a
    /// class.
    std::size_t bytes() const { return m_bytes; }

private:
    struct Entry
    {
        Improvement improvement;
        std::size_t place = 0; ///< among the champions of its class
        bool overtaken = false;
    };
    struct ClassRecord
    {
        std::size_t champions = 0; ///< that it ever had
        IndividualId latest;
    };
    static IndividualId idOf(const Entry& entry);
    static std::size_t bytesOf(const Entry& entry);
    void overtake(std::size_t index, IndividualId latest);
    void thinOut();
    void keepEvery(std::size_t stride);

    std::size_t m_budget;
    std::size_t m_bytes = 0;
    std::size_t m_stride = 1;
    std::map<std::size_t, ClassRecord> m_classes;
    std::vector<Entry> m_entries; ///< ascending ids; one a class that a picture took
};

} // namespace pareidolia
