// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/LazyImage.h"

#include <QTest>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace pareidolia;

class TestLazyImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noneHasNoPixels();
    void oneThatIsThere();
    void isPaintedOnceWhenSomebodyLooks();
    void copiesShareIt();
    void manyThreadsMayLook();
    void paintingThatFailsIsTriedAgain();
    void isTakenOut();
};

void TestLazyImage::noneHasNoPixels()
{
    const LazyImage none;
    QVERIFY(!none && !none.isPainted());
    QVERIFY(none->pixels.empty());
    QVERIFY(!none.shared());
}

void TestLazyImage::oneThatIsThere()
{
    const LazyImage picture(Image({2, 3, 1}));
    QVERIFY(picture && picture.isPainted());
    QCOMPARE(picture->shape, (ImageShape{2, 3, 1}));
}

void TestLazyImage::isPaintedOnceWhenSomebodyLooks()
{
    int painted = 0;
    const LazyImage picture([&] {
        ++painted;
        return Image({4, 4, 1});
    });
    QVERIFY(picture && !picture.isPainted());
    QCOMPARE(painted, 0);
    QCOMPARE(picture->pixels.size(), 16u);
    QCOMPARE((*picture).pixels.size(), 16u);
    QVERIFY(picture.isPainted());
    QCOMPARE(painted, 1);
}

void TestLazyImage::copiesShareIt()
{
    int painted = 0;
    const LazyImage picture([&] {
        ++painted;
        return Image({4, 4, 1});
    });
    const LazyImage copy = picture;
    QCOMPARE(&*copy, &*picture);
    QCOMPARE(copy.shared().get(), &*picture);
    QCOMPARE(painted, 1);
}

void TestLazyImage::manyThreadsMayLook()
{
    std::atomic<int> painted = 0;
    const LazyImage picture([&] {
        ++painted;
        return Image({64, 64, 3});
    });
    std::atomic<int> whole = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] { whole += picture->pixels.size() == 64u * 64 * 3; });
    }
    QCOMPARE(painted.load(), 1);
    QCOMPARE(whole.load(), 8);
}

void TestLazyImage::paintingThatFailsIsTriedAgain()
{
    bool fails = true;
    const LazyImage picture([&] {
        if (fails)
            throw std::runtime_error("no memory");
        return Image({1, 1, 1});
    });
    QVERIFY_EXCEPTION_THROWN((void)*picture, std::runtime_error);
    fails = false;
    QCOMPARE(picture->pixels.size(), 1u);
}

void TestLazyImage::isTakenOut()
{
    LazyImage picture(Image({2, 2, 1}));
    QCOMPARE(picture.take().pixels.size(), 4u);
    QVERIFY(!picture);
    QVERIFY(LazyImage().take().pixels.empty());
}

QTEST_APPLESS_MAIN(TestLazyImage)
#include "tst_lazyimage.moc"
