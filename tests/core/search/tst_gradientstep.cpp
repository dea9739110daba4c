// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/GradientStep.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace pareidolia;

namespace {

FloatPicture plain(ImageShape shape, float value, float mean = 0)
{
    FloatPicture picture{
        shape, std::vector<float>(static_cast<std::size_t>(shape.channels), mean), {}};
    picture.pixels.assign(shape.bytes(), value);
    return picture;
}

Gradient gradientOf(std::vector<float> values, double probability = 0.5)
{
    return Gradient{probability, std::move(values)};
}

} // namespace

class TestGradientStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rateFollowsProgress();
    void gainsWhatItWants();
    void decaysTowardsTheMean();
    void blursWithReflectedEdges();
    void blursEverySoManySteps();
    void smallNormsBecomeTheMean();
    void smallContributionsBecomeTheMean();
    void percentileIsStrict();
    void clips();
    void uselessGradientChangesNothing();
};

void TestGradientStep::rateFollowsProgress()
{
    GradientSettings settings;
    settings.earlyWant = 0.02;
    settings.lateWant = 0.1;
    settings.maximumRate = 100;
    QCOMPARE(stepRate(settings, 0.0, 0.5), 0.02 / 0.25);
    QCOMPARE(stepRate(settings, 0.5, 0.5), 0.02 / 0.25); // .1 · .5 is more than .02
    QCOMPARE(stepRate(settings, 0.9, 0.5), 0.1 * (1 - 0.9) / 0.25);
    QCOMPARE(stepRate(settings, 0.0, 1e-6), 100.0);
}

void TestGradientStep::gainsWhatItWants()
{
    // To first order, a step along the gradient gains rate · ‖g‖² = want.
    GradientSettings settings;
    FloatPicture picture = plain({2, 1, 1}, 100);
    const Gradient gradient = gradientOf({0.003f, 0.004f}, 0);
    gradientStep(picture, gradient, 0, settings);
    double gain = 0;
    for (std::size_t i = 0; i < 2; ++i)
        gain += (double{picture.pixels[i]} - 100) * gradient.values[i];
    QVERIFY(std::abs(gain - settings.earlyWant) < 1e-5);
}

void TestGradientStep::decaysTowardsTheMean()
{
    GradientSettings settings;
    settings.maximumRate = 0;
    settings.decay = 0.25;
    FloatPicture picture = plain({1, 1, 3}, 100);
    picture.mean = {20, 100, 180};
    gradientStep(picture, gradientOf({1, 1, 1}), 0, settings);
    QCOMPARE(picture.pixels, (std::vector<float>{80, 100, 120}));
}

void TestGradientStep::blursWithReflectedEdges()
{
    GradientSettings settings;
    settings.maximumRate = 0;
    settings.blurRadius = 1;
    FloatPicture picture = plain({9, 9, 1}, 0);
    picture.pixels[0] = 200; // the corner
    gradientStep(picture, gradientOf(std::vector<float>(81, 1)), 0, settings);
    // Reflection keeps the sum, and the corner's weight is that of the kernel folded over.
    std::vector<double> kernel;
    for (int i = -4; i <= 4; ++i)
        kernel.push_back(std::exp(-0.5 * i * i));
    const double sum = std::accumulate(kernel.begin(), kernel.end(), 0.0);
    const double corner = (kernel[4] + kernel[5]) / sum; // itself and its mirror image
    QVERIFY(std::abs(picture.pixels[0] - 200 * corner * corner) < 1e-2);
    const double total = std::accumulate(picture.pixels.begin(), picture.pixels.end(), 0.0);
    QVERIFY(std::abs(total - 200) < 1e-2);
}

void TestGradientStep::blursEverySoManySteps()
{
    GradientSettings settings;
    settings.maximumRate = 0;
    settings.blurRadius = 1;
    settings.blurEvery = 3;
    for (const std::uint32_t step : {0u, 1u, 2u, 3u}) {
        FloatPicture picture = plain({5, 5, 1}, 0);
        picture.pixels[12] = 200;
        gradientStep(picture, gradientOf(std::vector<float>(25, 1)), step, settings);
        QCOMPARE(picture.pixels[12] < 199, step % 3 == 0);
    }
}

void TestGradientStep::smallNormsBecomeTheMean()
{
    GradientSettings settings;
    settings.maximumRate = 0;
    settings.normPercentile = 50;
    FloatPicture picture = plain({5, 1, 1}, 0, 10);
    picture.pixels = {11, 13, 8, 20, 10.5f}; // distances from the mean 1 3 2 10 .5, median 2
    gradientStep(picture, gradientOf({1, 1, 1, 1, 1}), 0, settings);
    QCOMPARE(picture.pixels, (std::vector<float>{10, 13, 8, 20, 10}));
}

void TestGradientStep::smallContributionsBecomeTheMean()
{
    GradientSettings settings;
    settings.maximumRate = 0;
    settings.contributionPercentile = 50;
    FloatPicture picture = plain({3, 1, 1}, 0);
    picture.pixels = {50, 60, 70};
    gradientStep(picture, gradientOf({3, -2, 1}), 0, settings); // |g·x| 150 120 70
    QCOMPARE(picture.pixels, (std::vector<float>{50, 60, 0}));

    // Over the channels contributions add up before they are compared.
    FloatPicture colour = plain({2, 1, 3}, 100);
    gradientStep(colour, gradientOf({1, 2, -1, 2, 0.1f, 2}), 0, settings); // .1 against 6
    QCOMPARE(colour.pixels, (std::vector<float>{0, 100, 0, 100, 0, 100}));
}

void TestGradientStep::percentileIsStrict()
{
    GradientSettings settings;
    settings.maximumRate = 0;
    settings.normPercentile = 50;
    FloatPicture picture = plain({4, 1, 1}, 7);
    gradientStep(picture, gradientOf({1, 1, 1, 1}), 0, settings);
    QCOMPARE(picture.pixels, (std::vector<float>{7, 7, 7, 7})); // none lies strictly below
}

void TestGradientStep::clips()
{
    GradientSettings settings;
    settings.maximumRate = 1e6;
    FloatPicture picture = plain({2, 1, 1}, 128);
    gradientStep(picture, gradientOf({1e-3f, -1e-3f}, 0), 0, settings);
    QVERIFY(std::ranges::all_of(picture.pixels, [](float p) { return p >= 0 && p <= 255; }));
    settings.earlyWant = settings.lateWant = 1;
    gradientStep(picture, gradientOf({1e-3f, -1e-3f}, 0), 0, settings);
    QCOMPARE(picture.pixels, (std::vector<float>{255, 0}));
}

void TestGradientStep::uselessGradientChangesNothing()
{
    GradientSettings settings;
    settings.decay = 0.5;
    for (const float bad :
         {0.0f, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        FloatPicture picture = plain({2, 1, 1}, 99);
        gradientStep(picture, gradientOf({bad, 0}), 0, settings);
        QCOMPARE(picture.pixels, (std::vector<float>{99, 99}));
    }
}

QTEST_GUILESS_MAIN(TestGradientStep)
#include "tst_gradientstep.moc"
