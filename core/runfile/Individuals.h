// SPDX-License-Identifier: GPL-3.0-or-later
// The individuals of a run file: genomes are read where they lie there, made again from their
// parents where they do not, and painted when somebody looks.
#pragma once

#include "core/base/Error.h"
#include "core/run/SettingsLog.h"
#include "core/runfile/Row.h"
#include "core/runfile/RunRows.h"
#include "core/search/Search.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pareidolia {

class Individuals
{
public:
    /// All outlive it.
    Individuals(const SQLite::Database& database, const std::string& file, const Search& search,
                const SettingsLog& settings);

    /// Failures: it is not in the file, or neither its genome nor a way to it. Throws what
    /// SQLiteCpp throws.
    Result<std::shared_ptr<const Individual>> find(IndividualId id);

    /// Its genome alone. Failures as of `find`.
    Result<GenomePointer> genomeOf(IndividualId id);

private:
    std::optional<rows::Descent> descent(IndividualId id);
    GenomePointer stored(IndividualId id);
    void remember(IndividualId id, const GenomePointer& genome);
    Error lost(IndividualId id, const char* why) const;

    const std::string& m_file;
    const Search& m_search;
    const SettingsLog& m_settings;
    Emitter::Painter m_paint;
    RowReader m_descents;
    RowReader m_genomes;

    std::map<IndividualId, GenomePointer> m_remade;
    std::size_t m_remadeBytes = 0;
    std::map<IndividualId, std::shared_ptr<const Individual>> m_found;
};

} // namespace pareidolia
