// SPDX-License-Identifier: GPL-3.0-or-later
// Labelled pictures in MNIST's IDX format, gzipped or plain (yann.lecun.com/exdb/mnist).
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace pareidolia {

/// Grey pictures of one size and a class index each.
struct LabelledImages
{
    ImageShape shape;
    std::vector<Image> images;
    std::vector<std::uint8_t> labels;
};

enum class IdxPart { Train, Test };

/// Reads `train-…` or `t10k-images-idx3-ubyte[.gz]` and the labels beside them from a folder, also
/// with dots instead of hyphens, "test" instead of "t10k", and a name before it.
/// Errors name the file: missing, truncated, longer than its header says, wrong magic number,
/// different numbers of pictures and labels, a size over 4096.
Result<LabelledImages> readIdx(const std::filesystem::path& folder, IdxPart part);

} // namespace pareidolia
