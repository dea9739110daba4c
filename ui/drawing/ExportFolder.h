// SPDX-License-Identifier: GPL-3.0-or-later
// A folder with the whole export of a run: every champion as a PNG with text keys,
// contact-sheet.png, curves.png, curves.csv, improvements.csv and run.json.
#pragma once

#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/run/RunReport.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace pareidolia {

/// Any thread once a QGuiApplication exists (ensureGui); blocks on the disk.
class ExportFolder
{
public:
    /// Creates the folder if needed and checks that files can be created in it: before a long run,
    /// not after it.
    static Result<ExportFolder> prepare(const std::filesystem::path& path);

    /// Writes an export completely or not at all: into a temporary folder first, from which the
    /// files are then moved. Pictures of an older export are removed; other files stay.
    Result<void> write(const RunSnapshot& run, const RunCircumstances& circumstances,
                       const Progress& progress = {}) const;

    /// Absolute.
    const std::filesystem::path& path() const { return m_path; }

private:
    struct Made;

    ExportFolder(std::filesystem::path path, std::shared_ptr<const Made> made);
    Result<void> writeFiles(const std::filesystem::path& folder, const RunSnapshot& run,
                            const RunCircumstances& circumstances, const Progress& progress) const;
    /// Pictures of the export in this folder, as its run.json lists them.
    std::vector<std::filesystem::path> pictureNames() const;
    Result<void> moveHere(const std::filesystem::path& folder) const;

    std::filesystem::path m_path;
    /// Removes a folder that `prepare` created if it is still empty at the end; null: it was there.
    std::shared_ptr<const Made> m_made;
};

} // namespace pareidolia
