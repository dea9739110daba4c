// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch believes what an archive says of where a tensor's numbers lie; nobody else checks it.
#pragma once

#include <cstdint>
#include <span>

namespace pareidolia {

/// Whether every number of a tensor lies in its storage, which has room for `capacity` numbers.
/// All in numbers, not bytes. False also for negative sizes, strides and offsets, for another count
/// of strides than of sizes, for more than 64 dimensions, which no kernel takes, and where there
/// are more numbers than can be counted, although they may lie in one place (stride 0).
inline bool liesWithin(std::span<const std::int64_t> sizes, std::span<const std::int64_t> strides,
                       std::int64_t offset, std::int64_t capacity)
{
    if (sizes.size() != strides.size() || sizes.size() > 64 || offset < 0)
        return false;
    std::int64_t last = offset, numbers = 1;
    bool empty = false;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] < 0 || strides[i] < 0)
            return false;
        if (sizes[i] == 0) {
            empty = true;
            continue;
        }
        std::int64_t step = 0;
        if (__builtin_mul_overflow(numbers, sizes[i], &numbers) ||
            __builtin_mul_overflow(sizes[i] - 1, strides[i], &step) ||
            __builtin_add_overflow(last, step, &last))
            return false;
    }
    return empty || last < capacity;
}

} // namespace pareidolia
