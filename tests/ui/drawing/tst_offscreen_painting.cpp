// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/OffscreenPainting.h"
#include "ui/drawing/Theme.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QTest>

using namespace pareidolia;

class TestOffscreenPainting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paintsWithoutADisplay();
};

void TestOffscreenPainting::paintsWithoutADisplay()
{
    // What a user's desktop may have set must not matter.
    qputenv("QT_QPA_PLATFORM", "no-such-platform");
    QVERIFY(!QCoreApplication::instance());
    ensureGui();
    const auto* application = QCoreApplication::instance();
    QCOMPARE(QGuiApplication::platformName(), QString("offscreen"));
    ensureGui();
    QCOMPARE(QCoreApplication::instance(), application);
    QCOMPARE(qgetenv("QT_QPA_PLATFORM"), QByteArray("no-such-platform"));

    const QFontMetrics metrics(typeface(24));
    QVERIFY(metrics.horizontalAdvance("99.98 %") > 60);
    for (const QChar letter : QString("−·⁰¹²³⁴⁵⁶⁷⁸⁹⁻…–×"))
        QVERIFY2(metrics.inFont(letter), qPrintable(QString(letter)));
}

QTEST_APPLESS_MAIN(TestOffscreenPainting)
#include "tst_offscreen_painting.moc"
