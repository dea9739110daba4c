// SPDX-License-Identifier: GPL-3.0-or-later
// The mean of the pictures that a Caffe network was trained on: Caffe's own .binaryproto, or
// NumPy's .npy as its Python tools keep it. Untrusted: any bytes give a value or an error.
#pragma once

#include "core/base/Error.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct CaffeMean
{
    std::array<std::int64_t, 3> shape{}; ///< channels, height, width
    std::vector<float> values;           ///< channel by channel; finite, for bytes of 0 to 255

    std::vector<float> averages() const; ///< one per channel

    /// The part in the middle, as Caffe takes it for pictures that it crops; nothing if a side is
    /// smaller than that.
    std::optional<CaffeMean> centre(std::int64_t height, std::int64_t width) const;
};

/// The content decides which of the two it is. Errors name `source`.
Result<CaffeMean> readCaffeMean(std::string_view bytes, const std::string& source);

} // namespace pareidolia
