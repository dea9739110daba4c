// SPDX-License-Identifier: GPL-3.0-or-later
// The types of Caffe's layers that have a counterpart in ONNX.
#pragma once

#include "core/importing/CaffeStep.h"

#include <string>

namespace pareidolia {

bool isKnownCaffeType(const std::string& type);

/// Adds one layer of a known type to the model. Throws BadLayer.
CaffeValue writeCaffeLayer(CaffeStep& step);

} // namespace pareidolia
