// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that a network should know, to show to it at once.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/trying/ShownPicture.h"

#include <filesystem>
#include <vector>

namespace pareidolia {

/// One thing, in one way or more.
struct Example
{
    QString label; ///< the class that people would name
    std::vector<ShownPicture> ways;
};

/// Digits written by us for networks that name digits; none for others. Needs a QGuiApplication.
std::vector<Example> digitExamples(const ModelInfo& model);

/// Where Debian's package keeps Fashion-MNIST.
std::filesystem::path fashionFolder();

/// The first test picture of each class for networks that name Fashion-MNIST's clothing; none for
/// others, and where the data are not installed. Blocks for a tenth of a second; any thread.
std::vector<Example> clothingExamples(const ModelInfo& model, const std::filesystem::path& folder);

} // namespace pareidolia
