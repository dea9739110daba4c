// SPDX-License-Identifier: GPL-3.0-or-later
// Which classes gave to which: how often a child of one class's champion took another class, the
// goal switching of Nguyen, Yosinski and Clune (Innovation Engines, 2015).
#pragma once

#include "core/run/EventLog.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

namespace pareidolia {

/// A value. Counts takings: a child that takes two classes counts twice.
class GoalSwitches
{
public:
    /// Pictures without a parent count nowhere.
    void add(std::span<const ImprovementRecord> records);

    std::uint32_t count(std::size_t from, std::size_t to) const;

    /// Those that are not zero, by who gave and who was taken: of a thousand classes few give to
    /// each other.
    const std::map<std::pair<std::size_t, std::size_t>, std::uint32_t>& counts() const
    {
        return m_counts;
    }

    std::uint64_t takings() const { return m_takings; }   ///< by children
    std::uint64_t switches() const { return m_switches; } ///< of them, from another class

private:
    std::map<std::pair<std::size_t, std::size_t>, std::uint32_t> m_counts;
    std::uint64_t m_takings = 0;
    std::uint64_t m_switches = 0;
};

} // namespace pareidolia
