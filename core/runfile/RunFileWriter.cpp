// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunFileWriter.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/runfile/FileLock.h"
#include "core/runfile/GenomeKeeping.h"
#include "core/runfile/Guarded.h"
#include "core/runfile/OpenForReading.h"
#include "core/runfile/PackedText.h"
#include "core/runfile/RunRows.h"
#include "core/runfile/Schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::int64_t mostPoints = 65536; ///< of the statistics, twice that before thinning

struct Writers
{
    explicit Writers(SQLite::Database& database)
        : about(database, "about", 2),
          progress(database, "progress", 10),
          lifecycle(database, "lifecycle", 5),
          generation(database, "generation", 16),
          individual(database, "individual", 5),
          improvement(database, "improvement", 4),
          genome(database, "genome", 3),
          change(database, "change", 4),
          event(database, "event", 4),
          memory(database, "memory", 4)
    {}
    RowWriter about, progress, lifecycle, generation, individual, improvement, genome, change,
        event, memory;
};

Cell whole(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

/// What is known of the file's content without reading it again. A value, as GenomeKeeping.
struct Content
{
    rows::Progress progress;
    std::int64_t events = 0;
    std::int64_t points = 0;
    std::uint64_t stride = 1; ///< generations between points
    GenomeKeeping genomes{true};
    std::vector<std::string> memory; ///< the parts as they were written last
};

/// Which file it is, whatever it is called.
struct Identity
{
    dev_t device = 0;
    ino_t number = 0;
    bool operator==(const Identity&) const = default;
};

/// Nothing where there is none.
std::optional<Identity> identityOf(const std::filesystem::path& path)
{
    struct stat about;
    if (stat(path.c_str(), &about) != 0)
        return std::nullopt;
    return Identity{about.st_dev, about.st_ino};
}

} // namespace

struct RunFileWriter::Parts
{
    std::filesystem::path path;
    std::unique_ptr<FileLock> lock;
    std::unique_ptr<SQLite::Database> database;
    std::unique_ptr<Writers> writers; ///< null before the first writing
    std::optional<Identity> identity;
    int version = 0;               ///< of the file's format
    std::filesystem::path keptOld; ///< a copy of a file of an older version
    std::string remark;
    std::optional<Content> content; ///< nothing before it was needed: a long log takes time

    Content& known();
    Content recall() const;
    void writeImprovements(Content& next, const std::vector<Improvement>& improvements);
    void writeGenomes(Content& next, bool all);
    void writeChanges(Content& next, const RunBatch& batch);
    void writePoints(Content& next, const std::vector<CurvePoint>& points);
    void writeMemory(Content& next, const EmitterMemory& memory);
    void write(const RunBatch& batch);
    Result<void> bringUp();
};

Result<std::unique_ptr<RunFileWriter>> RunFileWriter::create(const std::filesystem::path& path,
                                                             const RunHeader& header)
{
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
        return usageError(path.string(), "there is such a file already",
                          "choose another name, or go on with it by `resume`");
    return prepare(path, &header);
}

Result<std::unique_ptr<RunFileWriter>> RunFileWriter::open(const std::filesystem::path& path)
{
    return prepare(path, nullptr);
}

Result<std::unique_ptr<RunFileWriter>> RunFileWriter::prepare(const std::filesystem::path& path,
                                                              const RunHeader* header)
{
    auto parts = std::make_unique<Parts>();
    parts->path = path;
    ASSIGN_OR_RETURN(parts->lock, FileLock::take(path));
    const auto prepared = guarded(path, [&]() -> Result<void> {
        const int create = header ? SQLite::OPEN_CREATE : 0;
        parts->database = std::make_unique<SQLite::Database>(
            path.string(), SQLite::OPEN_READWRITE | create, busyMilliseconds);
        SQLite::Database& database = *parts->database;
        if (header) {
            SQLite::Transaction transaction(database);
            schema::create(database);
            writeHeader(database, *header);
            RowWriter(database, "progress", 10).write(rows::rowOf(rows::Progress{}));
            RowWriter(database, "lifecycle", 5)
                .write(rows::rowOf(Lifecycle{}, header->spec.limits));
            transaction.commit();
        }
        ASSIGN_OR_RETURN(parts->version, schema::check(database, path.string()));
        database.exec("PRAGMA journal_mode = WAL");
        database.exec("PRAGMA synchronous = NORMAL"); // whole after a crash of the system, too
        // Only now are all its files open: a file that is moved away can still be copied.
        database.execAndGet("SELECT count(*) FROM sqlite_master");
        parts->identity = identityOf(path);
        return {};
    });
    RETURN_IF_ERROR(prepared);
    return std::unique_ptr<RunFileWriter>(new RunFileWriter(std::move(parts)));
}

