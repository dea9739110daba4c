// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OutputGradient.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <rapidcheck.h>

using namespace pareidolia;

namespace {

std::vector<double> softmax(const std::vector<double>& logits)
{
    const double largest = *std::max_element(logits.begin(), logits.end());
    std::vector<double> values;
    double sum = 0;
    for (const double logit : logits)
        sum += std::exp(logit - largest);
    for (const double logit : logits)
        values.push_back(std::exp(logit - largest) / sum);
    return values;
}

bool close(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance * std::max({std::abs(a), std::abs(b), 1e-300});
}

} // namespace

class TestOutputGradient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheSoftmax();
    void keepsHopelessClasses();
    void keepsCertainClasses();
    void followsALogit();
    void followsSharesThatDoNotSumToOne();
    void refusesALogitOfProbabilities();
    void marksWhatIsNotFinite();
};

void TestOutputGradient::followsTheSoftmax()
{
    QVERIFY(rc::check("p_c (δ_cj − p_j), by central differences", [] {
        const auto count = *rc::gen::inRange<std::size_t>(2, 12);
        std::vector<double> logits;
        for (std::size_t i = 0; i < count; ++i)
            logits.push_back(*rc::gen::inRange(-4000, 4000) / 1000.0);
        const auto target = *rc::gen::inRange<std::size_t>(0, count);
        const auto gradient =
            outputGradient(logits, OutputKind::Logits, target, Objective::Probability);
        RC_ASSERT(gradient.has_value());
        RC_ASSERT(close(gradient->probability, softmax(logits)[target], 1e-12));
        for (std::size_t j = 0; j < count; ++j) {
            auto up = logits, down = logits;
            up[j] += 1e-5;
            down[j] -= 1e-5;
            const double expected = (softmax(up)[target] - softmax(down)[target]) / 2e-5;
            const double given = static_cast<double>(gradient->weights[j]) * gradient->scale;
            RC_ASSERT(std::abs(given - expected) < 1e-6 * std::abs(gradient->scale) + 1e-10);
        }
    }));
}

void TestOutputGradient::keepsHopelessClasses()
{
    const std::vector<double> logits{0, 300, 0};
    const auto gradient = outputGradient(logits, OutputKind::Logits, 0, Objective::Probability);
    QVERIFY(gradient.has_value());
    QVERIFY(close(gradient->probability, std::exp(-300.0), 1e-12)); // float32 ends at 1e-45
    QVERIFY(close(gradient->scale, std::exp(-300.0), 1e-12));
    QCOMPARE(gradient->weights[0], 1.0f);
    QCOMPARE(gradient->weights[1], -1.0f);
}

void TestOutputGradient::keepsCertainClasses()
{
    const std::vector<double> logits{200, 0};
    const auto gradient = outputGradient(logits, OutputKind::Logits, 0, Objective::Probability);
    QVERIFY(gradient.has_value());
    QCOMPARE(gradient->probability, 1.0);
    QVERIFY(close(gradient->scale, std::exp(-200.0), 1e-12)); // 1 − p is 0 here
    QCOMPARE(gradient->weights[0], 1.0f);
    QCOMPARE(gradient->weights[1], -1.0f);
}

void TestOutputGradient::followsALogit()
{
    const std::vector<double> logits{1, 2, 3};
    const auto gradient = outputGradient(logits, OutputKind::Logits, 1, Objective::Logit);
    QVERIFY(gradient.has_value());
    QCOMPARE(gradient->scale, 1.0);
    QCOMPARE(gradient->weights, (std::vector<float>{0, 1, 0}));
    QVERIFY(close(gradient->probability, softmax(logits)[1], 1e-12));
}

void TestOutputGradient::followsSharesThatDoNotSumToOne()
{
    const std::vector<double> shares{0.2, 0.6, 0.4};
    const auto gradient =
        outputGradient(shares, OutputKind::Probabilities, 1, Objective::Probability);
    QVERIFY(gradient.has_value());
    QVERIFY(close(gradient->probability, 0.5, 1e-12));
    const auto share = [](double a, double b, double c) { return b / (a + b + c); };
    const double first = (share(0.2 + 1e-6, 0.6, 0.4) - share(0.2 - 1e-6, 0.6, 0.4)) / 2e-6;
    const double second = (share(0.2, 0.6 + 1e-6, 0.4) - share(0.2, 0.6 - 1e-6, 0.4)) / 2e-6;
    QVERIFY(close(static_cast<double>(gradient->weights[0]) * gradient->scale, first, 1e-6));
    QVERIFY(close(static_cast<double>(gradient->weights[1]) * gradient->scale, second, 1e-6));
}

void TestOutputGradient::refusesALogitOfProbabilities()
{
    const std::vector<double> shares{0.5, 0.5};
    const auto gradient = outputGradient(shares, OutputKind::Probabilities, 1, Objective::Logit);
    QVERIFY(!gradient.has_value());
    QVERIFY(gradient.error().kind == Error::Kind::Usage);
}

void TestOutputGradient::marksWhatIsNotFinite()
{
    for (const double odd :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        const std::vector<double> logits{1, odd};
        const auto gradient = outputGradient(logits, OutputKind::Logits, 0, Objective::Probability);
        QVERIFY(gradient.has_value());
        QVERIFY(std::isnan(gradient->probability));
        QVERIFY(std::isnan(gradient->scale));
    }
}

QTEST_GUILESS_MAIN(TestOutputGradient)
#include "tst_outputgradient.moc"
