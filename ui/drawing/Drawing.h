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

/// The largest scale that can be painted: Qt counts the pixels of a side in 16 bits, and the whole
/// picture must fit into memory. May be less than 1.
double largestScale(QSize size);

/// `scale`: pixels per unit; no more than `largestScale`.
QImage painted(const Drawing& drawing, double scale = 1);

enum class DrawingFormat { Png, Pdf, Svg };

/// The format by the file name's extension: ".png", ".pdf", ".svg" in any case; nothing for others.
std::optional<DrawingFormat> drawingFormatOf(const std::filesystem::path& path);

/// Writes the file completely or not at all. `scale` is ignored for PDF and SVG, which keep text
/// and lines. Another extension is a usage error.
Result<void> writeDrawing(const std::filesystem::path& path, const Drawing& drawing,
                          double scale = 1);

} // namespace pareidolia
