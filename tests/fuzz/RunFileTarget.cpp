// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/Row.h"
#include "tests/fuzz/Promise.h"
#include "tests/fuzz/Targets.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace pareidolia::fuzz {

namespace {

/// Painting larger pictures takes long and finds nothing.
constexpr std::size_t mostPixels = 4096;

/// In memory where there is such a folder; gone in the end.
class PassingFile
{
public:
    explicit PassingFile(std::string_view bytes)
    {
        namespace fs = std::filesystem;
        const fs::path memory = "/dev/shm";
        const fs::path folder = fs::exists(memory) ? memory : fs::temp_directory_path();
        m_path = folder / ("fuzzed-" + std::to_string(getpid()) + ".pareidolia");
        std::ofstream(m_path, std::ios::binary) << bytes;
    }
    ~PassingFile() { std::filesystem::remove(m_path); }
    std::string path() const { return m_path.string(); }

private:
    std::filesystem::path m_path;
};

void require(const Error& error)
{
    fuzz::require(error.sentence().find('\n') == std::string::npos, "errors are one sentence");
}

/// Whether there is a run in it.
bool read(const std::string& path)
{
    const auto file = RunFile::open(path);
    if (!file) {
        require(file.error());
        return false;
    }
    const RunHeader& header = (*file)->header();
    if (header.model.input.bytes() > mostPixels)
        return false;
    const auto classifier = std::make_shared<AbsentClassifier>(header);
    const auto run = reopen(**file, classifier);
    if (!run)
        require(run.error());
    const auto fresh = Run::create(header.spec, classifier);
    if (!fresh) {
        require(fresh.error());
        return false;
    }
    const Search& search = (*fresh)->search();
    std::vector<IndividualId> ids{{0, 0}, {3, 1}};
    if (const auto saved = (*file)->load(search))
        for (const ImprovementRecord& record : saved->improvements)
            ids.push_back(record.id);
    (void)(*file)->genomesOf(search, ids);
    return run.has_value();
}

/// Gives every row the proof that it should have, so that what stands behind proofs is reached.
void seal(const std::string& path)
{
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    database.exec("PRAGMA journal_mode = OFF");
    for (const char* table : {"about", "progress", "generation", "individual", "improvement",
                              "genome", "change", "network", "lifecycle", "memory", "document"}) {
        std::vector<Row> rows;
        SQLite::Statement all(database, std::string("SELECT * FROM ") + table);
        const int cells = all.getColumnCount() - 1;
        while (all.executeStep()) {
            Row row;
            for (int i = 0; i < cells; ++i)
                row.push_back(cellOf(all.getColumn(i)));
            rows.push_back(std::move(row));
        }
        RowWriter writer(database, table, static_cast<std::size_t>(cells));
        for (const Row& row : rows)
            writer.write(row);
    }
}

} // namespace

bool feedRunFile(std::string_view bytes)
{
    const PassingFile file(bytes);
    const bool whole = read(file.path());
    try {
        seal(file.path());
    } catch (const SQLite::Exception&) {
        return whole;
    }
    read(file.path());
    return whole;
}

} // namespace pareidolia::fuzz
