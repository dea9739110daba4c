// SPDX-License-Identifier: GPL-3.0-or-later
// Data sets like MNIST in the forms in which they are published: IDX files, tables (CSV), and
// folders of pictures, one a class. Thread: any; blocks on the disk.
#pragma once

#include "core/base/Error.h"
#include "core/models/IdxData.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace pareidolia {

/// `data`: a folder, or a table. In a folder that has both, IDX files come before tables, and these
/// before folders of pictures; `labels` name the folders whose names are no numbers. Errors name
/// the file that is missing or wrong.
Result<LabelledImages> readLabelledImages(const std::filesystem::path& data, IdxPart part,
                                          const std::vector<std::string>& labels);

/// Whether there are IDX files, by their names.
bool holdsIdx(const std::filesystem::path& folder);

/// The table of a part: `…train….csv`, `…test….csv`, packed by gzip or not, or `data` itself; the
/// only table of a folder is its test part. Empty if there is none.
std::filesystem::path tableOf(const std::filesystem::path& data, IdxPart part);

/// Grey square pictures, a line each: the label, then the pixels; a first line with names is left
/// out.
Result<LabelledImages> readTableOfImages(const std::filesystem::path& table);

/// The pictures in `<folder>/<class>/`, or of a part in `<folder>/train/<class>/`, with their
/// classes, in the order of their names. Empty if there are no such folders. Fails if folders have
/// names that are neither numbers nor labels.
Result<std::vector<std::pair<std::filesystem::path, std::size_t>>>
picturesByClass(const std::filesystem::path& folder, IdxPart part,
                const std::vector<std::string>& labels);

} // namespace pareidolia
