// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ModelLibrary.h"

#include "core/base/Resources.h"
#include "core/base/Text.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr const char* ending = ".pt";

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
    if (const fs::path own = userDataFolder(); !own.empty())
        folders.push_back(own / "models");
    return ModelLibrary(std::move(folders));
}

ModelLibrary::ModelLibrary(std::vector<fs::path> folders) : m_folders(std::move(folders)) {}

ModelLibrary::Listing ModelLibrary::list() const
{
    Listing listing;
    for (const fs::path& folder : m_folders)
        for (const fs::path& path : modelFiles(folder)) {
            auto file = ModelFile::open(path);
            if (!file)
                listing.problems.push_back(file.error());
            else if (std::ranges::count(listing.models, file->info().name, &ModelInfo::name) == 0)
                listing.models.push_back(file->info());
        }
    std::ranges::sort(listing.models, {}, &ModelInfo::name);
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
    if (names.empty())
        return usageError("model \"" + nameOrPath + "\"", "there is no model at all",
                          "give the path of a .pt file");
    return usageError("model \"" + nameOrPath + "\"", "there is none of that name",
                      "the nearest one is \"" + nearestWord(nameOrPath, names) + "\"");
}

} // namespace pareidolia
