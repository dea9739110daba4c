// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/Scores.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <rapidcheck.h>

using namespace pareidolia;

namespace {

std::vector<double> fromLogits(std::vector<double> logits)
{
    std::vector<double> result(logits.size());
    logOddsFromLogits(logits, result);
    return result;
}

std::vector<double> fromProbabilities(std::vector<double> probabilities)
{
    std::vector<double> result(probabilities.size());
    logOddsFromProbabilities(probabilities, result);
    return result;
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestScores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithSoftmax();
    void goesOnWhereConfidencesEnd();
    void twoClassesAreTheDifference();
    void keepsTheOrderOfLogits();
    void badLogitsSpoilTheRow();
    void probabilitiesAgreeWithLogits();
    void certaintyIsFinite();
    void badProbabilitiesSpoilTheRow();
    void conversionsAreInverse();
    void findsBestAndInvalid();
};

void TestScores::agreesWithSoftmax()
{
    const std::vector<double> logits{0.3, -1.2, 2.0, 0.0};
    double sum = 0;
    for (const double logit : logits)
        sum += std::exp(logit);
    const auto logOdds = fromLogits(logits);
    for (std::size_t c = 0; c < logits.size(); ++c)
        QVERIFY(std::abs(probabilityOf(logOdds[c]) - std::exp(logits[c]) / sum) < 1e-15);
}

void TestScores::goesOnWhereConfidencesEnd()
{
    const auto sure = fromLogits({60, 0, 0});
    const auto surer = fromLogits({61, 0, 0});
    QCOMPARE(confidenceOf(sure[0]), 1.0f);
    QVERIFY(surer[0] > sure[0]);
    QVERIFY(std::abs(sure[0] - (60 - std::log(2.0))) < 1e-12);
}

void TestScores::twoClassesAreTheDifference()
{
    const auto logOdds = fromLogits({3.5, -700.25});
    QCOMPARE(logOdds[0], 703.75);
    QCOMPARE(logOdds[1], -703.75);
}

void TestScores::keepsTheOrderOfLogits()
{
    QVERIFY(rc::check([](const std::vector<int>& raw) {
        RC_PRE(raw.size() >= 2u);
        std::vector<double> logits;
        for (const int value : raw)
            logits.push_back(value % 1000 / 10.0);
        const auto logOdds = fromLogits(logits);
        for (std::size_t a = 0; a < logits.size(); ++a)
            for (std::size_t b = 0; b < logits.size(); ++b)
                if (logits[a] > logits[b])
                    RC_ASSERT(logOdds[a] > logOdds[b]);
    }));
}

void TestScores::badLogitsSpoilTheRow()
{
    for (const double bad : {notANumber, infinity, -infinity})
        for (const double value : fromLogits({1, bad, 2}))
            QVERIFY(std::isnan(value));
}

void TestScores::probabilitiesAgreeWithLogits()
{
    const std::vector<double> logits{1, 2, 3};
    const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(3.0);
    const auto expected = fromLogits(logits);
    const auto seen =
        fromProbabilities({std::exp(1.0) / sum, std::exp(2.0) / sum, std::exp(3.0) / sum});
    for (std::size_t c = 0; c < 3; ++c)
        QVERIFY(std::abs(seen[c] - expected[c]) < 1e-13);
}

void TestScores::certaintyIsFinite()
{
    const auto logOdds = fromProbabilities({1, 0, 0});
    QCOMPARE(logOdds[0], 745.0);
    QCOMPARE(logOdds[1], -745.0);
    QCOMPARE(confidenceOf(logOdds[0]), 1.0f);
}

void TestScores::badProbabilitiesSpoilTheRow()
{
    for (const double bad : {notANumber, infinity, -0.1})
        for (const double value : fromProbabilities({0.5, bad, 0.5}))
            QVERIFY(std::isnan(value));
    for (const double value : fromProbabilities({0, 0, 0}))
        QVERIFY(std::isnan(value));
}

void TestScores::conversionsAreInverse()
{
    for (const double p : {1e-9, 0.1, 0.5, 0.9, 0.9999})
        QVERIFY(std::abs(probabilityOf(logOddsOf(p)) - p) < 1e-15);
    QCOMPARE(confidenceOf(0), 0.5f);
}

void TestScores::findsBestAndInvalid()
{
    Scores scores(2, 3);
    std::ranges::copy(std::vector{1.0, 5.0, 5.0}, scores.row(0).begin());
    std::ranges::copy(std::vector{1.0, notANumber, 5.0}, scores.row(1).begin());
    QCOMPARE(scores.images(), 2u);
    QCOMPARE(scores.best(0), 1u);
    QVERIFY(!scores.firstInvalid(0));
    QCOMPARE(*scores.firstInvalid(1), 1u);
    QCOMPARE(Scores().images(), 0u);
}

QTEST_GUILESS_MAIN(TestScores)
#include "tst_scores.moc"
