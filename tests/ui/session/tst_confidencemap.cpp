// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/PastOfRun.h"

#include <QTest>

using namespace pareidolia;

class TestConfidenceMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatFits();
    void staysSmallHoweverLongARunIs();
    void theLatestIsAlwaysThere();

private:
    static void fill(ConfidenceMap& map, int columns)
    {
        for (int i = 0; i < columns; ++i)
            map.add({.generation = static_cast<double>(i), .logOdds = {static_cast<float>(i)}});
    }
};

void TestConfidenceMap::keepsWhatFits()
{
    ConfidenceMap map;
    fill(map, ConfidenceMap::capacity);
    QCOMPARE(map.columns().size(), ConfidenceMap::capacity);
    QCOMPARE(map.columns()[17].generation, 17.0);
    QCOMPARE(map.columns()[17].logOdds.front(), 17.0f);
}

void TestConfidenceMap::staysSmallHoweverLongARunIs()
{
    ConfidenceMap map;
    fill(map, 100000);
    const auto& columns = map.columns();
    QVERIFY(columns.size() <= ConfidenceMap::capacity);
    QVERIFY(columns.size() >= ConfidenceMap::capacity / 2);
    QCOMPARE(columns.front().generation, 0.0);
    const double step = columns[1].generation;
    for (std::size_t i = 1; i + 1 < columns.size(); ++i) // evenly
        QCOMPARE(columns[i].generation - columns[i - 1].generation, step);
}

void TestConfidenceMap::theLatestIsAlwaysThere()
{
    ConfidenceMap map;
    for (int i = 0; i < 3000; ++i) {
        map.add({.generation = static_cast<double>(i), .logOdds = {}});
        QCOMPARE(map.columns().back().generation, static_cast<double>(i));
    }
}

QTEST_APPLESS_MAIN(TestConfidenceMap)
#include "tst_confidencemap.moc"
