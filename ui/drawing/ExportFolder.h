// SPDX-License-Identifier: GPL-3.0-or-later
// A folder with everything that people take away from a run: every champion as a PNG with text
// keys, contact-sheet.png, curves.png, curves.csv, improvements.csv and run.json.
#pragma once

#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/run/RunReport.h"

#include <filesystem>
#include <vector>

namespace pareidolia {

/// Any thread once a QGuiApplication stands (ensureGui); blocks on the disk.
class ExportFolder
{
public:
    /// Makes the folder if need be and finds out whether files can be made there: before a long
    /// run, not after it.
    static Result<ExportFolder> prepare(const std::filesystem::path& path);

    /// An export appears whole or not at all: it is written into a folder beside the old one's
    /// files, then takes their place. Pictures of an older export go; other files stay.
    Result<void> write(const RunSnapshot& run, const RunCircumstances& circumstances,
                       const Progress& progress = {}) const;

    /// Absolute.
    const std::filesystem::path& path() const { return m_path; }

    /// A folder that `prepare` made goes again if nothing came into it.
    ~ExportFolder();
    ExportFolder(ExportFolder&& other) noexcept;
    ExportFolder& operator=(ExportFolder&& other) noexcept;

private:
    ExportFolder(std::filesystem::path path, bool made);
    Result<void> writeFiles(const std::filesystem::path& folder, const RunSnapshot& run,
                            const RunCircumstances& circumstances, const Progress& progress) const;
    /// Of the export that lies here, as its story lists them.
    std::vector<std::filesystem::path> pictureNames() const;
    Result<void> moveHere(const std::filesystem::path& folder) const;

    std::filesystem::path m_path;
    bool m_made = false;
};

} // namespace pareidolia
