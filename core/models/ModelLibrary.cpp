// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ModelLibrary.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/recognising/FileKind.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr const char* ending = ".pt";
constexpr std::array madeAtSetUp{"efficientnet-lite0"};
constexpr std::size_t longestName = 100; ///< bytes: files' names end at 255

std::vector<fs::path> modelFiles(const fs::path& folder)
{
    std::error_code ignored;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ending)
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

bool isPath(const std::string& text)
{
    return text.find('/') != text.npos || text.ends_with(ending);
}

/// Of what is no model file at all, what it is.
Result<ModelFile> openPath(const fs::path& path)
{
    const FileKind kind = kindOfFile(path);
    const bool isOther =
        isNetwork(kind) && kind != FileKind::ModelFile && kind != FileKind::TorchScript;
    if (!isOther && !isRefusedNetwork(kind) && !isPicture(kind))
        return ModelFile::open(path);
    Error error = misfit(path, "a model file of this program");
    if (isOther)
        error.advice = "import it first, in the window or with `pareidolia-cli model import`";
    return tl::unexpected(std::move(error));
}

/// Writes the file with the new name in its manifest, completely or not at all. Its hash stays the
/// same: graph, weights and normalisation are unchanged.
Result<void> renameModel(const std::filesystem::path& path, const std::string& newName)
{
    ASSIGN_OR_RETURN(const auto file, ModelFile::open(path));
    ModelInfo info = file.info();
    info.name = newName;
    ASSIGN_OR_RETURN(const auto packed, withManifest(file.bytes(), info, path.string()));
    ASSIGN_OR_RETURN(const auto checked, ModelFile::fromBytes(packed, path));
    if (checked.info().name != newName || checked.info().sha256 != file.info().sha256)
        return failure(path.string(), "the renamed file would not be the same network",
                       "keep its name, and report this as a bug");
    return writeFile(path, packed);
}

} // namespace

Result<void> checkModelName(const std::string& name)
{
    const auto bad = [&](const char* why) {
        return usageError("the name \"" + name + "\"", why, "choose a name like my-network");
    };
    if (name.empty())
        return usageError("the name", "it is empty", "choose a name like my-network");
    if (name.size() > longestName)
        return bad("it is too long");
    if (std::ranges::any_of(name, [](unsigned char c) { return c < ' ' || c == 127 || c == '/'; }))
        return bad("it contains a slash or invisible characters");
    if (name.front() == '.' || name.front() == ' ' || name.back() == ' ' || name.ends_with(".pt"))
        return bad("it starts with a dot, ends in .pt, or has a space at its start or end");
    return {};
}

ModelLibrary ModelLibrary::standard()
{
    std::vector<fs::path> folders{resourceFolder() / "models", resourceFolder() / "networks"};
    fs::path own = userDataFolder();
    if (!own.empty()) {
        own /= "models";
        folders.push_back(own);
    }
    return ModelLibrary(std::move(folders), std::move(own));
}

ModelLibrary::ModelLibrary(std::vector<fs::path> folders, fs::path own)
    : m_folders(std::move(folders)), m_own(std::move(own))
{}

ModelLibrary::Survey ModelLibrary::survey() const
{
    Survey survey;
    for (const fs::path& folder : m_folders)
        for (const fs::path& path : modelFiles(folder)) {
            auto file = ModelFile::open(path);
            const auto isCalledSo = [&](const Entry& entry) {
                return entry.info.name == file->info().name;
            };
            if (!file)
                survey.problems.push_back(file.error());
            else if (std::ranges::none_of(survey.entries, isCalledSo))
                survey.entries.push_back({file->info(), path, folder == m_own});
        }
    std::ranges::sort(survey.entries, {}, [](const Entry& entry) { return entry.info.name; });
    return survey;
}

