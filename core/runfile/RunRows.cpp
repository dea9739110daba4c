// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunRows.h"

#include <utility>

namespace pareidolia::rows {

namespace {

/// Makes the cells of a row in turn.
class Maker
{
public:
    Maker& whole(std::uint64_t value)
    {
        m_row.emplace_back(static_cast<std::int64_t>(value));
        return *this;
    }
    template <typename Whole>
    Maker& wholeOrNull(const std::optional<Whole>& value)
    {
        if (value)
            return whole(*value);
        m_row.emplace_back();
        return *this;
    }
    Maker& real(double value)
    {
        m_row.emplace_back(value);
        return *this;
    }
    Maker& text(const std::string& value)
    {
        m_row.emplace_back(value);
        return *this;
    }
    Maker& id(IndividualId value) { return whole(value.generation).whole(value.child); }
    Maker& cell(Cell value)
    {
        m_row.push_back(std::move(value));
        return *this;
    }
    Row row() { return std::move(m_row); }

private:
    Row m_row;
};

bool isNull(const Cell& cell)
{
    return std::holds_alternative<std::monostate>(cell);
}

/// Reads the cells of a row in turn; one that is not as it should be spoils the whole.
class Cells
{
public:
    Cells(const Row& row, std::size_t count) : m_row(row), m_good(row.size() == count) {}

    template <typename Whole>
    Whole whole()
    {
        const auto value = m_good ? wholeAs<Whole>(m_row[m_next++]) : std::nullopt;
        m_good = m_good && value;
        return value.value_or(Whole{});
    }
    template <typename Whole>
    std::optional<Whole> wholeOrNull()
    {
        if (m_good && isNull(m_row[m_next])) {
            ++m_next;
            return std::nullopt;
        }
        return whole<Whole>();
    }
    double real() { return value<double>(); }
    std::string text() { return value<std::string>(); }
    std::optional<Blob> blobOrNull()
    {
        if (m_good && isNull(m_row[m_next])) {
            ++m_next;
            return std::nullopt;
        }
        return value<Blob>();
    }
    IndividualId id()
    {
        const auto generation = whole<std::uint32_t>();
        return {generation, whole<std::uint32_t>()};
    }

    /// `read`, if every cell was good.
    template <typename Value>
    std::optional<Value> good(Value read) const
    {
        return m_good ? std::optional(std::move(read)) : std::nullopt;
    }

private:
    template <typename Value>
    Value value()
    {
        const auto found = m_good ? as<Value>(m_row[m_next++]) : std::nullopt;
        m_good = m_good && found;
        return found.value_or(Value{});
    }

