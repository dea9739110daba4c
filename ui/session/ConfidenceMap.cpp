// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/ConfidenceMap.h"

#include <utility>

namespace pareidolia {

void ConfidenceMap::add(Column column)
{
    column.number = m_added++;
    if (!m_columns.empty() && m_columns.back().number % m_stride != 0)
        m_columns.back() = std::move(column); // that one only stood for the latest
    else
        m_columns.push_back(std::move(column));
    while (m_columns.size() > capacity) {
        m_stride *= 2;
        const std::uint64_t latest = m_columns.back().number;
        std::erase_if(m_columns, [&](const Column& kept) {
            return kept.number % m_stride != 0 && kept.number != latest;
        });
    }
}

} // namespace pareidolia
