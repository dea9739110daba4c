// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ConfidenceHistogram.h"

#include "core/analysis/Statistics.h"
#include "core/classifier/Scores.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <vector>

using namespace pareidolia;

class TestConfidenceHistogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyConfidenceHasItsBin();
    void anEdgeBelongsToTheBinBelow();
    void scoresThatAreNoNumbersAreNotCounted();
    void saysTheSameAsStatistics();
    void sharesSumToOne();
    void jsonReadsBack();
    void foreignJsonIsRefused_data();
    void foreignJsonIsRefused();
};

void TestConfidenceHistogram::everyConfidenceHasItsBin()
{
    QVERIFY(std::ranges::is_sorted(histogramEdges));
    const std::vector<double> logOdds{logOddsOf(1e-5), logOddsOf(0.2),  logOddsOf(0.2),
                                      logOddsOf(0.6),  logOddsOf(0.95), 40.0};
    const ConfidenceHistogram seen = histogramOf(logOdds);
    //                         .001 .01 .1 .3 .5 .7 .9 .99 … .999999
    const std::array<std::size_t, ConfidenceHistogram::bins> expected{1, 0, 0, 2, 0, 1, 0,
                                                                      1, 0, 0, 0, 0, 1};
    QCOMPARE(seen.counts, expected);
}

void TestConfidenceHistogram::anEdgeBelongsToTheBinBelow()
{
    ConfidenceHistogram seen;
    seen.add(0.5f); // exactly an edge
    QCOMPARE(seen.counts[4], 1u);
    seen.add(std::nextafter(0.5f, 1.0f));
    QCOMPARE(seen.counts[5], 1u);
    seen.add(0.0f);
    seen.add(1.0f);
    QCOMPARE(seen.counts.front(), 1u);
    QCOMPARE(seen.counts.back(), 1u);
}

void TestConfidenceHistogram::scoresThatAreNoNumbersAreNotCounted()
{
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(histogramOf(std::vector{nothing, 0.0}).total(), 1u);
    QCOMPARE(histogramOf({}).total(), 0u);
}

void TestConfidenceHistogram::saysTheSameAsStatistics()
{
    std::vector<double> logOdds;
    std::vector<std::optional<double>> champions;
    for (double value = -12; value <= 16; value += 0.01) {
        logOdds.push_back(value);
        champions.emplace_back(value);
    }
    for (const double edge : countedThresholds) {
        logOdds.push_back(logOddsOf(edge));
        champions.emplace_back(logOddsOf(edge));
    }
    const Statistics statistics = statisticsOf(champions);
    const ConfidenceHistogram seen = histogramOf(logOdds);
    for (std::size_t i = 0; i < countedThresholds.size(); ++i) {
        const auto edge = std::ranges::find(histogramEdges, countedThresholds[i]);
        QVERIFY(edge != histogramEdges.end());
        const auto above = seen.counts.begin() + (edge - histogramEdges.begin()) + 1;
        QCOMPARE(std::accumulate(above, seen.counts.end(), std::size_t{0}), statistics.over[i]);
    }
}

void TestConfidenceHistogram::sharesSumToOne()
{
    const ConfidenceHistogram seen = histogramOf(std::vector{-9.0, 0.1, 0.2, 9.0});
    double sum = 0;
    for (std::size_t bin = 0; bin < seen.bins; ++bin)
        sum += seen.share(bin);
    QCOMPARE(sum, 1.0);
    QCOMPARE(seen.share(5), 0.5);
    QCOMPARE(ConfidenceHistogram().share(3), 0.0);
}

void TestConfidenceHistogram::jsonReadsBack()
{
    const ConfidenceHistogram seen = histogramOf(std::vector{-9.0, 0.1, 0.2, 9.0});
    const auto text = histogramToJson(seen).dump();
    QVERIFY(histogramFromJson(nlohmann::ordered_json::parse(text)) == seen);
}

void TestConfidenceHistogram::foreignJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto changed = [](const char* key, const nlohmann::ordered_json& value) {
        auto json = histogramToJson({});
        json[key] = value;
        return QByteArray::fromStdString(json.dump());
    };
    QTest::newRow("no object") << QByteArray("[1, 2]");
    QTest::newRow("no counts") << QByteArray("{\"edges\": []}");
    QTest::newRow("other edges") << changed("edges", {0.5});
    QTest::newRow("too few counts") << changed("counts", {1, 2});
    QTest::newRow("counts are no list") << changed("counts", "many");
    QTest::newRow("a count below nothing")
        << changed("counts", std::vector<int>(ConfidenceHistogram::bins, -1));
}

void TestConfidenceHistogram::foreignJsonIsRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!histogramFromJson(nlohmann::ordered_json::parse(text.toStdString())).has_value());
}

QTEST_GUILESS_MAIN(TestConfidenceHistogram)
#include "tst_confidencehistogram.moc"
