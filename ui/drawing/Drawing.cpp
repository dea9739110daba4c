// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/Drawing.h"

#include "core/base/Files.h"
#include "core/base/Version.h"
#include "core/image/PngFile.h"
#include "ui/drawing/Pictures.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QStringList>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>
#include <string>

namespace pareidolia {

namespace {

constexpr int unitsPerInch = 96;
constexpr double pointsPerInch = 72;
constexpr int finer = 10; ///< PDF places letters on whole dots: these are so much finer than units
constexpr double longestSide = 32'000;     ///< pixels
constexpr double mostPixels = 120'000'000; ///< half a gigabyte

QString programName()
{
    return QStringLiteral("Pareidolia ") + QString::fromStdString(programVersion());
}

QByteArray pdfOf(const Drawing& drawing)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(programName());
    writer.setResolution(unitsPerInch * finer);
    writer.setPageSize(QPageSize(QSizeF(drawing.size) * pointsPerInch / unitsPerInch,
                                 QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    QPainter painter(&writer);
    painter.scale(finer, finer);
    drawing.paint(painter);
    painter.end();
    return buffer.data();
}

QByteArray svgOf(const Drawing& drawing)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(unitsPerInch);
    generator.setSize(drawing.size);
    generator.setViewBox(QRect(QPoint(), drawing.size));
    generator.setTitle(programName());
    QPainter painter(&generator);
    drawing.paint(painter);
    painter.end();
    return buffer.data();
}

} // namespace

double largestScale(QSize size)
{
    const double longer = std::max({size.width(), size.height(), 1});
    const double area = std::max(1.0, double{1} * size.width() * size.height());
    return std::min(longestSide / longer, std::sqrt(mostPixels / area));
}

QImage painted(const Drawing& drawing, double scale)
{
    scale = std::min(scale, largestScale(drawing.size));
    QImage canvas((QSizeF(drawing.size) * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    canvas.fill(Qt::white);
    QPainter painter(&canvas);
    painter.scale(scale, scale);
    drawing.paint(painter);
    return canvas;
}

std::optional<DrawingFormat> drawingFormatOf(const std::filesystem::path& path)
{
    const QString end = QString::fromStdString(path.extension().string()).toLower();
    const auto format = QStringList{".png", ".pdf", ".svg"}.indexOf(end);
    return format < 0 ? std::nullopt : std::optional(static_cast<DrawingFormat>(format));
}

Result<void> writeDrawing(const std::filesystem::path& path, const Drawing& drawing, double scale)
{
    const auto format = drawingFormatOf(path);
    if (!format)
        return usageError(path.string(), "its extension is not a supported picture format",
                          "use .png, .pdf or .svg");
    if (*format == DrawingFormat::Png)
        return writePng(path, fromQImage(painted(drawing, scale)),
                        {{"Software", programName().toStdString()}});
    const QByteArray bytes = *format == DrawingFormat::Pdf ? pdfOf(drawing) : svgOf(drawing);
    return writeFile(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace pareidolia
