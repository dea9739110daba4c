// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/PictureSize.h"

#include <QtTest>

using namespace pareidolia;

class TestPictureSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsASize_data();
    void readsASize();
    void refusesAnythingElse_data();
    void refusesAnythingElse();
};

void TestPictureSize::readsASize_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<QString>("formatted");
    QTest::newRow("square") << "224" << 224 << 224 << "224";
    QTest::newRow("width first") << "32x40" << 32 << 40 << "32x40";
    QTest::newRow("capital") << "32X40" << 32 << 40 << "32x40";
    QTest::newRow("sign") << "32×40" << 32 << 40 << "32x40";
    QTest::newRow("spaces") << " 32 x 40 " << 32 << 40 << "32x40";
    QTest::newRow("square in full") << "28x28" << 28 << 28 << "28";
    QTest::newRow("largest") << "4096x1" << 4096 << 1 << "4096x1";
}

void TestPictureSize::readsASize()
{
    QFETCH(QString, text);
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(QString, formatted);
    const auto size = parsePictureSize(text.toStdString());
    QVERIFY(size);
    QCOMPARE(size->width, width);
    QCOMPARE(size->height, height);
    QCOMPARE(QString::fromStdString(formatPictureSize(*size)), formatted);
    QVERIFY(parsePictureSize(formatPictureSize(*size)) == size);
}

void TestPictureSize::refusesAnythingElse_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "x", "0", "32x", "x40", "0x40", "-3", "4097", "32x4097", "32x40x3",
                             "3.5", "big", "99999999999999999999"})
        QTest::newRow(text) << text;
}

void TestPictureSize::refusesAnythingElse()
{
    QFETCH(QString, text);
    QVERIFY(!parsePictureSize(text.toStdString()));
}

QTEST_APPLESS_MAIN(TestPictureSize)
#include "tst_picturesize.moc"