    const Row& m_row;
    std::size_t m_next = 0;
    bool m_good;
};

constexpr std::uint32_t theOne = 1; ///< the only row of `progress`

} // namespace

Row rowOf(const Progress& progress)
{
    return Maker()
        .whole(theOne)
        .wholeOrNull(progress.generation)
        .whole(progress.evaluations)
        .whole(progress.invalidScores)
        .real(progress.seconds)
        .whole(progress.improvements)
        .whole(progress.individuals)
        .whole(progress.changes)
        .whole(progress.forwardPasses)
        .whole(progress.backwardPasses)
        .row();
}

std::optional<Progress> progressOf(const Row& row)
{
    Cells cells(row, 10);
    Progress read;
    if (cells.whole<std::uint32_t>() != theOne)
        return std::nullopt;
    read.generation = cells.wholeOrNull<std::uint32_t>();
    read.evaluations = cells.whole<std::uint64_t>();
    read.invalidScores = cells.whole<std::uint64_t>();
    read.seconds = cells.real();
    read.improvements = cells.whole<std::uint64_t>();
    read.individuals = cells.whole<std::uint64_t>();
    read.changes = cells.whole<std::uint64_t>();
    read.forwardPasses = cells.whole<std::uint64_t>();
    read.backwardPasses = cells.whole<std::uint64_t>();
    return cells.good(read);
}

Row rowOf(const CurvePoint& point)
{
    const Statistics& statistics = point.statistics;
    Maker maker;
    maker.whole(point.generation).whole(point.evaluations).real(point.seconds);
    for (const double value : {statistics.mean, statistics.median, statistics.min, statistics.max})
        maker.real(value);
    for (const std::size_t count : statistics.over)
        maker.whole(count);
    for (const double quantile : statistics.logOddsQuantiles)
        maker.real(quantile);
    return maker.row();
}

std::optional<CurvePoint> pointOf(const Row& row)
{
    Cells cells(row, 16);
    CurvePoint point;
    point.generation = cells.whole<std::uint32_t>();
    point.evaluations = cells.whole<std::uint64_t>();
    point.seconds = cells.real();
    point.statistics.mean = cells.real();
    point.statistics.median = cells.real();
    point.statistics.min = cells.real();
    point.statistics.max = cells.real();
    for (std::size_t& count : point.statistics.over)
        count = cells.whole<std::size_t>();
    for (double& quantile : point.statistics.logOddsQuantiles)
        quantile = cells.real();
    return cells.good(point);
}

Row rowOf(const Descent& descent)
{
    std::optional<std::uint32_t> generation, child;
    if (descent.parent) {
        generation = descent.parent->generation;
        child = descent.parent->child;
    }
    return Maker()
        .id(descent.id)
        .wholeOrNull(generation)
        .wholeOrNull(child)
        .wholeOrNull(descent.fromClass)
        .row();
}

std::optional<Descent> descentOf(const Row& row)
{
    Cells cells(row, 5);
    Descent descent;
    descent.id = cells.id();
    const auto generation = cells.wholeOrNull<std::uint32_t>();
    const auto child = cells.wholeOrNull<std::uint32_t>();
    descent.fromClass = cells.wholeOrNull<std::size_t>();
    if (generation.has_value() != child.has_value() ||
        (generation && *generation >= descent.id.generation))
        return std::nullopt;
    if (generation)
        descent.parent = IndividualId{*generation, *child};
    return cells.good(descent);
}

Row rowOf(const Taking& taking)
{
    return Maker().whole(taking.index).id(taking.id).real(taking.logOdds).row();
}

std::optional<Taking> takingOf(const Row& row)
{
    Cells cells(row, 4);
    Taking taking;
    taking.index = cells.whole<std::size_t>();
    taking.id = cells.id();
    taking.logOdds = cells.real();
    return cells.good(taking);
}

Row rowOf(std::uint64_t number, const ChangeRecord& change)
{
    return Maker().whole(number).whole(change.generation).text(change.key).text(change.value).row();
}

std::optional<ChangeRecord> changeOf(const Row& row)
{
    Cells cells(row, 4);
    cells.whole<std::int64_t>();
    ChangeRecord change;
    change.generation = cells.whole<std::uint32_t>();
    change.key = cells.text();
    change.value = cells.text();
    return cells.good(std::move(change));
}

Row rowOf(std::uint64_t place, const SearchMemory::Ascent& ascent, Cell content)
{
    const SearchReport::Milestones& seen = ascent.milestones;
    return Maker()
        .whole(place)
        .whole(seen.index)
        .id(ascent.id)
        .whole(ascent.steps)
        .whole(ascent.done)
        .whole(seen.failed)
        .wholeOrNull(seen.top)
        .wholeOrNull(seen.over99)
        .wholeOrNull(seen.over999)
        .wholeOrNull(seen.over9999)
        .cell(std::move(content))
        .row();
}

std::optional<SavedAscent> ascentOf(const Row& row)
{
    Cells cells(row, 12);
    SavedAscent saved;
    cells.whole<std::int64_t>();
    SearchReport::Milestones& seen = saved.ascent.milestones;
    seen.index = cells.whole<std::size_t>();
    saved.ascent.id = cells.id();
    saved.ascent.steps = cells.whole<std::uint32_t>();
    saved.ascent.done = cells.whole<int>() != 0;
    seen.failed = cells.whole<int>() != 0;
    seen.top = cells.wholeOrNull<std::uint32_t>();
    seen.over99 = cells.wholeOrNull<std::uint32_t>();
    seen.over999 = cells.wholeOrNull<std::uint32_t>();
    seen.over9999 = cells.wholeOrNull<std::uint32_t>();
    saved.content = cells.blobOrNull();
    return cells.good(std::move(saved));
}

} // namespace pareidolia::rows
