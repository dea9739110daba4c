// SPDX-License-Identifier: GPL-3.0-or-later
// An array as NumPy's `save` writes it (.npy). Untrusted: any bytes give a value or an error.
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct NumpyArray
{
    std::vector<std::int64_t> shape;
    std::vector<float> values; ///< last dimension fastest
};

bool isNumpyArray(std::string_view bytes);

/// Numbers of 32 or 64 bits and bytes, in the order of C. Errors name `source`.
Result<NumpyArray> readNumpyArray(std::string_view bytes, const std::string& source);

} // namespace pareidolia
