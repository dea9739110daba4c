// SPDX-License-Identifier: GPL-3.0-or-later
// Converts files of other programs to TorchScript archives, one function per format. Thread: any;
// blocks for seconds.
#pragma once

#include "core/base/Error.h"
#include "core/importing/ImportFiles.h"
#include "core/torch/ImportedInfo.h"

#include <stop_token>
#include <string>
#include <vector>

namespace pareidolia {

struct ForeignNetwork
{
    NetworkFacts facts;
    std::string bytes;         ///< an archive, with or without a manifest, unchecked
    std::string onnx;          ///< its ONNX file if OpenCV runs the network; else empty
    bool outputIsOpen = false; ///< the kind of its output must be found by trying
    std::vector<std::string> remarks;
};

Result<ForeignNetwork> convertForeign(const ImportFiles& files, const ImportSettings& settings,
                                      const std::stop_token& stop);

/// The archive with another manifest.
Result<std::string> withManifest(const std::string& bytes, const ModelInfo& info,
                                 const std::string& file);

} // namespace pareidolia
