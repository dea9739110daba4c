// SPDX-License-Identifier: GPL-3.0-or-later
// A network's confidences in test pictures: measured once, by `pareidolia-cli model evaluate`, and
// kept beside the networks, so that the pictures are not needed for comparing.
#pragma once

#include "core/analysis/Evaluation.h"
#include "core/base/Error.h"

#include <filesystem>
#include <optional>
#include <string>

namespace pareidolia {

struct TypicalConfidence
{
    std::string data; ///< the name of the data, e.g. "MNIST"
    std::size_t images = 0;
    double top1 = 0;         ///< share of pictures that the network classifies correctly
    ToldQuantiles logOdds{}; ///< of the class with the highest confidence, ascending
    std::optional<PhotoConfidences> confidences; ///< where they were measured too
};

/// The share of test pictures with lower log-odds: linear between the quantiles, nothing beyond
/// them.
std::optional<double> shareLessSure(const ToldQuantiles& quantiles, double logOdds);

/// `typical.json` in the folder of the bundled networks.
std::filesystem::path typicalConfidenceFile();

/// The file's entry for the network with this hash; nothing if there is none. Blocks on the disk.
/// Errors name the file and the key.
Result<std::optional<TypicalConfidence>> readTypicalConfidence(const std::filesystem::path& file,
                                                               const std::string& modelSha256);

} // namespace pareidolia
