// SPDX-License-Identifier: GPL-3.0-or-later
// How often a child of one class's champion took over another class: the goal switching of Nguyen,
// Yosinski and Clune (Innovation Engines, 2015).
#pragma once

#include "core/run/EventLog.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

namespace pareidolia {

/// A value. Counts takeovers: a child that takes over two classes counts twice.
class GoalSwitches
{
public:
    /// Pictures without a parent are not counted.
    void add(std::span<const ImprovementRecord> records);

    std::uint32_t count(std::size_t from, std::size_t to) const;

    /// Counts that are not zero, by the parent's class and the class that was taken over: of all
    /// pairs of a thousand classes few occur.
    const std::map<std::pair<std::size_t, std::size_t>, std::uint32_t>& counts() const
    {
        return m_counts;
    }

    std::uint64_t takeovers() const { return m_takeovers; } ///< by children
    std::uint64_t switches() const { return m_switches; }   ///< of them, from another class

private:
    std::map<std::pair<std::size_t, std::size_t>, std::uint32_t> m_counts;
    std::uint64_t m_takeovers = 0;
    std::uint64_t m_switches = 0;
};

} // namespace pareidolia
