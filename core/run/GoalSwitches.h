// SPDX-License-Identifier: GPL-3.0-or-later
// Which classes gave to which: how often a child of one class's champion took another class, the
// goal switching of Nguyen, Yosinski and Clune (Innovation Engines, 2015).
#pragma once

#include "core/run/EventLog.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pareidolia {

/// A value. Counts takings: a child that takes two classes counts twice.
class GoalSwitches
{
public:
    /// `classes`: of the network.
    explicit GoalSwitches(std::size_t classes) : m_classes(classes), m_counts(classes * classes) {}

    /// Pictures without a parent count nowhere.
    void add(std::span<const ImprovementRecord> records);

    std::uint32_t count(std::size_t from, std::size_t to) const
    {
        return m_counts[from * m_classes + to];
    }

    std::uint64_t takings() const { return m_takings; }   ///< by children
    std::uint64_t switches() const { return m_switches; } ///< of them, from another class

private:
    std::size_t m_classes;
    std::vector<std::uint32_t> m_counts; ///< rows: who gave
    std::uint64_t m_takings = 0;
    std::uint64_t m_switches = 0;
};

} // namespace pareidolia
