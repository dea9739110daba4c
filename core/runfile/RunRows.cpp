// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunRows.h"

#include "core/models/Manifest.h"
#include "core/run/ParameterTable.h"

#include <utility>

namespace pareidolia::rows {

namespace {

using Json = nlohmann::ordered_json;

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

const std::string interrupted = "interrupted"; ///< paused, for its process was killed
constexpr std::uint32_t theOne = 1;            ///< the only row of `progress`

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
        .whole(progress.passes.forward)
        .whole(progress.passes.backward)
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
    read.passes.forward = cells.whole<std::uint64_t>();
    read.passes.backward = cells.whole<std::uint64_t>();
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

Row rowOf(const Takeover& takeover)
{
    return Maker().whole(takeover.index).id(takeover.id).real(takeover.logOdds).row();
}

std::optional<Takeover> takeoverOf(const Row& row)
{
    Cells cells(row, 4);
    Takeover takeover;
    takeover.index = cells.whole<std::size_t>();
    takeover.id = cells.id();
    takeover.logOdds = cells.real();
    return cells.good(takeover);
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

Row rowOf(std::uint64_t place, const ModelInfo& network)
{
    return Maker()
        .whole(place)
        .text(network.name)
        .text(network.sha256)
        .real(1) // its weight, where several score
        .whole(static_cast<std::uint64_t>(network.input.width))
        .whole(static_cast<std::uint64_t>(network.input.height))
        .text(manifestToJson(network).dump())
        .row();
}

Row rowOf(const Lifecycle& life, const Limits& limits)
{
    RunSpec spec;
    spec.limits = limits;
    Json json = Json::object();
    for (const Parameter& parameter : parameters())
        if (parameter.isLimit)
            json[std::string(parameter.key)] = parameter.get(spec);
    return Maker()
        .whole(theOne)
        .text(life.interrupted ? interrupted : std::string(wordOf(life.state)))
        .text(life.endedBy)
        .text(life.reason)
        .text(json.dump())
        .row();
}

std::optional<SavedLife> lifeOf(const Row& row)
{
    Cells cells(row, 5);
    cells.whole<std::int64_t>();
    const std::string word = cells.text();
    const auto state = word == interrupted ? std::optional(RunState::Paused) : runStateOf(word);
    const std::string endedBy = cells.text(), reason = cells.text();
    const auto limits = Json::parse(cells.text(), nullptr, false);
    RunSpec spec;
    if (!cells.good(0) || !state || !limits.is_object())
        return std::nullopt;
    for (const auto& [key, value] : limits.items())
        if (const auto parameter = findParameter(key);
            !parameter || !(*parameter)->isLimit ||
            (!value.is_null() && !setParameter(spec, key, value)))
            return std::nullopt;
    return SavedLife{
        {.state = *state, .endedBy = endedBy, .reason = reason, .interrupted = word == interrupted},
        spec.limits};
}

std::optional<Progress> progressIn(const SQLite::Database& database)
{
    RowReader reader(database, "progress");
    const auto row = reader.next();
    return row ? progressOf(*row) : std::nullopt;
}

} // namespace pareidolia::rows
