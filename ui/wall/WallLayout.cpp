// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/WallLayout.h"

#include <algorithm>

namespace pareidolia {

WallLayout::WallLayout(const Plan& plan)
    : m_tile(plan.tile.expandedTo({1, 1})),
      m_width(plan.width),
      m_headingHeight(plan.headingHeight),
      m_columns(std::max(1, plan.width / m_tile.width())),
      m_left(std::max(0, (plan.width - m_columns * m_tile.width()) / 2))
{
    for (const int count : plan.sections) {
        m_height += m_headingHeight;
        m_sections.push_back(
            {.first = m_rows, .count = count, .top = m_height, .firstLine = m_lines});
        m_rows += count;
        m_lines += linesOf(m_sections.back());
        m_height += linesOf(m_sections.back()) * m_tile.height();
    }
}

const WallLayout::Section& WallLayout::sectionOf(int row) const
{
    return *std::prev(std::ranges::upper_bound(m_sections, row, {}, &Section::first));
}

QRect WallLayout::tileOf(int row) const
{
    if (row < 0 || row >= m_rows)
        return {};
    const Section& section = sectionOf(row);
    const int place = row - section.first;
    return {QPoint(m_left + place % m_columns * m_tile.width(),
                   section.top + place / m_columns * m_tile.height()),
            m_tile};
}

QRect WallLayout::headingOf(int section) const
{
    return {m_left, at(section).top - m_headingHeight, m_columns * m_tile.width(), m_headingHeight};
}

int WallLayout::rowAt(const QPoint& place) const
{
    const auto [first, end] = rowsIn(place.y(), place.y());
    for (int row = first; row < end; ++row)
        if (tileOf(row).contains(place))
            return row;
    return -1;
}

int WallLayout::headingAt(const QPoint& place) const
{
    for (int section = 0; section < sections(); ++section)
        if (headingOf(section).contains(place))
            return section;
    return -1;
}

WallLayout::Rows WallLayout::rowsIn(int top, int bottom) const
{
    Rows found{m_rows, 0};
    for (const Section& section : m_sections) {
        const int below = section.top + linesOf(section) * m_tile.height();
        if (below <= top || section.top > bottom)
            continue;
        const int firstLine = std::max(0, (top - section.top) / m_tile.height());
        const int endLine = (std::min(bottom, below - 1) - section.top) / m_tile.height() + 1;
        found.first = std::min(found.first, section.first + firstLine * m_columns);
        found.end =
            std::max(found.end, section.first + std::min(section.count, endLine * m_columns));
    }
    return found.end > found.first ? found : Rows{};
}

int WallLayout::linesAway(int row, int lines) const
{
    const Section& from = sectionOf(row);
    const int place = row - from.first;
    const int line = std::clamp(from.firstLine + place / m_columns + lines, 0, m_lines - 1);
    const Section& section =
        *std::prev(std::ranges::upper_bound(m_sections, line, {}, &Section::firstLine));
    return section.first +
           std::min((line - section.firstLine) * m_columns + place % m_columns, section.count - 1);
}

} // namespace pareidolia
