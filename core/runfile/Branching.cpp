// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Branching.h"

#include "core/run/ParameterTable.h"
#include "core/runfile/Guarded.h"
#include "core/runfile/RunFile.h"
#include "core/runfile/RunFileWriter.h"
#include "core/runfile/RunRows.h"
#include "core/runfile/Schema.h"
#include "core/runfile/SettingsHistory.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <optional>
#include <system_error>

namespace pareidolia {

namespace {

std::string originOf(const RunFile& from, std::uint32_t generation)
{
    const RunHeader& header = from.header();
    std::string origin = "generation " + std::to_string(generation) + " of " + header.spec.name +
                         " (" + from.path().filename().string() + ")";
    if (!header.origin.empty())
        origin += ", which branched off " + header.origin;
    return origin;
}

/// What both files share, row by row.
class RowsUpTo
{
public:
    RowsUpTo(const RunFile& from, std::uint32_t generation, SQLite::Database& to)
        : m_name(from.path().string()),
          m_generation(generation),
          m_from(m_name, SQLite::OPEN_READONLY, busyMilliseconds),
          m_oneMoment(m_from), // a writer may go on meanwhile
          m_to(to)
    {}

    const SQLite::Database& source() const { return m_from; }

    /// How many rows it were.
    Result<std::uint64_t> copy(const char* table, const char* column, std::size_t cells)
    {
        RowReader reader(m_from, table, std::string("WHERE ") + column + " <= ?");
        reader.bind(1, m_generation);
        RowWriter writer(m_to, table, cells);
        std::uint64_t rows = 0;
        for (; const auto row = reader.next(); ++rows)
            writer.write(*row);
        if (reader.damaged() > 0)
            return failure(
                m_name, std::string("it is damaged: what it has of ") + table + " cannot be read",
                "branch off an earlier generation");
        return rows;
    }

private:
    std::string m_name;
    std::uint32_t m_generation;
    SQLite::Database m_from;
    SQLite::Transaction m_oneMoment;
    SQLite::Database& m_to;
};

/// What was counted up to a generation of an evolution: every child of it was scored.
rows::Progress progressUpTo(std::uint32_t generation, const RunHeader& header,
                            const std::vector<ChangeRecord>& changes,
                            const std::optional<CurvePoint>& before)
{
    const SettingsHistory settings(header.spec, changes);
    rows::Progress progress;
    progress.generation = generation;
    std::uint32_t next = 0;
    if (before) {
        progress.evaluations = before->evaluations;
        progress.seconds = before->seconds;
        next = before->generation + 1;
    }
    if (next <= generation)
        progress.evaluations += settings.picturesIn(next, generation);
    progress.forwardPasses = progress.evaluations;
    return progress;
}

/// Those of the branch's settings that differ from what was in force, as changes.
Result<std::vector<ChangeRecord>> changesFor(const Branch& branch, const RunSpec& begun,
                                             const std::vector<ChangeRecord>& before)
{
    RunSpec spec = begun;
    for (const ChangeRecord& change : before)
        (void)setParameterFromText(spec, change.key, change.value); // Run refuses what it cannot
    std::vector<ChangeRecord> changes;
    for (const auto& [key, value] : branch.settings) {
        const auto parameter = findParameter(key);
        if (!parameter)
            return tl::unexpected(parameter.error());
        if (!(*parameter)->differsInBranch || !applies(**parameter, spec))
            return usageError(key, "a branch has it from the run that it comes from",
                              "start a new run");
        const auto inForce = (*parameter)->get(spec);
        if (auto set = setParameterFromText(spec, key, value); !set)
            return tl::unexpected(set.error());
        if ((*parameter)->get(spec) != inForce)
            changes.push_back({branch.generation + 1, key, value});
    }
    return changes;
}

Result<void> fill(SQLite::Database& to, const RunFile& from, const Branch& branch)
{
    RowsUpTo rows(from, branch.generation, to);
    std::optional<CurvePoint> before;
    {
        RowReader points(rows.source(), "generation",
                         "WHERE number <= ? ORDER BY number DESC LIMIT 1");
        points.bind(1, branch.generation);
        if (const auto row = points.next())
            before = rows::pointOf(*row);
    }
    std::vector<ChangeRecord> changes;
    RowReader changed(rows.source(), "change", "WHERE generation <= ? ORDER BY number");
    changed.bind(1, branch.generation);
    while (const auto row = changed.next())
        if (auto change = rows::changeOf(*row))
            changes.push_back(std::move(*change));

    const auto others = changesFor(branch, from.header().spec, changes);
    if (!others)
        return tl::unexpected(others.error());
    rows::Progress progress = progressUpTo(branch.generation, from.header(), changes, before);
    struct Table
    {
        const char* name;
        const char* generation; ///< its column
        std::size_t cells;
        std::uint64_t* count = nullptr; ///< null: nobody counts
    };
    for (const Table& table :
         {Table{"generation", "number", 16},
          Table{"individual", "generation", 5, &progress.individuals},
          Table{"improvement", "generation", 4, &progress.improvements},
          Table{"genome", "generation", 3}, Table{"change", "generation", 4, &progress.changes},
          Table{"event", "generation", 4}}) {
        const auto count = rows.copy(table.name, table.generation, table.cells);
        if (!count)
            return tl::unexpected(count.error());
        if (table.count)
            *table.count = *count;
    }

    RowWriter change(to, "change", 4);
    std::uint64_t number = progress.changes;
    for (const ChangeRecord& other : *others) // they wait for the next generation
        change.write(rows::rowOf(++number, other));
    RowWriter(to, "progress", 10).write(rows::rowOf(progress));
    return {};
}

} // namespace

Result<void> branchOff(const RunFile& from, const Branch& branch, const std::filesystem::path& to)
{
    const std::string name = from.path().string();
    if (!from.generation() || branch.generation > *from.generation())
        return usageError("generation " + std::to_string(branch.generation),
                          "the run has not come so far", "choose an earlier one");
    const SearchKind* kind = findSearchKind(from.header().spec.search);
    if (!kind || kind->needsGradient)
        return failure(name, "gradient ascent cannot go back: only where it is now is known",
                       "duplicate the run instead");
    RunHeader header = from.header();
    header.origin = originOf(from, branch.generation);
    if (auto created = RunFileWriter::create(to, header); !created)
        return tl::unexpected(created.error());
    auto filled = guarded(to, [&]() -> Result<void> {
        SQLite::Database database(to.string(), SQLite::OPEN_READWRITE, busyMilliseconds);
        SQLite::Transaction transaction(database);
        if (auto done = fill(database, from, branch); !done)
            return done;
        transaction.commit();
        return {};
    });
    if (!filled) {
        std::error_code ignored;
        std::filesystem::remove(to, ignored);
    }
    return filled;
}

} // namespace pareidolia
