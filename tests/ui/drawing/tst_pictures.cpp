// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/Pictures.h"

#include <QTest>
#include <memory>

using namespace pareidolia;

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryByteOfGrey();
    void keepsEveryByteOfColour();
    void sharedPixelsStay();
    void takesNothing();
};

void TestPictures::keepsEveryByteOfGrey()
{
    Image grey(ImageShape{3, 2, 1}); // rows that are no multiple of four bytes
    for (std::size_t i = 0; i < grey.pixels.size(); ++i)
        grey.pixels[i] = static_cast<std::uint8_t>(50 * i);
    const Image back = fromQImage(toQImage(grey));
    QVERIFY(back.shape == (ImageShape{3, 2, 3}));
    for (std::size_t i = 0; i < back.pixels.size(); ++i)
        QCOMPARE(back.pixels[i], grey.pixels[i / 3]);
}

void TestPictures::keepsEveryByteOfColour()
{
    Image colour(ImageShape{5, 3, 3});
    for (std::size_t i = 0; i < colour.pixels.size(); ++i)
        colour.pixels[i] = static_cast<std::uint8_t>(5 * i);
    QVERIFY(fromQImage(toQImage(colour)) == colour);
    QCOMPARE(toQImage(colour).pixelColor(1, 0), QColor(15, 20, 25));
}

void TestPictures::sharedPixelsStay()
{
    auto colour = std::make_shared<Image>(ImageShape{5, 3, 3});
    for (std::size_t i = 0; i < colour->pixels.size(); ++i)
        colour->pixels[i] = static_cast<std::uint8_t>(5 * i);
    const Image before = *colour;
    const std::weak_ptr<const Image> watched = colour;
    QImage shown = toQImage(std::shared_ptr<const Image>(colour));
    QCOMPARE(shown.constBits(), colour->pixels.data()); // not copied
    colour.reset();
    QVERIFY(!watched.expired());
    QVERIFY(fromQImage(shown) == before);
    QImage painted = shown;
    shown = {};
    painted.setPixelColor(0, 0, Qt::white); // on a copy of its own
    QVERIFY(watched.expired());
    QCOMPARE(painted.pixelColor(1, 0), QColor(15, 20, 25));
    QVERIFY(toQImage(std::shared_ptr<const Image>()).isNull());
}

void TestPictures::takesNothing()
{
    QVERIFY(toQImage(Image{}).isNull());
    QVERIFY(fromQImage(QImage()) == Image(ImageShape{0, 0, 3}));
}

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
