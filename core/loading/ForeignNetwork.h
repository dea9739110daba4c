// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the networks of other programs, one function per format: TorchScript stays what it is, ONNX
// and Caffe become ONNX in its normal form. Thread: any; blocks for seconds.
#pragma once

#include "core/base/Error.h"
#include "core/importing/ImportFiles.h"
#include "core/loading/ImportedInfo.h"

#include <stop_token>
#include <string>
#include <vector>

namespace pareidolia {

struct ForeignNetwork
{
    NetworkFacts facts;
    std::string bytes; ///< an archive, unchecked; of ONNX and Caffe, a normal form (core/importing)
    bool outputIsOpen = false; ///< the kind of its output must be found by trying
    std::vector<std::string> remarks;
};

/// Takes the bytes of the files, which need not be in memory twice.
Result<ForeignNetwork> convertForeign(ImportFiles files, const ImportSettings& settings,
                                      const std::stop_token& stop);

} // namespace pareidolia
