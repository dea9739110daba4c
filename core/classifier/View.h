// SPDX-License-Identifier: GPL-3.0-or-later
// How a picture of any size becomes one that a network takes.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "core/image/Image.h"
#include "core/image/PngFile.h"

namespace pareidolia {

/// What the network looks at of one picture: all of it, once; or ten pieces (TenCrops.h).
enum class NetworkView { OneCrop, TenCrop };

/// "one-crop", "ten-crop".
const char* viewName(NetworkView view);

/// The view in which a picture of ours was scored, after the text keys of its file; one crop where
/// they tell nothing.
NetworkView viewToldBy(const PngText& text);

/// The usual view of photographs: the shorter side is scaled to 256/224 of the network's, the
/// centre is cut out. Grey becomes RGB or the other way round where the network wants it (weights
/// of ITU-R BT.601). `picture` is not empty.
Image croppedTo(const ImageShape& input, const Image& picture);

/// As `croppedTo`, for the view that `model` has: what ten crops are taken from has its margin
/// already, so the shorter side is scaled to the picture's.
Image presentedTo(const ModelInfo& model, const Image& picture);

/// The whole picture, scaled to this shape; grey becomes RGB or the other way round where needed.
Image scaledTo(const ImageShape& shape, const Image& picture);

} // namespace pareidolia
