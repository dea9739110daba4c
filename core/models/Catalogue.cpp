// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/Catalogue.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/StrictJson.h"
#include "core/base/Text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* again = "install the program again";

std::string digestAt(const StrictObject& object, const char* key, std::size_t digits)
{
    const std::string text = object.textOr(key);
    const bool hexadecimal = text.find_first_not_of("0123456789abcdef") == text.npos;
    if (!text.empty() && (text.size() != digits || !hexadecimal))
        object.refuse(key, "it is not such a checksum", again);
    return text;
}

CatalogueFile fileFrom(const Json& json)
{
    const StrictObject object(json, "file", {"name", "url", "size", "sha1", "sha256"});
    CatalogueFile file{.name = object.text("name"),
                       .url = object.text("url"),
                       .sha1 = digestAt(object, "sha1", 40),
                       .sha256 = digestAt(object, "sha256", 64)};
    if (file.sha1.empty() && file.sha256.empty())
        object.refuse("sha256", "it is missing, and so is sha1", again);
    if (file.name.empty() || file.name.find('/') != file.name.npos || file.name.front() == '.')
        object.refuse("name", "it is not a file name", again);
    if (!file.url.starts_with("http://") && !file.url.starts_with("https://"))
        object.refuse("url", "it is not a web address", again);
    if (object.has("size"))
        file.size = object.whole<std::uint64_t>("size", 1, INT64_MAX);
    return file;
}

ImportSettings settingsFrom(const Json& json)
{
    const StrictObject object(json, "import",
                              {"labels", "channels", "mean", "scale", "size", "view"});
    ImportSettings settings{.labels = object.textOr("labels"),
                            .view = object.textOr("view", "exact")};
    if (object.has("mean"))
        settings.mean = object.floats("mean");
    if (object.has("scale"))
        settings.scale = object.floats("scale");
    if (object.has("channels"))
        settings.channels = object.text("channels");
    if (object.has("size"))
        settings.size = squareOf(object.whole<int>("size", 1, PictureSize::largestSide));
    return settings;
}

CatalogueEntry entryFrom(const Json& json, const std::filesystem::path& networks)
{
    const StrictObject object(json, "",
                              {"name", "title", "summary", "publisher", "page", "licence",
                               "accuracy", "accuracy_on", "file", "network", "import"});
    CatalogueEntry entry{.name = object.text("name"),
                         .title = object.text("title"),
                         .summary = object.text("summary"),
                         .publisher = object.text("publisher"),
                         .page = object.text("page"),
                         .licence = object.text("licence"),
                         .accuracyOn = object.textOr("accuracy_on"),
                         .file = fileFrom(object.at("file")),
                         .network = networks / object.text("network"),
                         .settings = settingsFrom(object.at("import"))};
    if (object.has("accuracy"))
        entry.accuracy = object.number("accuracy", 0, 1);
    return entry;
}

bool agrees(const std::string& known, const std::string& found)
{
    return known.empty() || known == found;
}

} // namespace

bool CatalogueFile::isThis(const FileDigest& digest) const
{
    return !(sha1.empty() && sha256.empty()) && agrees(sha1, digest.sha1) &&
           agrees(sha256, digest.sha256);
}

ImportSettings CatalogueEntry::settingsFor(const std::filesystem::path& weights) const
{
    ImportSettings complete = settings;
    complete.files = {network, weights};
    complete.name = name;
    complete.summary = summary;
    complete.licence = licence;
    complete.provenance = title + " by " + publisher + ", " + page + "; " + file.name + ", " +
                          (file.sha256.empty() ? "SHA-1 " + file.sha1 : "SHA-256 " + file.sha256);
    complete.accuracy = accuracy;
    complete.accuracyOn = accuracyOn;
    return complete;
}

std::filesystem::path catalogueFile()
{
    return resourceFolder() / "catalogue.json";
}

Result<std::vector<CatalogueEntry>> readCatalogue(const std::filesystem::path& file)
{
    ASSIGN_OR_RETURN(const auto text, readFile(file));
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_array())
        return failure(file.string(), "it is not a JSON list", again);
    return strictly(
        [&] {
            std::vector<CatalogueEntry> catalogue;
            for (const Json& entry : json)
                catalogue.push_back(entryFrom(entry, file.parent_path() / "architectures"));
            return catalogue;
        },
        [&](const BadKey& bad) {
            return Error{file.string(), "\"" + bad.key + "\": " + bad.why, again};
        });
}

Result<CatalogueEntry> catalogueEntry(const std::vector<CatalogueEntry>& catalogue,
                                      const std::string& name)
{
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue) {
        if (entry.name == name)
            return entry;
        names.push_back(entry.name);
    }
    return usageError("\"" + name + "\"", "there is no such network in the catalogue",
                      names.empty() ? "it is empty"
                                    : "the nearest one is \"" + nearestWord(name, names) + "\"");
}

const CatalogueEntry* recognise(const std::vector<CatalogueEntry>& catalogue,
                                const FileDigest& digest)
{
    const auto found = std::ranges::find_if(
        catalogue, [&](const CatalogueEntry& entry) { return entry.file.isThis(digest); });
    return found == catalogue.end() ? nullptr : &*found;
}

} // namespace pareidolia
