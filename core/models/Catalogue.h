// SPDX-License-Identifier: GPL-3.0-or-later
// Networks published by others: where, under which licence, size, accuracy, and the settings of
// their import. Their weights are not shipped with the program; the descriptions of their layers
// are.
#pragma once

#include "core/base/Digest.h"
#include "core/base/Error.h"
#include "core/models/ImportSettings.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// A published file. Unknown checksums are empty.
struct CatalogueFile
{
    std::string name;
    std::string url;
    std::string sha1, sha256;
    std::optional<std::uint64_t> size; ///< as published; the checksum decides

    /// Every known checksum matches, and at least one is known.
    bool isThis(const FileDigest& digest) const;
};

struct CatalogueEntry
{
    std::string name;  ///< of the network after the import
    std::string title; ///< its publisher's name for it
    std::string summary;
    std::string publisher;
    std::string page; ///< the publisher's web page
    std::string licence;
    std::optional<double> accuracy; ///< published top-1, 0–1
    std::string accuracyOn;
    CatalogueFile file;            ///< the weights
    std::filesystem::path network; ///< the program's description of its layers
    ImportSettings settings;       ///< without files

    /// The complete settings, for weights at this path whose checksum was verified.
    ImportSettings settingsFor(const std::filesystem::path& weights) const;
};

/// `catalogue.json` among the resources.
std::filesystem::path catalogueFile();

/// Descriptions of layers are looked for in `architectures/` beside the file. Errors name the file
/// and the key that is missing, unknown or wrong.
Result<std::vector<CatalogueEntry>> readCatalogue(const std::filesystem::path& file);

/// The entry with that name; a usage error names the nearest one.
Result<CatalogueEntry> catalogueEntry(const std::vector<CatalogueEntry>& catalogue,
                                      const std::string& name);

/// The entry with these weights; null if there is none.
const CatalogueEntry* recognise(const std::vector<CatalogueEntry>& catalogue,
                                const FileDigest& digest);

} // namespace pareidolia
