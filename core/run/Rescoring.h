// SPDX-License-Identifier: GPL-3.0-or-later
// The champions of an export before another view, or another network: do they fool that one too?
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/classifier/View.h"
#include "core/image/PngFile.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

struct ExportedChampion
{
    std::string label;
    double logOdds = 0; ///< as it was scored
    std::filesystem::path file;
};

struct ExportedChampions
{
    std::string model; ///< as the spec names it
    NetworkView view = NetworkView::OneCrop;
    std::vector<ExportedChampion> champions;
};

/// From the folder of an export, or its `run.json`. Errors name the file and what is wrong.
Result<ExportedChampions> readExport(const std::filesystem::path& folderOrStory);

/// One of our pictures as a network of this input would be shown it: as it is where the size is the
/// same; painted anew by its CPPN, which is a function; scaled where it is but pixels.
Image shownAt(const ImageShape& input, const PngFile& picture);

struct Rescored
{
    std::vector<double> logOdds; ///< of each champion's class, in the export's order
    std::size_t named = 0;       ///< champions whose class is still the one named first
};

/// Reads, presents and scores all champions on `threads` threads; blocks until that is done.
/// Classes are found by their labels: a usage error where the network has not one of them.
Result<Rescored> rescore(const ExportedChampions& exported, const Classifier& classifier,
                         int threads);

} // namespace pareidolia
