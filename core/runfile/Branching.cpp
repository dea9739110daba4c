// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Branching.h"

#include "core/base/ReturnError.h"
#include "core/classifier/ClassList.h"
#include "core/run/ParameterTable.h"
#include "core/runfile/FileLock.h"
#include "core/runfile/OpenForReading.h"
#include "core/runfile/RunFile.h"
#include "core/runfile/RunRows.h"
#include "core/runfile/Schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <iterator>
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
          m_from(openForReading(from.path()).value()), // it was opened a moment ago
          m_oneMoment(*m_from),                        // a writer may go on meanwhile
          m_to(to)
    {}

    const SQLite::Database& source() const { return *m_from; }

    /// How many rows it were.
    Result<std::uint64_t> copy(const char* table, const char* column, std::size_t cells)
    {
        RowReader reader(*m_from, table, std::string("WHERE ") + column + " <= ?");
        reader.bind(1, m_generation);
        RowWriter writer(m_to, table, cells);
        std::uint64_t rows = 0;
        for (; const auto row = reader.next(); ++rows)
            writer.write(*row);
        if (reader.damaged() > 0)
            return failure(m_name,
                           std::string("it is damaged: a row of its table ") + table +
                               " cannot be read",
                           "branch off an earlier generation, or use a backup copy");
        return rows;
    }

private:
    std::string m_name;
    std::uint32_t m_generation;
    ReadableDatabase m_from;
    SQLite::Transaction m_oneMoment;
    SQLite::Database& m_to;
};

/// What was counted up to a generation: every child of it was scored.
rows::Progress progressUpTo(std::uint32_t generation, const SettingsLog& settings,
                            std::size_t targets, const std::optional<CurvePoint>& before)
{
    rows::Progress progress;
    progress.generation = generation;
    std::uint32_t next = 0;
    if (before) {
        progress.evaluations = before->evaluations;
        progress.seconds = before->seconds;
        next = before->generation + 1;
    }
    progress.evaluations += settings.picturesIn(next, generation, targets);
    progress.passes.forward = progress.evaluations;
    return progress;
}

/// The limits of the branch: those that are not met already, and its own.
Result<Limits> limitsOf(const Branch& branch, const RunSpec& spec, const rows::Progress& progress,
                        const std::optional<CurvePoint>& before)
{
    RunSpec limited = spec;
    Limits& limits = limited.limits;
    const auto dropMet = [](auto& limit, auto reached) {
        if (limit && reached >= *limit)
            limit.reset();
    };
    dropMet(limits.generations, *progress.generation);
    dropMet(limits.evaluations, progress.evaluations);
    dropMet(limits.seconds, progress.seconds);
    dropMet(limits.untilMedian, before ? before->statistics.median : 0);
    dropMet(limits.untilMin, before ? before->statistics.min : 0);
    for (const auto& [key, value] : branch.settings)
        if (const auto parameter = findParameter(key); parameter && (*parameter)->isLimit)
            RETURN_IF_ERROR(setParameterFromText(limited, key, value));
    return limits;
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
    std::vector<ChangeRecord> inForce; // in force then
    std::ranges::copy_if(
        from.settings().changes(), std::back_inserter(inForce),
        [&](const auto& change) { return change.generation <= branch.generation; });
    ASSIGN_OR_RETURN(auto settings, SettingsLog::restored(from.settings().begun(), inForce,
                                                          branch.generation + 1));
    for (const auto& [key, value] : branch.settings) {
        const auto parameter = findParameter(key);
        if (parameter && (*parameter)->isLimit)
            continue;
        RETURN_IF_ERROR(
            settings.ask(key, value, branch.generation + 1, SettingsLog::Asked::ForBranch));
    }
    const ModelInfo& model = from.header().model;
    ASSIGN_OR_RETURN(const auto targets,
                     parseClasses(settings.begun().classes, model.labels, model.groups));
    rows::Progress progress = progressUpTo(branch.generation, settings, targets.size(), before);
    ASSIGN_OR_RETURN(const Limits limits, limitsOf(branch, settings.coming(), progress, before));

    struct Table
    {
        const char* name;
        const char* generation; ///< its column
        std::size_t cells;
        std::uint64_t* count = nullptr; ///< null: nobody counts
    };
    for (const Table& table : {Table{"generation", "number", 16},
                               Table{"individual", "generation", 5, &progress.individuals},
                               Table{"improvement", "generation", 4, &progress.improvements},
                               Table{"genome", "generation", 3}, Table{"event", "generation", 4}}) {
        ASSIGN_OR_RETURN(const auto count, rows.copy(table.name, table.generation, table.cells));
        if (table.count)
            *table.count = count;
    }
    RETURN_IF_ERROR(rows.copy("document", "0", 3)); // all of them

    RowWriter change(to, "change", 4);
    std::uint64_t number = 0;
    for (const auto* list : {&settings.changes(), &settings.waiting()})
        for (const ChangeRecord& record : *list)
            change.write(rows::rowOf(++number, record));
    progress.changes = settings.changes().size();
    RowWriter(to, "progress", 10).write(rows::rowOf(progress));
    RowWriter(to, "lifecycle", 5).write(rows::rowOf(Lifecycle{.state = RunState::Paused}, limits));
    return {};
}

} // namespace

Result<void> branchOff(const RunFile& from, const Branch& branch, const std::filesystem::path& to)
{
    const std::string name = from.path().string();
    if (!from.generation() || branch.generation > *from.generation())
        return usageError("generation " + std::to_string(branch.generation),
                          "the run has not reached it", "choose an earlier one");
    const EmitterKind* kind = findEmitterKind(from.header().spec.search);
    if (!kind || !kind->canBranch)
        return failure(name,
                       "a run of " + from.header().spec.search +
                           " cannot go back: only its last generation is in the file",
                       "duplicate the run instead");
    RunHeader header = from.header();
    header.origin = originOf(from, branch.generation);
    const auto checkIsFree = [&]() -> Result<void> {
        if (std::error_code ignored; std::filesystem::exists(to, ignored))
            return usageError(to.string(), "there is such a file already", "choose another name");
        return {};
    };
    RETURN_IF_ERROR(checkIsFree());
    ASSIGN_OR_RETURN(const auto lock, FileLock::take(to));
    RETURN_IF_ERROR(checkIsFree()); // somebody may have been faster
    return writeDatabase(to, [&](const std::filesystem::path& beside) -> Result<void> {
        SQLite::Database database(beside.string(), SQLite::OPEN_READWRITE);
        SQLite::Transaction transaction(database);
        schema::create(database);
        writeHeader(database, header);
        RETURN_IF_ERROR(fill(database, from, branch));
        transaction.commit();
        return {};
    });
}

} // namespace pareidolia
