// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe's two files as protobuf messages: a network's description as text, its weights as bytes.
// Only sources of this room include this. Thread: any.
#pragma once

#include "core/base/Error.h"

#include <pareidolia_caffe.pb.h>
#include <string>
#include <string_view>

namespace pareidolia {

/// Layers of both generations are returned as those of the newer one, in `layer`. Unknown fields
/// are skipped. Errors name `source` and the line.
Result<caffe::NetParameter> parsePrototxt(std::string_view text, const std::string& source);

/// The same for the weights.
Result<caffe::NetParameter> parseCaffemodel(std::string_view bytes, const std::string& source);

} // namespace pareidolia
