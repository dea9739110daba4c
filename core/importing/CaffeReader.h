// SPDX-License-Identifier: GPL-3.0-or-later
// Reads Caffe's two files, .prototxt and .caffemodel, as a NetworkGraph. Thread: any; does not
// block on anything. Files are untrusted: any bytes give a value or an error.
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
    std::optional<int> size; ///< side of the input, instead of the prototxt's
};

struct CaffeNetwork
{
    NetworkGraph graph;               ///< all its shapes were inferred
    std::vector<std::string> remarks; ///< remarks for the user, a sentence each
};

/// Layers of either generation (V1, and those after it). Errors name a file and the layer; all
/// unsupported types are named at once.
Result<CaffeNetwork> readCaffe(const CaffeFiles& files, const CaffeOptions& options = {});

} // namespace pareidolia
