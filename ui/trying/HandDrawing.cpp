// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/HandDrawing.h"

#include <QPainter>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int faint = 32; ///< grey level from which a pixel counts as drawn
constexpr double inkShare = 20.0 / 28;
constexpr double penWidth = 22.0 / 280; ///< of the side
constexpr int drawingSide = 280;        ///< pixels

/// The smallest rectangle around all strokes; null if there are none.
QRect boundsOf(const QImage& grey)
{
    QRect bounds;
    for (int y = 0; y < grey.height(); ++y) {
        const uchar* line = grey.constScanLine(y);
        for (int x = 0; x < grey.width(); ++x)
            if (line[x] >= faint)
                bounds |= QRect(x, y, 1, 1);
    }
    return bounds;
}

QPointF centreOfMass(const QImage& grey)
{
    double mass = 0, sumX = 0, sumY = 0;
    for (int y = 0; y < grey.height(); ++y) {
        const uchar* line = grey.constScanLine(y);
        for (int x = 0; x < grey.width(); ++x) {
            mass += line[x];
            sumX += line[x] * (x + 0.5);
            sumY += line[x] * (y + 0.5);
        }
    }
    return mass > 0 ? QPointF(sumX / mass, sumY / mass) : QRectF(grey.rect()).center();
}

} // namespace

void paintStrokes(QPainter& painter, const std::vector<Stroke>& strokes, double side)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, penWidth * side, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const Stroke& stroke : strokes) {
        QPolygonF line;
        for (const QPointF& point : stroke)
            line.append(point * side);
        if (line.size() == 1)
            painter.drawPoint(line.front());
        else
            painter.drawPolyline(line);
    }
}

QImage drawingOf(const std::vector<Stroke>& strokes)
{
    QImage drawing(drawingSide, drawingSide, QImage::Format_Grayscale8);
    drawing.fill(Qt::black);
    QPainter painter(&drawing);
    paintStrokes(painter, strokes, drawingSide);
    return drawing;
}

Image networkPictureOf(const QImage& strokes, const ImageShape& input)
{
    Image picture(input);
    const QImage grey = strokes.convertToFormat(QImage::Format_Grayscale8);
    const QRect bounds = boundsOf(grey);
    if (bounds.isNull())
        return picture;
    const int side = std::max(1, static_cast<int>(input.width * inkShare));
    const QImage ink = grey.copy(bounds)
                           .scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                           .convertToFormat(QImage::Format_Grayscale8);
    QImage canvas(input.width, input.height, QImage::Format_Grayscale8);
    canvas.fill(Qt::black);
    const QPointF shift = QRectF(canvas.rect()).center() - centreOfMass(ink);
    QPainter painter(&canvas);
    painter.drawImage(shift.toPoint(), ink);
    painter.end();
    for (int y = 0; y < input.height; ++y)
        std::copy_n(canvas.constScanLine(y), input.width,
                    picture.pixels.begin() + static_cast<std::ptrdiff_t>(y) * input.width);
    return picture;
}

} // namespace pareidolia
