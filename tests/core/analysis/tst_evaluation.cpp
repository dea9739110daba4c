// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Evaluation.h"

#include "tests/support/FakeClassifier.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace pareidolia;

namespace {

std::vector<Image> somePictures(const ImageShape& shape, std::size_t count)
{
    std::vector<Image> pictures;
    for (std::size_t i = 0; i < count; ++i) {
        Image picture(shape);
        for (std::size_t p = 0; p < picture.pixels.size(); ++p)
            picture.pixels[p] = static_cast<std::uint8_t>((i * 97 + p * 31) % 256);
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

} // namespace

class TestEvaluation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsRightAnswers();
    void numberOfThreadsChangesNothing();
    void quantilesAreThoseOfTheClassNamedFirst();
    void histogramsAreOfTheFirstAndOfTheRightClass();
    void scoresThatAreNoNumbersFail();
};

void TestEvaluation::countsRightAnswers()
{
    const FakeClassifier network(8);
    const auto pictures = somePictures(network.info().input, 40);
    const auto scores = network.score(pictures).value();
    std::vector<std::size_t> truth;
    for (std::size_t i = 0; i < pictures.size(); ++i)
        truth.push_back(i < 30 ? scores.best(i) : (scores.best(i) + 1) % 8);
    const auto seen = evaluate(network, pictures, truth, 1).value();
    QCOMPARE(seen.images, 40u);
    QCOMPARE(seen.top1, 0.75);
    QVERIFY(seen.top5 >= seen.top1 && seen.top5 <= 1);
    QVERIFY(seen.imagesPerSecond > 0);
}

void TestEvaluation::numberOfThreadsChangesNothing()
{
    const FakeClassifier network(8);
    const auto pictures = somePictures(network.info().input, 45);
    const std::vector<std::size_t> truth(pictures.size(), 3);
    const auto one = evaluate(network, pictures, truth, 1).value();
    const auto five = evaluate(network, pictures, truth, 5).value();
    QCOMPARE(one.top1, five.top1);
    QCOMPARE(one.top5, five.top5);
    QCOMPARE(one.logOdds, five.logOdds);
    QVERIFY(one.confidences == five.confidences);
}

void TestEvaluation::quantilesAreThoseOfTheClassNamedFirst()
{
    const FakeClassifier network(8);
    const auto pictures = somePictures(network.info().input, 41);
    const auto scores = network.score(pictures).value();
    std::vector<double> surest;
    for (std::size_t i = 0; i < pictures.size(); ++i)
        surest.push_back(std::ranges::max(scores.row(i)));
    std::ranges::sort(surest);
    // All named wrongly: it is no matter.
    std::vector<std::size_t> truth;
    for (std::size_t i = 0; i < pictures.size(); ++i)
        truth.push_back((scores.best(i) + 1) % 8);
    const auto seen = evaluate(network, pictures, truth, 2).value();
    QCOMPARE(seen.top1, 0.0);
    for (std::size_t i = 0; i < toldShares.size(); ++i)
        QCOMPARE(seen.logOdds[i],
                 surest[static_cast<std::size_t>(std::lround(40 * toldShares[i]))]);
}

void TestEvaluation::histogramsAreOfTheFirstAndOfTheRightClass()
{
    const FakeClassifier network(8);
    const auto pictures = somePictures(network.info().input, 40);
    const auto scores = network.score(pictures).value();
    std::vector<double> first, right;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        first.push_back(scores.row(i)[scores.best(i)]);
        right.push_back(scores.row(i)[i % 8]);
    }
    std::vector<std::size_t> truth;
    for (std::size_t i = 0; i < pictures.size(); ++i)
        truth.push_back(i % 8);
    const auto seen = evaluate(network, pictures, truth, 3).value().confidences;
    QCOMPARE(seen.first.counts, histogramOf(first).counts);
    QCOMPARE(seen.right.counts, histogramOf(right).counts);
    QVERIFY(seen.first != seen.right);
    QCOMPARE(seen.right.total(), 40u);
}

void TestEvaluation::scoresThatAreNoNumbersFail()
{
    FakeClassifier network(8);
    network.breaksAt = [](const Image&) { return true; };
    const auto pictures = somePictures(network.info().input, 5);
    const auto seen = evaluate(network, pictures, std::vector<std::size_t>(5, 0), 2);
    QVERIFY(!seen.has_value());
    QCOMPARE(seen.error().what, std::string("fake"));
}

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
