// SPDX-License-Identifier: GPL-3.0-or-later
// The champions that were, for people who look back: as many as a budget of memory holds.
#pragma once

#include "core/search/Search.h"

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

namespace pareidolia {

/// An ancestor, and the class whose champion it was when its child was made.
struct Ancestor
{
    std::shared_ptr<const Individual> individual;
    std::size_t heldClass = 0;
};

/// A value. Over budget, only every n-th champion of a class is kept and its latest, with n growing
/// as need be: what stays is spread over the whole run.
class ChampionHistory
{
public:
    static constexpr std::size_t standardBudget = 32u << 20; ///< bytes

    explicit ChampionHistory(std::size_t budget = standardBudget) : m_budget(budget) {}

    /// In the order in which they came.
    void add(const Improvement& improvement);

    /// The champions of a class that are still known, oldest first.
    std::vector<Champion> ofClass(std::size_t index) const;

    /// Nearest first, at most `most`; ends early at the first one that is forgotten.
    std::vector<Ancestor> ancestors(const Individual& individual, std::size_t most) const;

    std::size_t bytes() const { return m_bytes; }

private:
    struct Entry
    {
        Improvement improvement;
        std::size_t place = 0; ///< among the champions of its class
    };
    static IndividualId idOf(const Entry& entry);
    void thinOut();
    void keepEvery(std::size_t stride);

    std::size_t m_budget;
    std::size_t m_bytes = 0;
    std::size_t m_stride = 1;
    std::map<std::size_t, std::size_t> m_counts; ///< champions that a class ever had
    std::vector<Entry> m_entries;                ///< ascending ids; one a class that a picture took
};

} // namespace pareidolia
