// SPDX-License-Identifier: GPL-3.0-or-later
// How sure the network was of every class in the course of a run: what a heat map shows, and what
// groups are compared with the rest by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pareidolia {

/// A value, as large for an hour as for a minute: over `capacity`, every second column is forgotten
/// and from then on only every second one is kept; the latest is always there.
class ConfidenceMap
{
public:
    static constexpr std::size_t capacity = 480;

    struct Column
    {
        double generation = 0;
        double evaluations = 0;
        double seconds = 0;
        std::vector<float> logOdds; ///< one a class searched for; −infinity where it had no picture
        std::uint64_t number = 0;   ///< set by `add`: the same column keeps it
    };

    void add(Column column);

    /// In the order of time.
    const std::vector<Column>& columns() const { return m_columns; }

private:
    std::vector<Column> m_columns;
    std::uint64_t m_added = 0;
    std::uint64_t m_stride = 1;
};

} // namespace pareidolia
