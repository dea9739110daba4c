// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/GroupCurves.h"

#include <QTest>
#include <cmath>

using namespace pareidolia;

class TestGroupCurves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsTheClasses();
    void followsWhatIsThinnedOut();
    void aGroupOfAllLeavesNoRest();
};

void TestGroupCurves::partsTheClasses()
{
    ConfidenceMap map;
    map.add({.generation = 3, .evaluations = 60, .seconds = 1.5, .logOdds = {1, 10, 2, 20, 3}});
    GroupCurves curves;
    curves.choose({1, 3});
    const auto& points = curves.follow(map);
    QCOMPARE(points.size(), 1u);
    QCOMPARE(points.front().group[1], 15.0);
    QCOMPARE(points.front().rest[0], 1.5);
    QCOMPARE(points.front().rest[1], 2.0);
    QCOMPARE(points.front().rest[2], 2.5);
    QCOMPARE(points.front().generation, 3.0);
    QCOMPARE(points.front().evaluations, 60.0);
    curves.choose({0});
    QCOMPARE(curves.follow(map).front().group[1], 1.0);
}

void TestGroupCurves::followsWhatIsThinnedOut()
{
    ConfidenceMap map;
    GroupCurves curves;
    curves.choose({0});
    for (int i = 0; i < 2000; ++i) {
        map.add({.generation = static_cast<double>(i), .logOdds = {static_cast<float>(i), 0}});
        if (i % 7 != 0)
            continue;
        const auto& points = curves.follow(map);
        QCOMPARE(points.size(), map.columns().size());
        for (std::size_t p = 0; p < points.size(); ++p)
            QCOMPARE(points[p].group[1], map.columns()[p].generation);
    }
}

void TestGroupCurves::aGroupOfAllLeavesNoRest()
{
    ConfidenceMap map;
    map.add({.logOdds = {1, 2}});
    GroupCurves curves;
    curves.choose({0, 1});
    QVERIFY(std::isnan(curves.follow(map).front().rest[1]));
    QCOMPARE(curves.follow(map).front().group[1], 1.5);
}

QTEST_APPLESS_MAIN(TestGroupCurves)
#include "tst_groupcurves.moc"
