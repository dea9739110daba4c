// SPDX-License-Identifier: GPL-3.0-or-later
// The champions that were, for people who look back: as many as a budget of memory holds.
#pragma once

#include "core/encoding/Encoding.h"
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

/// The champions that a run had in another process.
class PastChampions
{
public:
    virtual ~PastChampions() = default;

    /// Oldest first; those that can still be had, with their pictures.
    virtual std::vector<Champion> ofClass(std::size_t index) const = 0;

    /// With its picture; null if it cannot be had.
    virtual std::shared_ptr<const Individual> find(IndividualId id) const = 0;
};

/// A value. The latest champion of a class is the archive's own and costs nothing here. A large one
/// that was overtaken keeps its genome or its picture, whichever is smaller: a CPPN of a kilobyte
/// paints a photograph's size again in milliseconds. Over budget, only every n-th of them is kept,
/// with n growing as need be: what stays is spread over the whole run.
class ChampionHistory
{
public:
    static constexpr std::size_t standardBudget = 32u << 20; ///< bytes

    /// Without an encoding, which paints genomes again, pictures stay.
    explicit ChampionHistory(std::size_t budget = standardBudget,
                             std::shared_ptr<const Encoding> encoding = nullptr)
        : m_budget(budget), m_encoding(std::move(encoding))
    {}

    /// Whom to ask for champions of before.
    void setPast(std::shared_ptr<const PastChampions> past) { m_past = std::move(past); }

    /// In the order in which they came.
    void add(const Improvement& improvement);

    /// The champions of a class that are still known, oldest first. Those that were overtaken may
    /// have no pixels: see `painted`.
    std::vector<Champion> ofClass(std::size_t index) const;

    /// The same individual with its picture.
    std::shared_ptr<const Individual>
    painted(const std::shared_ptr<const Individual>& individual) const;

    /// Painted; nearest first, at most `most`; ends early at the first one that is forgotten.
    std::vector<Ancestor> ancestors(const Individual& individual, std::size_t most) const;

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
    std::shared_ptr<const Individual> find(IndividualId id) const;
    static std::size_t bytesOf(const Entry& entry);
    void overtake(std::size_t index, IndividualId latest);
    std::shared_ptr<const Individual>
    remainsOf(const std::shared_ptr<const Individual>& individual) const;
    void thinOut();
    void keepEvery(std::size_t stride);

    std::size_t m_budget;
    std::shared_ptr<const Encoding> m_encoding;
    std::shared_ptr<const PastChampions> m_past; ///< null: the run began here
    std::size_t m_bytes = 0;
    std::size_t m_stride = 1;
    std::map<std::size_t, ClassRecord> m_classes;
    std::vector<Entry> m_entries; ///< ascending ids; one a class that a picture took
};

} // namespace pareidolia
