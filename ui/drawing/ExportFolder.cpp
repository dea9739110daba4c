// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/ExportFolder.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "ui/drawing/ChampionFiles.h"
#include "ui/drawing/OffscreenPainting.h"
#include "ui/drawing/RunDrawings.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr const char* storyName = "run.json";

tl::unexpected<Error> folderFailure(const fs::path& path, const std::error_code& problem)
{
    return failure(path.string(), "the export cannot be written there (" + problem.message() + ")",
                   "choose another folder, or free some space");
}

/// A new one, hidden, inside of `folder`: two exports may go there at the same time. Removed with
/// all its files when it goes out of scope.
class TemporaryFolder
{
public:
    explicit TemporaryFolder(const fs::path& folder)
    {
        std::string name = folder / ".export-XXXXXX";
        if (::mkdtemp(name.data()))
            m_path = name;
        else
            m_problem = std::error_code(errno, std::generic_category());
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const fs::path& path() const { return m_path; }
    const std::error_code& problem() const { return m_problem; }

private:
    fs::path m_path;
    std::error_code m_problem;
};

} // namespace

struct ExportFolder::Made
{
    fs::path path;

    ~Made()
    {
        std::error_code ignored;
        fs::remove(path, ignored); // only if it is empty
    }
};

ExportFolder::ExportFolder(fs::path path, std::shared_ptr<const Made> made)
    : m_path(std::move(path)), m_made(std::move(made))
{}

Result<ExportFolder> ExportFolder::prepare(const fs::path& path)
{
    std::error_code problem;
    const fs::path absolute = fs::weakly_canonical(fs::absolute(path), problem);
    const bool made = !problem && fs::create_directories(absolute, problem);
    if (problem)
        return folderFailure(path, problem);
    ExportFolder folder(absolute, made ? std::make_shared<const Made>(absolute) : nullptr);
    const fs::path probe = absolute / ".pareidolia-probe";
    if (auto written = writeFile(probe, {}); !written) {
        written.error().what = path.string();
        return tl::unexpected(written.error());
    }
    fs::remove(probe, problem);
    return folder;
}

Result<void> ExportFolder::write(const RunSnapshot& run, const RunCircumstances& circumstances,
                                 const Progress& progress) const
{
    const TemporaryFolder temporary(m_path);
    if (temporary.problem())
        return folderFailure(m_path, temporary.problem());
    if (auto written = writeFiles(temporary.path(), run, circumstances, progress); !written) {
        // The hidden folder's name would only puzzle people.
        if (progress.wanted())
            written.error().what = (m_path / fs::path(written.error().what).filename()).string();
        return written;
    }
    // What goes, goes last: an export that cannot be moved here leaves the old one whole.
    std::vector<fs::path> leftover = pictureNames();
    RETURN_IF_ERROR(moveHere(temporary.path()));
    const std::vector<fs::path> now = pictureNames();
    std::erase_if(leftover,
                  [&](const fs::path& name) { return std::ranges::count(now, name) > 0; });
    for (const fs::path& name : leftover) {
        std::error_code ignored;
        fs::remove(m_path / name, ignored);
    }
    return {};
}

Result<void> ExportFolder::writeFiles(const fs::path& folder, const RunSnapshot& run,
                                      const RunCircumstances& circumstances,
                                      const Progress& progress) const
{
    RETURN_IF_ERROR(writeChampions(run, run.archive.filled(), folder, 1, progress));
    ensureGui();
    const std::span runs(&run, 1);
    RETURN_IF_ERROR(progress.at(1));
    RETURN_IF_ERROR(writeDrawing(folder / "contact-sheet.png", drawingOf(contactSheetOf(runs))));
    RETURN_IF_ERROR(progress.at(1));
    RETURN_IF_ERROR(writeDrawing(folder / "curves.png", drawingOf(curvesOf(runs))));
    RETURN_IF_ERROR(writeFile(folder / "curves.csv", curvesCsv(run)));
    RETURN_IF_ERROR(writeFile(folder / "improvements.csv", improvementsCsv(run)));
    const auto story = runStory(run, circumstances);
    using Story = nlohmann::ordered_json;
    return writeFile(folder / storyName,
                     story.dump(1, ' ', false, Story::error_handler_t::replace) + "\n");
}

std::vector<fs::path> ExportFolder::pictureNames() const
{
    std::vector<fs::path> names;
    const auto text = readFile(m_path / storyName);
    if (!text)
        return names;
    const auto story = nlohmann::json::parse(*text, nullptr, false);
    if (!story.is_object() || !story.contains("pictures") || !story["pictures"].is_array())
        return names;
    for (const auto& picture : story["pictures"]) {
        if (!picture.is_object() || !picture.contains("file") || !picture["file"].is_string())
            continue;
        // Only a plain name: what stands in a file must not reach outside this folder.
        const fs::path name = picture["file"].get<std::string>();
        if (name == name.filename() && name.extension() == ".png")
            names.push_back(name);
    }
    return names;
}

Result<void> ExportFolder::moveHere(const fs::path& folder) const
{
    // The story goes last: where it stands, all that it lists stands too.
    std::error_code problem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.path().filename() != storyName)
            files.push_back(entry.path());
    files.push_back(folder / storyName);
    for (const fs::path& file : files) {
        if (!problem)
            fs::rename(file, m_path / file.filename(), problem);
        if (problem)
            return folderFailure(m_path, problem);
    }
    return {};
}

} // namespace pareidolia
