// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunRows.h"

#include "core/models/Manifest.h"
#include "core/run/ParameterTable.h"

#include <array>
#include <concepts>
#include <type_traits>
#include <utility>

namespace pareidolia::rows {

namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
concept Whole = std::unsigned_integral<Value>;

void put(Row& row, Whole auto value)
{
    row.emplace_back(static_cast<std::int64_t>(value));
}
void put(Row& row, double value)
{
    row.emplace_back(value);
}
void put(Row& row, const std::string& value)
{
    row.emplace_back(value);
}
void put(Row& row, const IndividualId& id)
{
    put(row, id.generation);
    put(row, id.child);
}
template <Whole Value>
void put(Row& row, const std::optional<Value>& value)
{
    if (value)
        put(row, *value);
    else
        row.emplace_back();
}
template <typename Value, std::size_t count>
void put(Row& row, const std::array<Value, count>& values)
{
    for (const Value& value : values)
        put(row, value);
}

/// Takes the cells of a row in turn; one that is not as it should be spoils the whole.
class Cells
{
public:
    explicit Cells(const Row& row) : m_row(row) {}

    void take(Whole auto& value)
    {
        keep(value, wholeAs<std::remove_cvref_t<decltype(value)>>(cell()));
    }
    void take(double& value) { keep(value, as<double>(cell())); }
    void take(std::string& value) { keep(value, as<std::string>(cell())); }
    void take(IndividualId& id)
    {
        take(id.generation);
        take(id.child);
    }
    template <Whole Value>
    void take(std::optional<Value>& value)
    {
        const Cell& next = cell();
        if (!std::holds_alternative<std::monostate>(next))
            keep(value.emplace(), wholeAs<Value>(next));
    }
    template <typename Value, std::size_t count>
    void take(std::array<Value, count>& values)
    {
        for (Value& value : values)
            take(value);
    }

    bool allGood() const { return m_good && m_next == m_row.size(); }

private:
    const Cell& cell()
    {
        static const Cell none;
        m_good = m_good && m_next < m_row.size();
        return m_good ? m_row[m_next++] : none;
    }
    template <typename Value>
    void keep(Value& value, const std::optional<Value>& found)
    {
        m_good = m_good && found;
        value = found.value_or(Value{});
    }

    const Row& m_row;
    std::size_t m_next = 0;
    bool m_good = true;
};

/// Writes the fields of a row, or reads them: false if the row does not fit.
template <typename... Fields>
Row rowWith(const Fields&... fields)
{
    Row row;
    (put(row, fields), ...);
    return row;
}
template <typename... Fields>
bool read(const Row& row, Fields&... fields)
{
    Cells cells(row);
    (cells.take(fields), ...);
    return cells.allGood();
}

const std::string interrupted = "interrupted"; ///< paused, for its process was killed
constexpr std::uint32_t theOne = 1;            ///< the only row of `progress`

// What is written and read in the same order: `act` gets the fields.

auto withFields(auto& progress, auto act) requires requires
{
    progress.improvements;
}
{
    return act(progress.generation, progress.evaluations, progress.invalidScores, progress.seconds,
               progress.improvements, progress.individuals, progress.changes,
               progress.passes.forward, progress.passes.backward);
}
auto withFields(auto& point, auto act) requires requires
{
    point.statistics;
}
{
    auto& statistics = point.statistics;
    return act(point.generation, point.evaluations, point.seconds, statistics.mean,
               statistics.median, statistics.min, statistics.max, statistics.over,
               statistics.logOddsQuantiles);
}

} // namespace

Row rowOf(const Progress& progress)
{
    return withFields(progress, [](const auto&... fields) { return rowWith(theOne, fields...); });
}

std::optional<Progress> progressOf(const Row& row)
{
    Progress progress;
    std::uint32_t id = 0;
    const bool good =
        withFields(progress, [&](auto&... fields) { return read(row, id, fields...); });
    return good && id == theOne ? std::optional(progress) : std::nullopt;
}

Row rowOf(const CurvePoint& point)
{
    return withFields(point, [](const auto&... fields) { return rowWith(fields...); });
}

std::optional<CurvePoint> pointOf(const Row& row)
{
    CurvePoint point;
    const bool good = withFields(point, [&](auto&... fields) { return read(row, fields...); });
    return good ? std::optional(point) : std::nullopt;
}

Row rowOf(const Descent& descent)
{
    std::optional<std::uint32_t> generation, child;
    if (descent.parent) {
        generation = descent.parent->generation;
        child = descent.parent->child;
    }
    return rowWith(descent.id, generation, child, descent.fromClass);
}

std::optional<Descent> descentOf(const Row& row)
{
    Descent descent;
    std::optional<std::uint32_t> generation, child;
    if (!read(row, descent.id, generation, child, descent.fromClass) ||
        generation.has_value() != child.has_value() ||
        (generation && *generation >= descent.id.generation))
        return std::nullopt;
    if (generation)
        descent.parent = IndividualId{*generation, *child};
    return descent;
}

Row rowOf(const Takeover& takeover)
{
    return rowWith(takeover.index, takeover.id, takeover.logOdds);
}

std::optional<Takeover> takeoverOf(const Row& row)
{
    Takeover takeover;
    return read(row, takeover.index, takeover.id, takeover.logOdds) ? std::optional(takeover)
                                                                    : std::nullopt;
}

Row rowOf(std::uint64_t number, const ChangeRecord& change)
{
    return rowWith(number, change.generation, change.key, change.value);
}

std::optional<ChangeRecord> changeOf(const Row& row)
{
    std::uint64_t number = 0;
    ChangeRecord change;
    const bool good = read(row, number, change.generation, change.key, change.value);
    return good ? std::optional(change) : std::nullopt;
}

Row rowOf(std::uint64_t place, const ModelInfo& network)
{
    constexpr double weight = 1; // where several score
    return rowWith(place, network.name, network.sha256, weight,
                   static_cast<std::uint64_t>(network.input.width),
                   static_cast<std::uint64_t>(network.input.height),
                   manifestToJson(network).dump());
}

Row rowOf(const Lifecycle& life, const Limits& limits)
{
    RunSpec spec;
    spec.limits = limits;
    Json json = Json::object();
    for (const Parameter& parameter : parameters())
        if (parameter.isLimit)
            json[std::string(parameter.key)] = parameter.get(spec);
    return rowWith(theOne, life.interrupted ? interrupted : std::string(wordOf(life.state)),
                   life.endedBy, life.reason, json.dump());
}

std::optional<SavedLife> lifeOf(const Row& row)
{
    std::uint32_t id = 0;
    std::string word, endedBy, reason, text;
    if (!read(row, id, word, endedBy, reason, text))
        return std::nullopt;
    const auto state = word == interrupted ? std::optional(RunState::Paused) : runStateOf(word);
    const auto limits = Json::parse(text, nullptr, false);
    RunSpec spec;
    if (!state || !limits.is_object())
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
