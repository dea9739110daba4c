// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/Bernoulli.h"
#include "core/encoding/PolynomialMutation.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace pareidolia;

class TestVariation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rootBySquareRootsIsPow();
    void rootOfOtherStrengths();
    void polynomialAtKnownDraws();
    void polynomialIsSymmetricAndOfKnownMean();
    void polynomialStaysWithinZeroAndOne();
    void bernoulliChoosesEveryPlaceAlike_data();
    void bernoulliChoosesEveryPlaceAlike();
    void bernoulliAtTheEnds();
};

void TestVariation::rootBySquareRootsIsPow()
{
    Stream stream(1, 0, 0, Purpose::Mutation);
    for (int i = 0; i < 10000; ++i) {
        const double x = stream.uniform();
        for (const double eta : {1.0, 3.0, 7.0, 15.0, 31.0}) {
            const double pow = std::pow(x, 1 / (eta + 1));
            QVERIFY(std::abs(polynomialRoot(x, eta) - pow) <= 2.3e-16);
        }
    }
}

void TestVariation::rootOfOtherStrengths()
{
    for (const double eta : {0.0, 2.0, 5.0, 20.0})
        QVERIFY(std::abs(polynomialRoot(0.3, eta) - std::pow(0.3, 1 / (eta + 1))) < 1e-15);
}

void TestVariation::polynomialAtKnownDraws()
{
    QCOMPARE(polynomialMutation(0.4, 0.5, 15), 0.4);    // the middle draw moves nothing
    QCOMPARE(polynomialMutation(0.4, 0.0, 15), 0.0);    // δ = −1
    const double quarter = std::pow(0.5, 1.0 / 16) - 1; // r = 1/4
    QVERIFY(std::abs(polynomialMutation(0.4, 0.25, 15) - (0.4 + quarter)) < 1e-15);
    QVERIFY(std::abs(polynomialMutation(0.4, 0.75, 15) - (0.4 - quarter)) < 1e-15);
}

void TestVariation::polynomialIsSymmetricAndOfKnownMean()
{
    Stream stream(2, 0, 0, Purpose::Mutation);
    double sum = 0, sizes = 0;
    constexpr int draws = 100000;
    for (int i = 0; i < draws; ++i) {
        const double delta = polynomialMutation(0.5, stream.uniform(), 15) - 0.5;
        sum += delta;
        sizes += std::abs(delta);
    }
    QVERIFY(std::abs(sum / draws) < 0.0015);             // five standard deviations
    QVERIFY(std::abs(sizes / draws - 1.0 / 17) < 0.001); // E|δ| = 1 / (η + 2)
}

void TestVariation::polynomialStaysWithinZeroAndOne()
{
    Stream stream(3, 0, 0, Purpose::Mutation);
    for (const double gene : {0.0, 1e-9, 0.5, 0.99, 1.0})
        for (int i = 0; i < 1000; ++i) {
            const double moved = polynomialMutation(gene, stream.uniform(), 2);
            QVERIFY(moved >= 0 && moved <= 1);
        }
}

void TestVariation::bernoulliChoosesEveryPlaceAlike_data()
{
    QTest::addColumn<double>("rate");
    for (const double rate : {0.002, 0.05, 0.1, 0.5, 0.9})
        QTest::addRow("%g", rate) << rate;
}

void TestVariation::bernoulliChoosesEveryPlaceAlike()
{
    QFETCH(double, rate);
    Stream stream(4, 0, 0, Purpose::Mutation);
    const Bernoulli chosen(rate);
    constexpr std::size_t places = 200; // a single draw looks 64 far
    constexpr int trials = 20000;
    std::vector<int> counts(places, 0);
    int neighbours = 0;
    for (int t = 0; t < trials; ++t) {
        std::size_t last = places;
        for (std::size_t i = chosen.next(0, places, stream); i < places;
             i = chosen.next(i + 1, places, stream)) {
            ++counts[i];
            neighbours += i == last + 1 ? 1 : 0;
            last = i;
        }
    }
    const double spread = std::sqrt(trials * rate * (1 - rate));
    for (const int count : counts)
        QVERIFY(std::abs(count - trials * rate) < 5.5 * spread);
    const double pairs = trials * (places - 1.0);
    QVERIFY(std::abs(neighbours - pairs * rate * rate) < 6 * std::sqrt(pairs * rate * rate));
}

void TestVariation::bernoulliAtTheEnds()
{
    Stream stream(5, 0, 0, Purpose::Mutation);
    QCOMPARE(Bernoulli(0).next(0, 1000, stream), 1000u);
    QCOMPARE(Bernoulli(-1).next(3, 1000, stream), 1000u);
    for (std::size_t i = 0; i < 100; ++i) {
        QCOMPARE(Bernoulli(1).next(i, 1000, stream), i);
        QCOMPARE(Bernoulli(2).next(i, 1000, stream), i);
    }
    QCOMPARE(Bernoulli(1).next(5, 5, stream), 5u);
    QCOMPARE(Bernoulli(1).next(6, 5, stream), 5u);
}

QTEST_GUILESS_MAIN(TestVariation)
#include "tst_variation.moc"
