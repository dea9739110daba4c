// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/View.h"

#include <QTest>
#include <algorithm>

using namespace pareidolia;

class TestView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheShapeOfTheInput_data();
    void hasTheShapeOfTheInput();
    void keepsTheCentre();
    void keepsAPlainColour();
    void cutsTheEndsOffWhatIsLongAndThin();
};

void TestView::hasTheShapeOfTheInput_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("large") << 500 << 375;
    QTest::newRow("tall") << 20 << 2000;
    QTest::newRow("wide") << 2000 << 3;
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("the same") << 28 << 28;
}

void TestView::hasTheShapeOfTheInput()
{
    QFETCH(int, width);
    QFETCH(int, height);
    for (const int from : {1, 3})
        for (const int to : {1, 3}) {
            const ImageShape input{28, 24, to};
            const Image seen = croppedTo(input, Image({width, height, from}));
            QVERIFY(seen.shape == input);
            QCOMPARE(seen.pixels.size(), input.bytes());
        }
}

void TestView::keepsTheCentre()
{
    // The left and right quarter of a wide picture lie outside the cut.
    Image picture({200, 100, 1});
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = i % 200 < 50 || i % 200 >= 150 ? 255 : 10;
    const Image seen = croppedTo({28, 28, 1}, picture);
    QVERIFY(std::ranges::all_of(seen.pixels, [](int pixel) { return pixel == 10; }));
}

void TestView::keepsAPlainColour()
{
    Image picture({64, 64, 3});
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = static_cast<std::uint8_t>(50 * (i % 3));
    const Image seen = croppedTo({32, 32, 3}, picture);
    for (std::size_t i = 0; i < seen.pixels.size(); ++i)
        QCOMPARE(int{seen.pixels[i]}, static_cast<int>(50 * (i % 3)));
}

/// Scaled as a whole it would have four thousand million pixels.
void TestView::cutsTheEndsOffWhatIsLongAndThin()
{
    Image picture({1, 60'000, 1});
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = i < 29'990 || i >= 30'010 ? 255 : 10;
    const Image seen = croppedTo({224, 224, 1}, picture);
    QVERIFY(std::ranges::all_of(seen.pixels, [](int pixel) { return pixel == 10; }));
    // Up to four times longer than wide nothing is lost before scaling.
    Image wide({400, 100, 1});
    wide.pixels.assign(wide.pixels.size(), 10);
    QVERIFY(croppedTo({28, 28, 1}, wide).pixels == std::vector<std::uint8_t>(28 * 28, 10));
}

QTEST_GUILESS_MAIN(TestView)
#include "tst_view.moc"
