// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/HandDrawing.h"

#include <QPainter>
#include <QTest>
#include <algorithm>

using namespace pareidolia;

namespace {

constexpr ImageShape input{28, 28, 1};

QImage pad()
{
    QImage image(280, 280, QImage::Format_Grayscale8);
    image.fill(Qt::black);
    return image;
}

/// The rectangle of pixels that are not black.
QRect inkOf(const Image& picture)
{
    QRect bounds;
    for (int y = 0; y < picture.shape.height; ++y)
        for (int x = 0; x < picture.shape.width; ++x)
            if (picture.pixels[static_cast<std::size_t>(y * picture.shape.width + x)] > 16)
                bounds |= QRect(x, y, 1, 1);
    return bounds;
}

} // namespace

class TestHandDrawing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingDrawnIsBlack();
    void anythingIsScaledAndCentred_data();
    void anythingIsScaledAndCentred();
    void massDecidesTheCentre();
};

void TestHandDrawing::nothingDrawnIsBlack()
{
    const Image picture = networkPictureOf(pad(), input);
    QCOMPARE(picture.shape, input);
    QVERIFY(std::ranges::all_of(picture.pixels, [](std::uint8_t pixel) { return pixel == 0; }));
}

void TestHandDrawing::anythingIsScaledAndCentred_data()
{
    QTest::addColumn<QRect>("drawn");
    QTest::newRow("small, in a corner") << QRect(3, 5, 20, 40);
    QTest::newRow("large") << QRect(0, 0, 140, 280);
    QTest::newRow("wide") << QRect(100, 200, 160, 30);
    QTest::newRow("a dot") << QRect(140, 20, 1, 1);
}

void TestHandDrawing::anythingIsScaledAndCentred()
{
    QFETCH(QRect, drawn);
    QImage image = pad();
    QPainter(&image).fillRect(drawn, Qt::white);
    const QRect ink = inkOf(networkPictureOf(image, input));
    QVERIFY(std::abs(std::max(ink.width(), ink.height()) - 20) <= 1);
    QVERIFY(std::abs(ink.center().x() - 14) <= 1);
    QVERIFY(std::abs(ink.center().y() - 14) <= 1);
}

void TestHandDrawing::massDecidesTheCentre()
{
    QImage image = pad();
    QPainter painter(&image);
    painter.fillRect(100, 100, 60, 10, Qt::white); // thin on the left …
    painter.fillRect(160, 60, 40, 90, Qt::white);  // … heavy on the right
    painter.end();
    QVERIFY(inkOf(networkPictureOf(image, input)).center().x() < 13);
}

QTEST_MAIN(TestHandDrawing)
#include "tst_handdrawing.moc"
