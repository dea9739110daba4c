// SPDX-License-Identifier: GPL-3.0-or-later
// Converts files of other programs to TorchScript archives, one function per format. Thread: any;
// blocks for seconds.
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
    std::string bytes; ///< an archive, unchecked, or if OpenCV runs the network its ONNX file
    bool outputIsOpen = false; ///< the kind of its output must be found by trying
    std::vector<std::string> remarks;
};

Result<ForeignNetwork> convertForeign(const ImportFiles& files, const ImportSettings& settings,
                                      const std::stop_token& stop);

} // namespace pareidolia
