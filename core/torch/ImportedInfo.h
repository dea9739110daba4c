// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of a network that is being imported: what its file says, and what people say about
// it. Thread: any.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"
#include "core/torch/ModelImport.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// What a network's file tells, or what was found out by trying.
struct NetworkFacts
{
    ImageShape input;
    std::size_t classes = 0;
    OutputKind output = OutputKind::Logits;
    Runner runner = Runner::TorchScript;
    std::string stem;       ///< what it is named after if nobody names it
    std::string format;     ///< "Caffe", for the summary
    std::string provenance; ///< if nobody tells another
    /// The manifest of a model of ours: what nobody sets stays as it is there.
    std::optional<ModelInfo> before;
};

/// What can be wrong with settings whatever the network is: usage errors.
Result<void> checkImportSettings(const ImportSettings& settings);

/// Usage errors: labels, means or channels that do not fit the network. What people should know is
/// added to `remarks`.
Result<ModelInfo> describeImport(const NetworkFacts& facts, const ImportSettings& settings,
                                 std::vector<std::string>& remarks);

/// Always the same answer for the same picture, whatever the network is.
Plan safePlan();

} // namespace pareidolia
