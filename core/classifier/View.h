// SPDX-License-Identifier: GPL-3.0-or-later
// How a picture of any size is fitted to a network's input.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "core/image/Image.h"
#include "core/image/PngFile.h"

namespace pareidolia {

/// The crop mode: the whole picture once, or ten crops (TenCrops.h).
enum class NetworkView { OneCrop, TenCrop };

/// "one-crop", "ten-crop".
const char* viewName(NetworkView view);

/// The crop mode in which an exported picture was scored, from the text keys of its file; one crop
/// if they do not say.
NetworkView viewToldBy(const PngText& text);

/// The usual cropping of photographs: the shorter side is scaled to 256/224 of the network's, the
/// centre is cut out. Grey becomes RGB, or RGB grey, as the network needs it (weights of ITU-R
/// BT.601). What is over four times longer than wide loses its ends first. `picture` is not empty.
Image croppedTo(const ImageShape& input, const Image& picture);

/// As `croppedTo`, for the crop mode of `model`: with ten crops the picture has its margin already,
/// so the shorter side is scaled to the picture's.
Image presentedTo(const ModelInfo& model, const Image& picture);

/// The whole picture, scaled to this shape; grey becomes RGB, or RGB grey, as needed.
Image scaledTo(const ImageShape& shape, const Image& picture);

} // namespace pareidolia
