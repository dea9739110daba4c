// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ModelLibrary.h"

#include "core/base/Resources.h"
#include "core/base/Text.h"
#include "core/models/ModelNaming.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr const char* ending = ".pt";
constexpr std::array madeAtSetUp{"efficientnet-lite0"};

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

} // namespace

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

ModelLibrary::Listing ModelLibrary::list() const
{
    Survey all = survey();
    Listing listing{.problems = std::move(all.problems)};
    for (Entry& entry : all.entries)
        listing.models.push_back(std::move(entry.info));
    return listing;
}

Result<ModelFile> ModelLibrary::open(const std::string& nameOrPath) const
{
    if (isPath(nameOrPath))
        return ModelFile::open(nameOrPath);

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
    const auto file = open(name);
    if (!file)
        return tl::unexpected(file.error());
    if (m_own.empty() || file->path().parent_path() != m_own)
        return usageError("network \"" + name + "\"", "it came with the program",
                          "only your own networks can be " + std::string(act));
    return Entry{file->info(), file->path(), true};
}

Result<fs::path> ModelLibrary::placeFor(const std::string& name) const
{
    if (const auto good = checkModelName(name); !good)
        return tl::unexpected(good.error());
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
    const auto entry = ownEntry(name, "renamed");
    if (!entry)
        return tl::unexpected(entry.error());
    const auto place = placeFor(newName);
    if (!place)
        return tl::unexpected(place.error());
    if (const auto named = renameModel(entry->file, newName); !named)
        return named;
    // The name counts, not the file's; that it follows makes the model quicker to find.
    std::error_code ignored;
    fs::rename(entry->file, *place, ignored);
    return {};
}

Result<void> ModelLibrary::remove(const std::string& name) const
{
    const auto entry = ownEntry(name, "removed");
    if (!entry)
        return tl::unexpected(entry.error());
    std::error_code problem;
    fs::remove(entry->file, problem);
    if (problem)
        return failure(entry->file.string(), "it cannot be removed (" + problem.message() + ")",
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
