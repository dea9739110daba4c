// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a wall: lines of equal tiles, with or without headings between them. Plain
// arithmetic: a thousand tiles cost no more than ten. Coordinates are those of the whole wall, of
// which a view shows a part.
#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>
#include <vector>

namespace pareidolia {

/// A value. Rows are numbered through all sections.
class WallLayout
{
public:
    struct Plan
    {
        QSize tile{1, 1};
        int width = 0;             ///< of the wall
        std::vector<int> sections; ///< rows of each, none of them empty
        int headingHeight = 0;     ///< above each section
    };

    WallLayout() = default;
    explicit WallLayout(const Plan& plan);

    int rows() const { return m_rows; }
    int columns() const { return m_columns; }
    int width() const { return m_width; }
    int height() const { return m_height; }
    int sections() const { return static_cast<int>(m_sections.size()); }
    int firstRowOf(int section) const { return at(section).first; }
    int rowsOf(int section) const { return at(section).count; }

    QRect tileOf(int row) const;
    QRect headingOf(int section) const;

    /// −1 if there is no tile.
    int rowAt(const QPoint& place) const;

    /// The section whose heading is there; −1 if there is none.
    int headingAt(const QPoint& place) const;

    struct Rows
    {
        int first = 0, end = 0; ///< `end` is exclusive
    };
    /// The rows of all lines that intersect [top, bottom].
    Rows rowsIn(int top, int bottom) const;

    /// `lines` lines below `row` (above it if negative), in the same column if possible; at most
    /// the first or the last line.
    int linesAway(int row, int lines) const;

private:
    struct Section
    {
        int first = 0, count = 0; ///< rows
        int top = 0;              ///< of its tiles
        int firstLine = 0;
    };
    const Section& at(int section) const { return m_sections[static_cast<std::size_t>(section)]; }
    const Section& sectionOf(int row) const;
    int linesOf(const Section& section) const
    {
        return (section.count + m_columns - 1) / m_columns;
    }

    QSize m_tile{1, 1};
    int m_width = 0;
    int m_height = 0;
    int m_headingHeight = 0;
    int m_columns = 1;
    int m_left = 0; ///< of the first column
    int m_rows = 0;
    int m_lines = 0;
    std::vector<Section> m_sections;
};

} // namespace pareidolia
