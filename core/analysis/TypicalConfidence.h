// SPDX-License-Identifier: GPL-3.0-or-later
// How sure a network is of real pictures: measured once, by `pareidolia-cli model evaluate`, and
// kept beside the networks, so that nobody needs the pictures to compare with them.
#pragma once

#include "core/analysis/Evaluation.h"
#include "core/base/Error.h"

#include <filesystem>
#include <optional>
#include <string>

namespace pareidolia {

struct TypicalConfidence
{
    std::string data; ///< what the pictures are called, e.g. "MNIST"
    std::size_t images = 0;
    double top1 = 0;         ///< share of pictures that the network names rightly
    ToldQuantiles logOdds{}; ///< of the class that it names first, ascending
    std::optional<PhotoConfidences> confidences; ///< where they were measured too
};

/// Which share of the real pictures the network is less sure of than this: linear between the
/// quantiles, nothing beyond them.
std::optional<double> shareLessSure(const ToldQuantiles& quantiles, double logOdds);

/// `typical.json` in the folder of the bundled networks.
std::filesystem::path typicalConfidenceFile();

/// What the file tells of the network with this hash; nothing if it has no entry. Blocks on the
/// disk. Errors name the file and the key.
Result<std::optional<TypicalConfidence>> readTypicalConfidence(const std::filesystem::path& file,
                                                               const std::string& modelSha256);

} // namespace pareidolia
