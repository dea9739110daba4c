// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunFile.h"

#include "core/runfile/GenomeText.h"
#include "core/runfile/Guarded.h"
#include "core/runfile/Individuals.h"
#include "core/runfile/RunRows.h"
#include "core/runfile/Schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <map>
#include <set>
#include <utility>

namespace pareidolia {

namespace {

Champion championOf(std::shared_ptr<const Individual> individual, const rows::Taking& taking)
{
    return {std::move(individual), taking.logOdds, confidenceOf(taking.logOdds)};
}

} // namespace

struct RunFile::Parts
{
    std::filesystem::path path;
    std::string name; ///< the path as text
    std::unique_ptr<SQLite::Database> database;
    RunHeader header;
    rows::Progress progress;
    std::vector<ChangeRecord> changes; ///< in force and waiting

    Result<void> readHeader();
    Result<void> readProgress();
    Individuals individualsFor(const Search& search) const
    {
        return Individuals(*database, name, search, header.spec, changes);
    }
    Error damaged(const std::string& what) const
    {
        return {name, "it is damaged: " + what, "take a copy of it, if there is one"};
    }

    /// Every row, as what `read` makes of it; an error where one is damaged or does not fit.
    template <typename Value, typename Read>
    Result<std::vector<Value>> all(const char* table, const std::string& rest, const char* what,
                                   Read read) const
    {
        std::vector<Value> values;
        RowReader reader(*database, table, rest);
        while (const auto row = reader.next()) {
            auto value = read(*row);
            if (!value)
                return tl::unexpected(damaged(what));
            values.push_back(std::move(*value));
        }
        if (reader.damaged() > 0)
            return tl::unexpected(damaged(what));
        return values;
    }

