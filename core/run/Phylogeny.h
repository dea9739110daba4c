// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run's champions came from: all of them with all of their ancestors, as a family tree.
#pragma once

#include "core/run/EventLog.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// A picture that is a champion, or an ancestor of one.
struct PhylogenyNode
{
    struct Taken
    {
        std::size_t index = 0; ///< the class
        double logOdds = 0;
    };

    IndividualId id;
    std::optional<std::size_t> parent;    ///< its place in the list; nothing: made from nothing
    std::optional<std::size_t> fromClass; ///< the class whose champion the parent was
    std::vector<Taken> taken;             ///< the classes that it took, ascending, at least one
    std::vector<std::size_t> holds;       ///< of them, those that it still holds

    /// Whether it took no class that its parent was bred for.
    bool changesClass() const;
};

/// Ascending ids: parents before their children. `records` in the order of the log. With `classes`,
/// only the champions of these.
std::vector<PhylogenyNode> phylogenyOf(std::span<const ImprovementRecord> records,
                                       std::span<const std::size_t> classes = {});

/// The tree in Graphviz's language, from left to right; edges on which the line changed class are
/// coloured.
std::string phylogenyDot(std::span<const PhylogenyNode> nodes,
                         const std::vector<std::string>& labels);

} // namespace pareidolia
