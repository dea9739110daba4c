// SPDX-License-Identifier: GPL-3.0-or-later
// Example pictures of a network's classes.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/trying/ShownPicture.h"

#include <filesystem>
#include <vector>

namespace pareidolia {

/// One example, with one or more variants.
struct Example
{
    QString label; ///< the class that it shows
    std::vector<ShownPicture> ways;
};

/// Handwritten digits for networks that classify digits; none for others. Needs a QGuiApplication.
std::vector<Example> digitExamples(const ModelInfo& model);

/// The folder of Debian's Fashion-MNIST package.
std::filesystem::path fashionFolder();

/// The first test picture of each class for networks that classify Fashion-MNIST; none for others,
/// or if the data are not installed. Blocks for a tenth of a second; any thread.
std::vector<Example> clothingExamples(const ModelInfo& model, const std::filesystem::path& folder);

} // namespace pareidolia