Result<ModelFile> ModelLibrary::open(const std::string& nameOrPath) const
{
    if (isPath(nameOrPath))
        return openPath(nameOrPath);

    // A bundled model's file is called as it is: one file to read. Others are looked through.
    for (const fs::path& folder : m_folders)
        if (auto file = ModelFile::open(folder / (nameOrPath + ending));
            file && file->info().name == nameOrPath)
            return file;
    std::vector<std::string> names;
    for (const fs::path& folder : m_folders)
        for (const fs::path& path : modelFiles(folder)) {
            auto file = ModelFile::open(path);
            if (file && file->info().name == nameOrPath)
                return file;
            if (!file && path.stem() == nameOrPath)
                return file;
            if (file)
                names.push_back(file->info().name);
        }
    if (std::error_code ignored; fs::is_regular_file(nameOrPath, ignored))
        return openPath(nameOrPath); // a file of any extension
    if (isStillToMake(nameOrPath))
        return failure("network \"" + nameOrPath + "\"",
                       "set-up creates it from a download, which was not available",
                       "run packaging/run again when PyPI can be reached");
    if (names.empty())
        return usageError("network \"" + nameOrPath + "\"", "there are no networks",
                          "give the path of a .pt file");
    return usageError("network \"" + nameOrPath + "\"", "there is no network with that name",
                      "the nearest one is \"" + nearestWord(nameOrPath, names) + "\"");
}

bool ModelLibrary::isStillToMake(const std::string& name) const
{
    std::error_code ignored;
    return std::ranges::find(madeAtSetUp, name) != madeAtSetUp.end() &&
           std::ranges::none_of(m_folders, [&](const fs::path& folder) {
               return fs::exists(folder / (name + ending), ignored);
           });
}

Result<ModelLibrary::Entry> ModelLibrary::ownEntry(const std::string& name, const char* act) const
{
    ASSIGN_OR_RETURN(const auto file, open(name));
    if (m_own.empty() || file.path().parent_path() != m_own)
        return usageError("network \"" + name + "\"", "it came with the program",
                          "only your own networks can be " + std::string(act));
    return Entry{file.info(), file.path(), true};
}

Result<fs::path> ModelLibrary::placeFor(const std::string& name) const
{
    RETURN_IF_ERROR(checkModelName(name));
    if (m_own.empty())
        return failure("network \"" + name + "\"", "there is no folder to keep it in",
                       "set HOME or XDG_DATA_HOME");
    std::error_code ignored;
    const fs::path place = m_own / (name + ending);
    bool taken = fs::exists(place, ignored);
    for (const Entry& entry : survey().entries)
        taken = taken || entry.info.name == name;
    if (taken)
        return usageError("network \"" + name + "\"", "there is already one with that name",
                          "choose another name");
    return place;
}

Result<void> ModelLibrary::rename(const std::string& name, const std::string& newName) const
{
    ASSIGN_OR_RETURN(const auto entry, ownEntry(name, "renamed"));
    ASSIGN_OR_RETURN(const auto place, placeFor(newName));
    RETURN_IF_ERROR(renameModel(entry.file, newName));
    // The name counts, not the file's; that it follows makes the model quicker to find.
    std::error_code ignored;
    fs::rename(entry.file, place, ignored);
    return {};
}

Result<void> ModelLibrary::remove(const std::string& name) const
{
    ASSIGN_OR_RETURN(const auto entry, ownEntry(name, "removed"));
    std::error_code problem;
    fs::remove(entry.file, problem);
    if (problem)
        return failure(entry.file.string(), "it cannot be removed (" + problem.message() + ")",
                       "check the permissions of its folder");
    return {};
}

std::string ModelLibrary::stamp() const
{
    std::string stamp;
    std::error_code ignored;
    for (const fs::path& folder : m_folders)
        for (const fs::path& path : modelFiles(folder))
            stamp += path.string() + ' ' + std::to_string(fs::file_size(path, ignored)) + ' ' +
                     std::to_string(fs::last_write_time(path, ignored).time_since_epoch().count()) +
                     '\n';
    return stamp;
}

} // namespace pareidolia
