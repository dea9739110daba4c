// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of a network that is being imported: from its file and the user's settings. Thread:
// any.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"
#include "core/loading/ModelImport.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// What a network's file says, or what trying showed.
struct NetworkFacts
{
    ImageShape input;
    std::size_t classes = 0;
    OutputKind output = OutputKind::Logits;
    Runner runner = Runner::TorchScript;
    std::vector<float> mean, scale; ///< in its file: none, one, or one per channel (R, G, B)
    std::string stem;               ///< its default name
    std::string format;             ///< "Caffe", for the summary
    std::string provenance;         ///< the default
    /// The manifest, if it is already a model file: what is not set stays as it is.
    std::optional<ModelInfo> before;
};

/// Checks settings independently of the network: usage errors.
Result<void> checkImportSettings(const ImportSettings& settings);

/// Usage errors: labels, means or channels that do not fit the network. Remarks for the user are
/// added to `remarks`.
Result<ModelInfo> describeImport(const NetworkFacts& facts, const ImportSettings& settings,
                                 std::vector<std::string>& remarks);

/// The plan that gives the same scores for every network, whatever the batch.
Plan safePlan();

} // namespace pareidolia
