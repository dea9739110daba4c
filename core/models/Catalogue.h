// SPDX-License-Identifier: GPL-3.0-or-later
// Known networks that others publish: where, under which licence, how large, how good, and what one
// has to know to import them. Their weights are not ours to ship; the sizes of their layers are.
#pragma once

#include "core/base/Error.h"
#include "core/base/FileDigest.h"
#include "core/models/ImportSettings.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// A file that a publisher offers. Unknown checksums are empty.
struct CatalogueFile
{
    std::string name;
    std::string url;
    std::string sha1, sha256;
    std::optional<std::uint64_t> size; ///< as published; the checksum decides

    /// Every known checksum agrees, and one is known.
    bool isThis(const FileDigest& digest) const;
};

struct CatalogueEntry
{
    std::string name;  ///< of the model that it becomes
    std::string title; ///< as its publisher calls it
    std::string summary;
    std::string publisher;
    std::string page; ///< where the publisher tells about it
    std::string licence;
    std::optional<double> accuracy; ///< published top-1, 0–1
    std::string accuracyOn;
    CatalogueFile file;            ///< the weights
    std::filesystem::path network; ///< our own description of its layers
    ImportSettings settings;       ///< without files

    /// Complete, for weights that lie there and whose checksum is right.
    ImportSettings settingsFor(const std::filesystem::path& weights) const;
};

/// `catalogue.json` among the resources.
std::filesystem::path catalogueFile();

/// Descriptions of layers are looked for in `architectures/` beside the file. Errors name the file
/// and the key that is missing, unknown or wrong.
Result<std::vector<CatalogueEntry>> readCatalogue(const std::filesystem::path& file);

/// The entry of that name; a usage error names the nearest one.
Result<CatalogueEntry> catalogueEntry(const std::vector<CatalogueEntry>& catalogue,
                                      const std::string& name);

/// The entry whose weights these are; null if there is none.
const CatalogueEntry* recognise(const std::vector<CatalogueEntry>& catalogue,
                                const FileDigest& digest);

} // namespace pareidolia