    Result<std::vector<rows::Taking>> takings() const;
    Result<std::vector<ImprovementRecord>> records(const std::vector<rows::Taking>& takings) const;
    Result<std::vector<Improvement>> grown(const Search& search,
                                           const std::map<std::size_t, rows::Taking>& best) const;
    Result<std::vector<SearchMemory::Ascent>> ascents(const Search& search) const;
};

Result<std::unique_ptr<RunFile>> RunFile::open(const std::filesystem::path& path)
{
    auto parts = std::make_unique<Parts>();
    parts->path = path;
    parts->name = path.string();
    const auto read = guarded(path, [&]() -> Result<void> {
        if (auto header = parts->readHeader(); !header)
            return header;
        return parts->readProgress();
    });
    if (!read)
        return tl::unexpected(read.error());
    return std::unique_ptr<RunFile>(new RunFile(std::move(parts)));
}

RunFile::RunFile(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

RunFile::~RunFile() = default;

const std::filesystem::path& RunFile::path() const
{
    return m_parts->path;
}

const RunHeader& RunFile::header() const
{
    return m_parts->header;
}

std::optional<std::uint32_t> RunFile::generation() const
{
    return m_parts->progress.generation;
}

double RunFile::seconds() const
{
    return m_parts->progress.seconds;
}

Result<void> RunFile::Parts::readHeader()
{
    database = std::make_unique<SQLite::Database>(name, SQLite::OPEN_READONLY, busyMilliseconds);
    if (auto checked = schema::check(*database, name); !checked)
        return checked;
    auto found = headerIn(*database, name);
    if (!found)
        return tl::unexpected(found.error());
    header = std::move(*found);
    return {};
}

Result<void> RunFile::Parts::readProgress()
{
    RowReader state(*database, "progress");
    const auto row = state.next();
    const auto reached = row ? rows::progressOf(*row) : std::nullopt;
    if (!reached)
        return tl::unexpected(damaged("how far the run came cannot be read"));
    progress = *reached;
    auto changed = all<ChangeRecord>("change", "ORDER BY number",
                                     "a change of its settings cannot be read", rows::changeOf);
    if (!changed)
        return tl::unexpected(changed.error());
    if (changed->size() < progress.changes)
        return tl::unexpected(damaged("a change of its settings is missing"));
    changes = std::move(*changed);
    return {};
}

Result<std::vector<rows::Taking>> RunFile::Parts::takings() const
{
    auto takings = all<rows::Taking>("improvement", "ORDER BY generation, child, class",
                                     "an improvement cannot be read", rows::takingOf);
    if (takings && takings->size() != progress.improvements)
        return tl::unexpected(damaged("an improvement is missing"));
    return takings;
}

Result<std::vector<ImprovementRecord>>
RunFile::Parts::records(const std::vector<rows::Taking>& takings) const
{
    const auto descents = all<rows::Descent>("individual", "ORDER BY generation, child",
                                             "an individual cannot be read", rows::descentOf);
    if (!descents)
        return tl::unexpected(descents.error());
    std::vector<ImprovementRecord> records;
    auto descent = descents->begin();
    for (const rows::Taking& taking : takings) {
        while (descent != descents->end() && descent->id < taking.id)
            ++descent;
        if (descent == descents->end() || descent->id != taking.id)
            return tl::unexpected(damaged("an individual is missing"));
        if (descent->fromClass.value_or(0) >= header.model.classes() ||
            taking.index >= header.model.classes())
            return tl::unexpected(damaged("an individual is of a class that there is not"));
        records.push_back({taking.id, static_cast<std::uint32_t>(taking.index),
                           descent->fromClass ? static_cast<std::int32_t>(*descent->fromClass) : -1,
                           descent->parent.value_or(IndividualId{}), taking.logOdds});
    }
    return records;
}

Result<std::vector<Improvement>>
RunFile::Parts::grown(const Search& search, const std::map<std::size_t, rows::Taking>& best) const
{
    Individuals individuals = individualsFor(search);
    std::vector<Improvement> champions;
    for (const auto& [index, taking] : best) {
        auto individual = individuals.find(taking.id);
        if (!individual)
            return tl::unexpected(individual.error());
        champions.push_back({index, championOf(std::move(*individual), taking)});
    }
    return champions;
}

Result<std::vector<SearchMemory::Ascent>> RunFile::Parts::ascents(const Search& search) const
{
    auto saved = all<rows::SavedAscent>("ascent", "ORDER BY place", "a class's way cannot be read",
                                        rows::ascentOf);
    if (!saved)
        return tl::unexpected(saved.error());
    std::vector<SearchMemory::Ascent> ascents;
    for (const auto& [ascent, content] : *saved) {
        ascents.push_back(ascent);
        if (!content)
            continue;
        auto genome = unpackGenome(content->bytes, search, name);
        if (!genome)
            return tl::unexpected(genome.error());
        ascents.back().at = std::move(*genome);
    }
    return ascents;
}

Result<SavedRun> RunFile::load(const Search& search) const
{
    return guarded(path(), [&]() -> Result<SavedRun> {
        const SQLite::Transaction oneMoment(*m_parts->database); // a writer may go on meanwhile
        if (auto read = m_parts->readProgress(); !read)
            return tl::unexpected(read.error());
        const rows::Progress& progress = m_parts->progress;
        SavedRun saved;
        saved.spec = m_parts->header.spec;
        saved.changes = m_parts->changes;
        saved.evaluations = progress.evaluations;
        saved.invalidScores = progress.invalidScores;
        saved.seconds = progress.seconds;
        const auto takings = m_parts->takings();
        if (!takings)
            return tl::unexpected(takings.error());
        std::map<std::size_t, rows::Taking> best;
        for (const rows::Taking& taking : *takings)
            best[taking.index] = taking;
        auto champions = m_parts->grown(search, best);
        if (!champions)
            return tl::unexpected(champions.error());
        saved.champions = std::move(*champions);
        auto ascents = m_parts->ascents(search);
        if (!ascents)
            return tl::unexpected(ascents.error());
        saved.memory = {.generation = progress.generation ? *progress.generation + 1 : 0,
                        .forwardPasses = progress.forwardPasses,
                        .backwardPasses = progress.backwardPasses,
                        .ascents = std::move(*ascents)};
        const auto points = m_parts->all<CurvePoint>(
            "generation", "ORDER BY number", "the statistics cannot be read", rows::pointOf);
        if (!points)
            return tl::unexpected(points.error());
        for (const CurvePoint& point : *points)
            saved.curve.add(point);
        auto records = m_parts->records(*takings);
        if (!records)
            return tl::unexpected(records.error());
        saved.improvements = std::move(*records);
        return saved;
    });
}

Result<std::vector<IndividualId>> RunFile::surest(std::size_t most) const
{
    return guarded(path(), [&]() -> Result<std::vector<IndividualId>> {
        // A class's champion is the surest that ever took it.
        RowReader reader(*m_parts->database, "improvement", "ORDER BY log_odds DESC");
        std::set<std::size_t> classes;
        std::vector<IndividualId> ids;
        while (ids.size() < most) {
            const auto row = reader.next();
            if (!row)
                break;
            const auto taking = rows::takingOf(*row);
            if (taking && classes.insert(taking->index).second)
                ids.push_back(taking->id);
        }
        return ids;
    });
}

Result<std::vector<GenomePointer>> RunFile::genomesOf(const Search& search,
                                                      std::span<const IndividualId> ids) const
{
    return guarded(path(), [&]() -> Result<std::vector<GenomePointer>> {
        if (auto read = m_parts->readProgress(); !read) // settings may have changed since
            return tl::unexpected(read.error());
        Individuals individuals = m_parts->individualsFor(search);
        std::vector<GenomePointer> genomes;
        for (const IndividualId& id : ids)
            genomes.push_back(individuals.genomeOf(id).value_or(nullptr));
        return genomes;
    });
}

} // namespace pareidolia
