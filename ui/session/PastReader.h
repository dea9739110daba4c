// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of a run's past: from memory where they still are, else from its file.
#pragma once

#include "core/run/Run.h"
#include "core/runfile/RunFile.h"

#include <QString>
#include <memory>
#include <mutex>
#include <vector>

namespace pareidolia {

/// Any thread.
class PastReader
{
public:
    /// Of runs of this spec.
    PastReader(const RunSpec& spec, std::shared_ptr<const Classifier> classifier);

    struct Wanted
    {
        ImprovementRecord record;
        std::shared_ptr<const Individual> known; ///< maybe without its picture; null: in the file
    };
    using Individuals = std::vector<std::shared_ptr<const Individual>>;

    /// In their order; null where one cannot be had. `file`: the run file; empty: there is none.
    /// Blocks on the disk for milliseconds; pictures are painted when somebody looks.
    Individuals individuals(const QString& file, const std::vector<Wanted>& wanted);

    /// Lets go of the file, until something is wanted again.
    void release();

    /// The same for good.
    void close();

private:
    std::vector<GenomePointer> genomes(const QString& file, const std::vector<Wanted>& wanted);

    std::unique_ptr<const Run> m_run; ///< never advances: its search paints. Null: it cannot be
    std::mutex m_mutex;               ///< guards all below
    bool m_closed = false;
    QString m_name;
    std::unique_ptr<const RunFile> m_file; ///< the one of that name; null: it cannot be read
};

/// What somebody wants to see again, to be handed to another thread.
struct LookBack
{
    std::shared_ptr<PastReader> reader;
    QString file;
    std::vector<PastReader::Wanted> wanted;

    PastReader::Individuals individuals() const { return reader->individuals(file, wanted); }

    /// The same in pieces, for several threads at once.
    std::vector<LookBack> parts() const;
};

} // namespace pareidolia
