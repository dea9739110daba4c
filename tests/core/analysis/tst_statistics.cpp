// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Statistics.h"

#include "core/base/Quantile.h"
#include "core/classifier/Scores.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace pareidolia;

namespace {

using LogOdds = std::vector<std::optional<double>>;

} // namespace

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void describesConfidences();
    void countsStrictlyOver();
    void aMissingChampionCountsAsNothing();
    void quantilesGoOnWhereConfidencesEnd();
    void interpolatesQuantiles();
    void oneClassIsEnough();
};

void TestStatistics::describesConfidences()
{
    const auto seen =
        statisticsOf(LogOdds{logOddsOf(0.2), logOddsOf(0.4), logOddsOf(0.6), logOddsOf(1 - 1e-5)});
    QVERIFY(std::abs(seen.mean - (0.2 + 0.4 + 0.6 + 1 - 1e-5) / 4) < 1e-7);
    QVERIFY(std::abs(seen.median - 0.5) < 1e-7);
    QVERIFY(std::abs(seen.min - 0.2) < 1e-7);
    QVERIFY(std::abs(seen.max - (1 - 1e-5)) < 1e-7);
    QCOMPARE(seen.over[0], 2u); // .5
    QCOMPARE(seen.over[1], 1u); // .9
    QCOMPARE(seen.over[2], 1u); // .99
    QCOMPARE(seen.over[3], 1u); // .9999
}

void TestStatistics::countsStrictlyOver()
{
    QCOMPARE(statisticsOf(LogOdds{0.0, 0.0}).over[0], 0u); // exactly one half
    QCOMPARE(statisticsOf(LogOdds{1e-3}).over[0], 1u);
}

void TestStatistics::aMissingChampionCountsAsNothing()
{
    const auto seen = statisticsOf(LogOdds{std::nullopt, 40.0});
    QCOMPARE(seen.min, 0.0);
    QCOMPARE(seen.median, 0.5);
    QVERIFY(std::isinf(seen.logOddsQuantiles[0]));
    QCOMPARE(seen.logOddsQuantiles[4], 40.0);
}

void TestStatistics::quantilesGoOnWhereConfidencesEnd()
{
    const auto seen = statisticsOf(LogOdds{50.0, 60.0, 70.0});
    QCOMPARE(seen.min, 1.0);
    QCOMPARE(seen.logOddsQuantiles[0], 50.0);
    QCOMPARE(seen.logOddsQuantiles[1], 55.0);
    QCOMPARE(seen.logOddsQuantiles[2], 60.0);
    QCOMPARE(seen.logOddsQuantiles[4], 70.0);
}

void TestStatistics::interpolatesQuantiles()
{
    const std::vector<double> sorted{1, 2, 4};
    QCOMPARE(quantile(std::span<const double>(sorted), 0), 1.0);
    QCOMPARE(quantile(std::span<const double>(sorted), 0.25), 1.5);
    QCOMPARE(quantile(std::span<const double>(sorted), 0.5), 2.0);
    QCOMPARE(quantile(std::span<const double>(sorted), 0.75), 3.0);
    QCOMPARE(quantile(std::span<const double>(sorted), 1), 4.0);
}

void TestStatistics::oneClassIsEnough()
{
    const auto seen = statisticsOf(LogOdds{0.0});
    QCOMPARE(seen.median, 0.5);
    QCOMPARE(seen.mean, 0.5);
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
