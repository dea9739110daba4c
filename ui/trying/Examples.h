// SPDX-License-Identifier: GPL-3.0-or-later
// Example pictures of a network's classes.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/trying/HandDrawing.h"
#include "ui/trying/PictureFile.h"

#include <filesystem>
#include <vector>

namespace pareidolia {

/// One example, with one or more variants.
struct Example
{
    QString label; ///< the class that it shows
    std::vector<ShownPicture> ways;
};

constexpr std::size_t digitHands = 2; ///< handwritings

/// A digit as strokes, drawn for this program, from no data set. `digit` 0–9, `hand` below
/// `digitHands`.
std::vector<Stroke> digitStrokes(std::size_t digit, std::size_t hand);

/// The same as `input`, which is square and grey. Needs a QGuiApplication.
Image digitPicture(std::size_t digit, const ImageShape& input, std::size_t hand = 0);

/// Handwritten digits for networks that classify digits; none for others. Needs a QGuiApplication.
std::vector<Example> digitExamples(const ModelInfo& model);

/// The folder of Debian's Fashion-MNIST package.
std::filesystem::path fashionFolder();

/// The first test picture of each class for networks that classify Fashion-MNIST; none for others,
/// or if the data are not installed. Blocks for a tenth of a second; any thread.
std::vector<Example> clothingExamples(const ModelInfo& model, const std::filesystem::path& folder);

} // namespace pareidolia
