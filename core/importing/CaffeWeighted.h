// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe's layers with weights and without a window. All throw BadLayer.
#pragma once

#include "core/importing/CaffeStep.h"

namespace pareidolia {

CaffeValue writeCaffeInnerProduct(CaffeStep& step);
CaffeValue writeCaffeBatchNorm(CaffeStep& step);
CaffeValue writeCaffeScale(CaffeStep& step);
CaffeValue writeCaffeBias(CaffeStep& step);
CaffeValue writeCaffePRelu(CaffeStep& step);

} // namespace pareidolia