RunFileWriter::RunFileWriter(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

RunFileWriter::~RunFileWriter()
{
    (void)guarded(path(), [&]() -> Result<void> {
        m_parts->writers.reset();
        m_parts->database->exec("PRAGMA journal_mode = DELETE"); // one file, readable anywhere
        return {};
    });
}

const std::filesystem::path& RunFileWriter::path() const
{
    return m_parts->path;
}

Result<void> RunFileWriter::check() const
{
    const auto now = identityOf(path());
    if (now == m_parts->identity)
        return {};
    return failure(path().string(),
                   now ? "another file has taken its place" : "it was moved or deleted",
                   "put it back, or save the run under another name");
}

bool RunFileWriter::isOfToday() const
{
    return m_parts->version == schema::version;
}

Result<void> RunFileWriter::write(const RunBatch& batch)
{
    return guarded(path(), [&]() -> Result<void> {
        RETURN_IF_ERROR(check());
        RETURN_IF_ERROR(m_parts->bringUp());
        m_parts->write(batch);
        return {};
    });
}

Result<void> RunFileWriter::checkpoint()
{
    return guarded(path(), [&]() -> Result<void> {
        if (m_parts->content) { // else nothing was written since it was opened
            SQLite::Transaction transaction(*m_parts->database);
            Content next = *m_parts->content;
            m_parts->writeGenomes(next, true);
            transaction.commit();
            m_parts->content = std::move(next);
        }
        m_parts->database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
        return {};
    });
}

Result<void> RunFileWriter::copyTo(const std::filesystem::path& to)
{
    std::unique_ptr<FileLock> lock; // nobody writes the file that this one replaces
    if (to != path()) {
        ASSIGN_OR_RETURN(lock, FileLock::take(to));
    }
    (void)checkpoint(); // genomes that could wait for it; on a full disk they are made again
    return copyDatabase(*m_parts->database, to);
}

std::string RunFileWriter::takeRemark()
{
    return std::exchange(m_parts->remark, {});
}

/// From version 1, once; the old file stays beside it. Where the disk refuses one of the two steps,
/// the next try begins with that one.
Result<void> RunFileWriter::Parts::bringUp()
{
    if (writers)
        return {};
    if (version < schema::version) {
        if (keptOld.empty()) {
            auto old = path;
            old.replace_filename(path.stem().string() + ".v1" + path.extension().string());
            old = unusedName(old, 2);
            RETURN_IF_ERROR(copyDatabase(*database, old));
            keptOld = old;
        }
        SQLite::Transaction transaction(*database);
        RETURN_IF_ERROR(schema::upgrade(*database, path.string()));
        transaction.commit();
        version = schema::version;
        remark =
            "The run file was converted to the format of this version; the old file is kept as " +
            keptOld.string() + ".";
    }
    writers = std::make_unique<Writers>(*database);
    return {};
}

Content& RunFileWriter::Parts::known()
{
    if (!content)
        content = recall();
    return *content;
}

/// From the file, when a run goes on in it.
Content RunFileWriter::Parts::recall() const
{
    Content found;
    found.progress = rows::progressIn(*database).value_or(rows::Progress{});
    found.events = database->execAndGet("SELECT ifnull(max(number), 0) FROM event").getInt64();
    found.points = database->execAndGet("SELECT count(*) FROM generation").getInt64();
    const auto last = static_cast<std::uint64_t>(std::max<std::int64_t>(
        0, database->execAndGet("SELECT ifnull(max(number), 0) FROM generation").getInt64()));
    const auto points = static_cast<std::uint64_t>(std::max<std::int64_t>(found.points, 1));
    while (found.stride <= last && last / found.stride + 1 > points)
        found.stride *= 2;

    const auto header = headerIn(*database, path.string());
    const EmitterKind* kind = header ? findEmitterKind(header->spec.search) : nullptr;
    found.genomes = GenomeKeeping(kind && kind->canRemakeGenomes);
    RowReader improvements(*database, "improvement", "ORDER BY generation, child");
    while (const auto row = improvements.next())
        if (const auto takeover = rows::takeoverOf(*row))
            found.genomes.note(takeover->index, takeover->id, takeover->logOdds, nullptr);
    SQLite::Statement genomes(*database, "SELECT generation, child, length(content) FROM genome");
    while (genomes.executeStep())
        found.genomes.store({genomes.getColumn(0).getUInt(), genomes.getColumn(1).getUInt()},
                            static_cast<std::size_t>(genomes.getColumn(2).getInt64()));
    return found;
}

void RunFileWriter::Parts::write(const RunBatch& batch)
{
    Content next = known();
    SQLite::Transaction transaction(*database);
    writeImprovements(next, batch.improvements);
    writeGenomes(next, false);
    writeChanges(next, batch);
    writePoints(next, batch.points);
    writeMemory(next, batch.memory);
    for (const RunEvent& event : batch.events)
        writers->event.write({++next.events, whole(event.generation), event.seconds, event.what});
    next.progress.generation = batch.generation;
    next.progress.evaluations = batch.evaluations;
    next.progress.invalidScores = batch.invalidScores;
    next.progress.seconds = batch.seconds;
    next.progress.passes = batch.passes;
    writers->progress.write(rows::rowOf(next.progress));
    if (batch.screening.any())
        writers->about.write({std::string("screening"), screeningToJson(batch.screening).dump()});
    writers->lifecycle.write(rows::rowOf(batch.life, batch.limits));
    transaction.commit();
    content = std::move(next);
}

void RunFileWriter::Parts::writeImprovements(Content& next,
                                             const std::vector<Improvement>& improvements)
{
    std::optional<IndividualId> last; // one child's improvements stand together
    for (const Improvement& improvement : improvements) {
        const Individual& individual = *improvement.champion.individual;
        if (last != individual.id) {
            writers->individual.write(
                rows::rowOf(rows::Descent{individual.id, individual.parent, individual.fromClass}));
            ++next.progress.individuals;
            last = individual.id;
        }
        writers->improvement.write(rows::rowOf(
            rows::Takeover{improvement.index, individual.id, improvement.champion.logOdds}));
        ++next.progress.improvements;
        next.genomes.note(improvement.index, individual.id, improvement.champion.logOdds,
                          individual.genome);
    }
}

void RunFileWriter::Parts::writeGenomes(Content& next, bool all)
{
    for (const auto& [id, genome] : next.genomes.due(all)) {
        Blob packed{packGenome(*genome)};
        next.genomes.store(id, packed.bytes.size());
        writers->genome.write({whole(id.generation), whole(id.child), std::move(packed)});
    }
    SQLite::Statement remove(*database, "DELETE FROM genome WHERE generation = ? AND child = ?");
    for (const IndividualId& id : next.genomes.takeSurplus()) {
        remove.bind(1, id.generation);
        remove.bind(2, id.child);
        remove.exec();
        remove.reset();
    }
}

void RunFileWriter::Parts::writeChanges(Content& next, const RunBatch& batch)
{
    SQLite::Statement waiting(*database, "DELETE FROM change WHERE number > ?");
    waiting.bind(1, static_cast<std::int64_t>(next.progress.changes));
    waiting.exec();
    std::uint64_t number = next.progress.changes;
    for (const ChangeRecord& change : batch.changes)
        writers->change.write(rows::rowOf(++number, change));
    next.progress.changes = number;
    for (const ChangeRecord& change : batch.waiting)
        writers->change.write(rows::rowOf(++number, change));
}

void RunFileWriter::Parts::writePoints(Content& next, const std::vector<CurvePoint>& points)
{
    for (const CurvePoint& point : points) {
        if (point.generation % next.stride != 0)
            continue;
        writers->generation.write(rows::rowOf(point));
        if (++next.points <= 2 * mostPoints)
            continue;
        next.stride *= 2;
        SQLite::Statement thin(*database, "DELETE FROM generation WHERE number % ? != 0");
        thin.bind(1, static_cast<std::int64_t>(next.stride));
        next.points -= thin.exec();
    }
}

/// Parts that are as they were are left alone: most of them, where many classes are done.
void RunFileWriter::Parts::writeMemory(Content& next, const EmitterMemory& memory)
{
    if (!memory.pack)
        return;
    std::vector<std::string> parts = memory.pack();
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (i >= next.memory.size() || next.memory[i] != parts[i])
            writers->memory.write(
                {whole(i), memory.kind, std::int64_t{memory.version}, Blob{packText(parts[i])}});
    next.memory = std::move(parts);
}

} // namespace pareidolia
