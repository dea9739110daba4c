// SPDX-License-Identifier: GPL-3.0-or-later
// The champions: for every class the picture that the network is surest of.
#pragma once

#include "core/search/Individual.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

struct Champion
{
    std::shared_ptr<const Individual> individual;
    double logOdds = 0;
    float confidence = 0; ///< `confidenceOf(logOdds)`
};

/// A value; copies share the individuals.
class Archive
{
public:
    /// `targets`: the classes that may have a champion, ascending.
    Archive(std::size_t classes, std::vector<std::size_t> targets);

    std::size_t classes() const { return m_champions.size(); }
    const std::vector<std::size_t>& targets() const { return m_targets; }
    const std::optional<Champion>& champion(std::size_t index) const { return m_champions[index]; }

    /// The classes that have a champion, ascending.
    const std::vector<std::size_t>& filled() const { return m_filled; }

    /// Whether `logOdds` would take the class: strictly higher, so that ties never replace, and
    /// never where it is not a number.
    bool accepts(std::size_t index, double logOdds) const;

    /// Makes it champion. Only what `accepts` said yes to.
    void put(std::size_t index, std::shared_ptr<const Individual> individual, double logOdds);

    /// SHA-256 over classes, confidences and pictures, laid out as in the documentation of the
    /// command line, so that it can be computed from exported pictures alone.
    std::string sha256() const;

private:
    std::vector<std::size_t> m_targets;
    std::vector<std::size_t> m_filled;
    std::vector<std::optional<Champion>> m_champions;
};

} // namespace pareidolia
