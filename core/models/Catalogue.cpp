// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/Catalogue.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/Text.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace pareidolia {

namespace {

using Json = nlohmann::json;

/// A wrong key, on its way to the one place that makes an Error of it.
struct WrongKey
{
    std::string key, why;
};

void checkKeys(const Json& object, std::initializer_list<std::string_view> known)
{
    if (!object.is_object())
        throw WrongKey{"an entry", "it is not an object"};
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, key) == known.end())
            throw WrongKey{key, "it is not a known key"};
}

template <typename Value>
Value valueAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end())
        throw WrongKey{key, "it is missing"};
    try {
        return found->get<Value>();
    } catch (const Json::exception&) {
        throw WrongKey{key, "it has the wrong type"};
    }
}

template <typename Value>
Value valueOr(const Json& object, const char* key, Value otherwise)
{
    return object.contains(key) ? valueAt<Value>(object, key) : otherwise;
}

void checkDigest(const std::string& text, std::size_t digits, const char* key)
{
    const bool hexadecimal = text.find_first_not_of("0123456789abcdef") == text.npos;
    if (!text.empty() && (text.size() != digits || !hexadecimal))
        throw WrongKey{key, "it is not such a checksum"};
}

CatalogueFile fileFrom(const Json& json)
{
    checkKeys(json, {"name", "url", "size", "sha1", "sha256"});
    CatalogueFile file{.name = valueAt<std::string>(json, "name"),
                       .url = valueAt<std::string>(json, "url"),
                       .sha1 = valueOr<std::string>(json, "sha1", {}),
                       .sha256 = valueOr<std::string>(json, "sha256", {})};
    checkDigest(file.sha1, 40, "sha1");
    checkDigest(file.sha256, 64, "sha256");
    if (file.sha1.empty() && file.sha256.empty())
        throw WrongKey{"sha256", "it is missing, and so is sha1"};
    if (file.name.empty() || file.name.find('/') != file.name.npos || file.name.front() == '.')
        throw WrongKey{"name", "it is not a file name"};
    if (!file.url.starts_with("http://") && !file.url.starts_with("https://"))
        throw WrongKey{"url", "it is not a web address"};
    if (json.contains("size"))
        file.size = valueAt<std::uint64_t>(json, "size");
    return file;
}

ImportSettings settingsFrom(const Json& json)
{
    checkKeys(json, {"labels", "channels", "mean", "scale", "size", "view"});
    ImportSettings settings{.labels = valueOr<std::string>(json, "labels", {}),
                            .mean = valueOr<std::vector<float>>(json, "mean", {}),
                            .scale = valueOr<std::vector<float>>(json, "scale", {}),
                            .view = valueOr<std::string>(json, "view", "exact")};
    if (json.contains("channels"))
        settings.channels = valueAt<std::string>(json, "channels");
    if (json.contains("size"))
        settings.size = valueAt<int>(json, "size");
    return settings;
}

CatalogueEntry entryFrom(const Json& json, const std::filesystem::path& networks)
{
    checkKeys(json, {"name", "title", "summary", "publisher", "page", "licence", "accuracy",
                     "accuracy_on", "file", "network", "import"});
    CatalogueEntry entry{.name = valueAt<std::string>(json, "name"),
                         .title = valueAt<std::string>(json, "title"),
                         .summary = valueAt<std::string>(json, "summary"),
                         .publisher = valueAt<std::string>(json, "publisher"),
                         .page = valueAt<std::string>(json, "page"),
                         .licence = valueAt<std::string>(json, "licence"),
                         .accuracyOn = valueOr<std::string>(json, "accuracy_on", {}),
                         .file = fileFrom(valueAt<Json>(json, "file")),
                         .network = networks / valueAt<std::string>(json, "network"),
                         .settings = settingsFrom(valueAt<Json>(json, "import"))};
    if (json.contains("accuracy"))
        entry.accuracy = valueAt<double>(json, "accuracy");
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
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    const Json json = Json::parse(*text, nullptr, false);
    if (!json.is_array())
        return failure(file.string(), "it is not a JSON list", "install the program again");
    std::vector<CatalogueEntry> catalogue;
    try {
        for (const Json& entry : json)
            catalogue.push_back(entryFrom(entry, file.parent_path() / "architectures"));
    } catch (const WrongKey& wrong) {
        return failure(file.string(), "\"" + wrong.key + "\": " + wrong.why,
                       "install the program again");
    }
    return catalogue;
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
