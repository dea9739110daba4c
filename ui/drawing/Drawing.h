// SPDX-License-Identifier: GPL-3.0-or-later
// Something that can be painted at any resolution: a sheet, a figure. Needs a QGuiApplication
// (ensureGui); any thread.
#pragma once

#include "core/base/Error.h"

#include <QImage>
#include <QSize>
#include <filesystem>
#include <functional>
#include <optional>

class QPainter;

namespace pareidolia {

struct Drawing
{
    QSize size; ///< units; a unit is a pixel of a screen, 1/96 of an inch on paper
    std::function<void(QPainter&)> paint; ///< covers all of `size`
};

/// The largest scale whose picture can be painted: Qt counts pixels of a side in 16 bits, and the
/// machine holds them all while it paints. May be less than 1.
double largestScale(QSize size);

/// `scale`: pixels a unit; no more than `largestScale`.
QImage painted(const Drawing& drawing, double scale = 1);

enum class DrawingFormat { Png, Pdf, Svg };

/// What the end of the name says: ".png", ".pdf", ".svg" in any case; nothing else.
std::optional<DrawingFormat> drawingFormatOf(const std::filesystem::path& path);

/// The file appears whole or not at all. `scale` means nothing to PDF and SVG, which keep letters
/// and lines as such. An end of the name that is none of the formats is a usage error.
Result<void> writeDrawing(const std::filesystem::path& path, const Drawing& drawing,
                          double scale = 1);

} // namespace pareidolia
