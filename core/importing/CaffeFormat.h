// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe's two files as the messages they hold: a network's description as text, its weights as
// bytes. Only sources of this room include this. Thread: any.
#pragma once

#include "core/base/Error.h"

#include <pareidolia_caffe.pb.h>
#include <string>
#include <string_view>

namespace pareidolia {

/// Layers of either generation come back as those of the newer one, in `layer`. Fields that are not
/// known are skipped. Errors name `source`, and the line where text is not as it must be.
Result<caffe::NetParameter> parsePrototxt(std::string_view text, const std::string& source);

/// The same for the weights.
Result<caffe::NetParameter> parseCaffemodel(std::string_view bytes, const std::string& source);

/// Layers of the older generation become those of the newer one: types by their names.
void upgradeLayers(caffe::NetParameter& network);

} // namespace pareidolia
