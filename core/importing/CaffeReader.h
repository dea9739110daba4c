// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe's two files, .prototxt and .caffemodel, become a NetworkGraph. Thread: any; blocks on
// nothing but the work. Files are untrusted: whatever the bytes are, a value comes back.
#pragma once

#include "core/base/Error.h"
#include "core/importing/NetworkGraph.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct CaffeFiles
{
    std::string_view prototxt;
    std::string prototxtName; ///< named in errors
    std::string_view caffemodel;
    std::string caffemodelName;
};

struct CaffeOptions
{
    std::optional<int> size; ///< side of the input, instead of what the prototxt says
};

struct CaffeNetwork
{
    NetworkGraph graph;               ///< its shapes were inferred without a complaint
    std::vector<std::string> remarks; ///< what is worth knowing, a sentence each
};

/// Layers of either generation (V1, and those after it). Errors name a file and the layer; all
/// types that are not supported are named at once.
Result<CaffeNetwork> readCaffe(const CaffeFiles& files, const CaffeOptions& options = {});

} // namespace pareidolia
