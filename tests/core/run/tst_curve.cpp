// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Curve.h"

#include <QTest>

using namespace pareidolia;

class TestCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryGenerationOfAShortRun();
    void thinsOutALongOne();
    void emptyHasNoPoints();
};

void TestCurve::keepsEveryGenerationOfAShortRun()
{
    Curve curve;
    for (std::uint32_t g = 0; g < Curve::capacity; ++g)
        curve.add({g, g * 10, {}});
    const auto points = curve.points();
    QCOMPARE(points.size(), Curve::capacity);
    for (std::uint32_t g = 0; g < Curve::capacity; ++g)
        QCOMPARE(points[g].generation, g);
}

void TestCurve::thinsOutALongOne()
{
    Curve curve;
    constexpr std::uint32_t last = 100'003;
    for (std::uint32_t g = 0; g <= last; ++g)
        curve.add({g, g * 10, {}});
    const auto points = curve.points();
    QVERIFY(points.size() <= Curve::capacity + 1);
    QVERIFY(points.size() >= Curve::capacity / 2);
    QCOMPARE(points.front().generation, 0u);
    QCOMPARE(points.back().generation, last);
    QCOMPARE(curve.stride(), 32u);
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        QCOMPARE(points[i].generation - points[i - 1].generation, curve.stride());
}

void TestCurve::emptyHasNoPoints()
{
    QVERIFY(Curve().points().empty());
}

QTEST_GUILESS_MAIN(TestCurve)
#include "tst_curve.moc"
