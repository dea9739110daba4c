// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunFile.h"

#include "core/base/ReturnError.h"
#include "core/runfile/FileLock.h"
#include "core/runfile/Guarded.h"
#include "core/runfile/Individuals.h"
#include "core/runfile/OpenForReading.h"
#include "core/runfile/PackedText.h"
#include "core/runfile/RunRows.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace pareidolia {

namespace {

Champion championOf(std::shared_ptr<const Individual> individual, const rows::Takeover& takeover)
{
    return {std::move(individual), takeover.logOdds, confidenceOf(takeover.logOdds)};
}

} // namespace

struct RunFile::Parts
{
    std::filesystem::path path;
    std::string name; ///< the path as text
    ReadableDatabase database;
    RunHeader header;
    rows::Progress progress;
    Lifecycle life; ///< as it stands there
    SettingsLog settings;

    Result<void> refresh();
    std::uint32_t next() const { return progress.generation ? *progress.generation + 1 : 0; }
    Individuals individualsFor(const Search& search) const
    {
        return Individuals(*database, name, search, settings);
    }
    Error damaged(const std::string& what) const
    {
        return {name, "it is damaged: " + what, "use a backup copy, if there is one"};
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

    Result<std::vector<rows::Takeover>> takeovers() const;
    Result<std::vector<ImprovementRecord>>
    records(const std::vector<rows::Takeover>& takeovers) const;
    Result<std::vector<Improvement>> grown(const Search& search,
                                           const std::map<std::size_t, rows::Takeover>& best) const;
    Result<SavedEmitterMemory> memory() const;
    Result<ScreeningFigures> screening() const;
};

Result<std::unique_ptr<RunFile>> RunFile::open(const std::filesystem::path& path)
{
    auto parts = std::make_unique<Parts>();
    parts->path = path;
    parts->name = path.string();
    const auto read = guarded(path, [&]() -> Result<void> {
        ASSIGN_OR_RETURN(auto database, openForReading(path));
        parts->database = std::move(database);
        ASSIGN_OR_RETURN(auto header, headerIn(*parts->database, parts->name));
        parts->header = std::move(header);
        return parts->refresh();
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

const SettingsLog& RunFile::settings() const
{
    return m_parts->settings;
}

Lifecycle RunFile::lifecycle() const
{
    Lifecycle life = m_parts->life;
    if (life.state == RunState::Running && !FileLock::isHeld(path()))
        life = {.state = RunState::Paused, .interrupted = true};
    return life;
}

std::optional<std::uint32_t> RunFile::generation() const
{
    return m_parts->progress.generation;
}

double RunFile::seconds() const
{
    return m_parts->progress.seconds;
}

Result<bool> RunFile::refresh()
{
    return guarded(path(), [&]() -> Result<bool> {
        const auto before = generation();
        const Lifecycle life = m_parts->life;
        const SettingsLog settings = m_parts->settings;
        RETURN_IF_ERROR(m_parts->refresh());
        return before != generation() || life != m_parts->life || settings != m_parts->settings;
    });
}

/// How far the run came, where it is in its life, and its settings.
Result<void> RunFile::Parts::refresh()
{
    const auto reached = rows::progressIn(*database);
    if (!reached)
        return tl::unexpected(damaged("how far the run came cannot be read"));
    progress = *reached;
    RowReader lives(*database, "lifecycle");
    const auto row = lives.next();
    const auto saved = row ? rows::lifeOf(*row) : std::nullopt;
    if (!saved)
        return tl::unexpected(damaged("its state cannot be read"));
    life = saved->life;
    header.spec.limits = saved->limits;
    ASSIGN_OR_RETURN(const auto changes,
                     all<ChangeRecord>("change", "ORDER BY number",
                                       "a change of its settings cannot be read", rows::changeOf));
    if (changes.size() < progress.changes)
        return tl::unexpected(damaged("a change of its settings is missing"));
    auto restored = SettingsLog::restored(header.spec, changes, next());
    if (!restored)
        return tl::unexpected(damaged(restored.error().sentence()));
    settings = std::move(*restored);
    return {};
}

Result<std::vector<rows::Takeover>> RunFile::Parts::takeovers() const
{
    auto takeovers = all<rows::Takeover>("improvement", "ORDER BY generation, child, class",
                                         "an improvement cannot be read", rows::takeoverOf);
    if (takeovers && takeovers->size() != progress.improvements)
        return tl::unexpected(damaged("an improvement is missing"));
    return takeovers;
}

Result<std::vector<ImprovementRecord>>
RunFile::Parts::records(const std::vector<rows::Takeover>& takeovers) const
{
    ASSIGN_OR_RETURN(const auto descents,
                     all<rows::Descent>("individual", "ORDER BY generation, child",
                                        "an individual cannot be read", rows::descentOf));
    std::vector<ImprovementRecord> records;
    auto descent = descents.begin();
    for (const rows::Takeover& takeover : takeovers) {
        while (descent != descents.end() && descent->id < takeover.id)
            ++descent;
        if (descent == descents.end() || descent->id != takeover.id)
            return tl::unexpected(damaged("an individual is missing"));
        if (descent->fromClass.value_or(0) >= header.model.classes() ||
            takeover.index >= header.model.classes())
            return tl::unexpected(damaged("an individual is of a class that there is not"));
        records.push_back({takeover.id, static_cast<std::uint32_t>(takeover.index),
                           descent->fromClass ? static_cast<std::int32_t>(*descent->fromClass) : -1,
                           descent->parent.value_or(IndividualId{}), takeover.logOdds});
    }
    return records;
}

Result<std::vector<Improvement>>
RunFile::Parts::grown(const Search& search, const std::map<std::size_t, rows::Takeover>& best) const
{
    Individuals individuals = individualsFor(search);
    std::vector<Improvement> champions;
    for (const auto& [index, takeover] : best) {
        ASSIGN_OR_RETURN(auto individual, individuals.find(takeover.id));
        champions.push_back({index, championOf(std::move(individual), takeover)});
    }
    return champions;
}

Result<SavedEmitterMemory> RunFile::Parts::memory() const
{
    SavedEmitterMemory memory;
    RowReader parts(*database, "memory", "ORDER BY part");
    while (const auto row = parts.next()) {
        const auto kind = as<std::string>((*row)[1]);
        const auto version = wholeAs<int>((*row)[2]);
        const auto content = as<Blob>((*row)[3]);
        ASSIGN_OR_RETURN(auto text,
                         content ? unpackText(content->bytes, name) : Result<std::string>(""));
        if (kind != header.spec.search || !version || !content)
            return tl::unexpected(damaged("what its search remembers cannot be read"));
        memory.version = *version;
        memory.parts.push_back(std::move(text));
    }
    if (parts.damaged() > 0)
        return tl::unexpected(damaged("what its search remembers cannot be read"));
    return memory;
}

Result<ScreeningFigures> RunFile::Parts::screening() const
{
    ASSIGN_OR_RETURN(
        const auto found,
        all<ScreeningFigures>("about", "WHERE key = 'screening'",
                              "how its screening went cannot be read", [](const Row& row) {
                                  return screeningFromJson(as<std::string>(row[1]).value_or(""));
                              }));
    return found.empty() ? ScreeningFigures{} : found.front();
}

Result<void> RunFile::copyTo(const std::filesystem::path& to) const
{
    const auto lock = FileLock::take(to); // nobody writes the file that this one replaces
    return lock ? copyDatabase(*m_parts->database, to) : tl::unexpected(lock.error());
}

Result<SavedRun> RunFile::load(const Search& search) const
{
    return guarded(path(), [&]() -> Result<SavedRun> {
        const SQLite::Transaction oneMoment(*m_parts->database); // a writer may go on meanwhile
        RETURN_IF_ERROR(m_parts->refresh());
        const rows::Progress& progress = m_parts->progress;
        SavedRun saved;
        saved.spec = m_parts->header.spec;
        saved.changes = m_parts->settings.changes();
        std::ranges::copy(m_parts->settings.waiting(), std::back_inserter(saved.changes));
        saved.lifecycle = m_parts->life;
        if (saved.lifecycle.state == RunState::Running) // its process was killed
            saved.lifecycle = {.state = RunState::Paused, .interrupted = true};
        saved.evaluations = progress.evaluations;
        saved.invalidScores = progress.invalidScores;
        saved.seconds = progress.seconds;
        ASSIGN_OR_RETURN(saved.screening, m_parts->screening());
        ASSIGN_OR_RETURN(const auto takeovers, m_parts->takeovers());
        std::map<std::size_t, rows::Takeover> best;
        for (const rows::Takeover& takeover : takeovers)
            best[takeover.index] = takeover;
        ASSIGN_OR_RETURN(auto champions, m_parts->grown(search, best));
        saved.champions = std::move(champions);
        ASSIGN_OR_RETURN(auto memory, m_parts->memory());
        saved.memory = std::move(memory);
        saved.generation = m_parts->next();
        saved.passes = progress.passes;
        ASSIGN_OR_RETURN(const auto points,
                         m_parts->all<CurvePoint>("generation", "ORDER BY number",
                                                  "the statistics cannot be read", rows::pointOf));
        for (const CurvePoint& point : points)
            saved.curve.add(point);
        ASSIGN_OR_RETURN(auto records, m_parts->records(takeovers));
        saved.improvements = std::move(records);
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
            const auto takeover = rows::takeoverOf(*row);
            if (takeover && classes.insert(takeover->index).second)
                ids.push_back(takeover->id);
        }
        return ids;
    });
}

Result<std::vector<GenomePointer>> RunFile::genomesOf(const Search& search,
                                                      std::span<const IndividualId> ids) const
{
    return guarded(path(), [&]() -> Result<std::vector<GenomePointer>> {
        if (auto read = m_parts->refresh(); !read) // settings may have changed since
            return tl::unexpected(read.error());
        Individuals individuals = m_parts->individualsFor(search);
        std::vector<GenomePointer> genomes;
        for (const IndividualId& id : ids)
            genomes.push_back(individuals.genomeOf(id).value_or(nullptr));
        return genomes;
    });
}

} // namespace pareidolia
