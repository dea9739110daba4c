// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ModelNaming.h"

#include "core/base/Files.h"
#include "core/models/Manifest.h"
#include "core/models/ModelFile.h"
#include "core/models/ZipArchive.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::size_t longestName = 100; ///< bytes: files' names end at 255

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

Result<void> renameModel(const std::filesystem::path& path, const std::string& newName)
{
    if (auto good = checkModelName(newName); !good)
        return good;
    const auto file = ModelFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    auto entries = unpackZip(file->bytes(), path.string());
    if (!entries)
        return tl::unexpected(entries.error());
    ModelInfo info = file->info();
    info.name = newName;
    const std::string manifest = "/extra/" + std::string(manifestName);
    for (auto& [name, bytes] : *entries)
        if (name.ends_with(manifest))
            bytes = manifestToJson(info).dump(2);
    const auto packed = packZip(*entries, path.string());
    if (!packed)
        return tl::unexpected(packed.error());
    const auto checked = ModelFile::fromBytes(*packed, path);
    if (!checked)
        return tl::unexpected(checked.error());
    if (checked->info().name != newName || checked->info().sha256 != file->info().sha256)
        return failure(path.string(), "the renamed file would not be the same network",
                       "keep its name, and report this as a bug");
    return writeFile(path, *packed);
}

} // namespace pareidolia
