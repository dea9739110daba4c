// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe's layers that slide a window over the plane. All throw BadLayer.
#pragma once

#include "core/importing/CaffeStep.h"

namespace pareidolia {

CaffeValue writeCaffeConvolution(CaffeStep& step);
CaffeValue writeCaffePooling(CaffeStep& step);
CaffeValue writeCaffeLocalResponse(CaffeStep& step);

} // namespace pareidolia
