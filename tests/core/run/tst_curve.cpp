// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Curve.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pareidolia;

class TestCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryGenerationOfAShortRun();
    void thinsOutALongOne();
    void staysBoundedWhateverIsMissing();
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

void TestCurve::staysBoundedWhateverIsMissing()
{
    rc::check("a reopened run's curve has gaps, and is thinned out all the same", [] {
        Curve curve;
        std::uint32_t generation = 0;
        const int stretches = *rc::gen::inRange(1, 6);
        for (int stretch = 0; stretch < stretches; ++stretch) {
            const auto step = 1u << *rc::gen::inRange(0, 12);
            generation = generation / step * step;
            for (int i = *rc::gen::inRange(0, 9000); i > 0; --i)
                curve.add({generation += step, 0, {}});
        }
        const auto points = curve.points();
        RC_ASSERT(points.size() <= Curve::capacity + 1);
        const bool keepsTheLatest =
            points.empty() ? generation == 0 : points.back().generation == generation;
        RC_ASSERT(keepsTheLatest);
        for (std::size_t i = 1; i < points.size(); ++i)
            RC_ASSERT(points[i].generation > points[i - 1].generation);
    });
}

void TestCurve::emptyHasNoPoints()
{
    QVERIFY(Curve().points().empty());
}

QTEST_GUILESS_MAIN(TestCurve)
#include "tst_curve.moc"
