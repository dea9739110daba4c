// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/TestPictures.h"

#include "ui/drawing/Pictures.h"
#include "ui/trying/Examples.h"

#include <QCoreApplication>
#include <QImage>
#include <QPainter>

namespace pareidolia {

namespace {

constexpr std::size_t shownDigit = 7;
constexpr int largestForDigits = 64; ///< pixels a side
constexpr int flowerSide = 512;

QString tr(const char* text)
{
    return QCoreApplication::translate("TestPictures", text);
}

/// White petals around a yellow heart on a meadow: a daisy, as ImageNet calls it.
QImage flower()
{
    QImage image(flowerSide, flowerSide, QImage::Format_RGB888);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient meadow(0, 0, 0, flowerSide);
    meadow.setColorAt(0, QColor(70, 110, 52));
    meadow.setColorAt(1, QColor(30, 62, 24));
    painter.fillRect(image.rect(), meadow);
    painter.translate(flowerSide / 2.0, flowerSide / 2.0);
    for (int ring = 0; ring < 2; ++ring)
        for (int petal = 0; petal < 18; ++petal) {
            painter.save();
            painter.rotate(20.0 * petal + 10.0 * ring);
            QLinearGradient white(0, -190, 0, -50);
            white.setColorAt(0, QColor(252, 252, 250));
            white.setColorAt(1, QColor(205, 208, 214));
            painter.setBrush(white);
            painter.setPen(QPen(QColor(176, 180, 190), 1.5));
            painter.drawEllipse(QRectF(-19, -195.0 + 12 * ring, 38, 150));
            painter.restore();
        }
    QRadialGradient heart(-12, -16, 70);
    heart.setColorAt(0, QColor(255, 214, 64));
    heart.setColorAt(1, QColor(196, 128, 12));
    painter.setBrush(heart);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QRectF(-58, -58, 116, 116));
    painter.end();
    return image;
}

} // namespace

TestPicture testPictureFor(const ImageShape& input)
{
    if (input.channels == 1 && input.width == input.height && input.width <= largestForDigits) {
        ModelInfo digits;
        digits.labels = {"zero", "one", "two",   "three", "four",
                         "five", "six", "seven", "eight", "nine"};
        digits.input = input;
        return {tr("A seven, drawn for this program"),
                digitExamples(digits).at(shownDigit).ways.front().picture};
    }
    return {tr("A daisy, painted for this program"), fromQImage(flower())};
}

} // namespace pareidolia
