// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/Thumbnails.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace pareidolia;

class TestThumbnails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallPicturesAreEnlargedAsTheyAre();
    void largeOnesAreAveraged();
    void aNewVersionIsShownAtOnce();
    void memoryIsBounded();
    void whatWasPaintedRoughlyIsTold();

private:
    /// Black and white lines in turn, then all of one colour.
    static QImage lines(int side)
    {
        QImage picture(side, side, QImage::Format_RGB888);
        picture.fill(Qt::black);
        for (int y = 0; y < side; y += 2)
            for (int x = 0; x < side; ++x)
                picture.setPixelColor(x, y, Qt::white);
        return picture;
    }
    static QImage plain(const QColor& colour)
    {
        QImage picture(64, 64, QImage::Format_RGB888);
        picture.fill(colour);
        return picture;
    }
    QImage painted(const QImage& picture, std::size_t place, quint64 version, int side = 16)
    {
        QImage target(side, side, QImage::Format_RGB32);
        QPainter painter(&target);
        m_thumbnails.beginPainting();
        m_thumbnails.paint(painter, target.rect(), picture, place, version);
        return target;
    }

    Thumbnails m_thumbnails;
};

void TestThumbnails::smallPicturesAreEnlargedAsTheyAre()
{
    const QImage target = painted(lines(4), 0, 1);
    QCOMPARE(target.pixelColor(3, 3), QColor(Qt::white));
    QCOMPARE(target.pixelColor(3, 4), QColor(Qt::black));
    QCOMPARE(m_thumbnails.bytes(), 0);
}

void TestThumbnails::largeOnesAreAveraged()
{
    const QImage target = painted(lines(64), 0, 1);
    for (int y = 0; y < target.height(); ++y) {
        const int grey = target.pixelColor(5, y).red();
        QVERIFY2(grey > 100 && grey < 155, qPrintable(QString::number(grey)));
    }
    QCOMPARE(m_thumbnails.bytes(), 16 * 16 * 4);
}

void TestThumbnails::aNewVersionIsShownAtOnce()
{
    painted(plain(Qt::red), 1, 1);
    QCOMPARE(painted(plain(Qt::blue), 1, 2).pixelColor(8, 8), QColor(Qt::blue));
    // The same version is not made anew.
    QCOMPARE(painted(plain(Qt::red), 1, 2).pixelColor(8, 8), QColor(Qt::blue));
    m_thumbnails.forget();
    QCOMPARE(painted(plain(Qt::red), 1, 2).pixelColor(8, 8), QColor(Qt::red));
}

void TestThumbnails::memoryIsBounded()
{
    QImage large(520, 520, QImage::Format_RGB888);
    large.fill(Qt::red);
    for (std::size_t place = 0; place < 40; ++place) // a megabyte each
        painted(large, place, 1, 512);
    QVERIFY(m_thumbnails.bytes() <= Thumbnails::budget);
    QVERIFY(m_thumbnails.bytes() > Thumbnails::budget / 2);
}

void TestThumbnails::whatWasPaintedRoughlyIsTold()
{
    QSignalSpy lacking(&m_thumbnails, &Thumbnails::lacking);
    QImage target(16, 16, QImage::Format_RGB32);
    QPainter painter(&target);
    QImage picture(1024, 1024, QImage::Format_RGB888);
    picture.fill(Qt::green);
    m_thumbnails.beginPainting();
    constexpr std::size_t many = 1000; // more than fit into the time
    for (std::size_t place = 100; place < 100 + many; ++place)
        m_thumbnails.paint(painter, target.rect(), picture, place, 1);
    QCOMPARE(target.pixelColor(8, 8), QColor(Qt::green));
    QTRY_COMPARE(lacking.size(), 1);
    const auto places = lacking.front().front().value<std::vector<std::size_t>>();
    QVERIFY(!places.empty());
    QVERIFY(places.size() < many);
    QCOMPARE(places.back(), 100 + many - 1);
}

QTEST_MAIN(TestThumbnails)
#include "tst_thumbnails.moc"
