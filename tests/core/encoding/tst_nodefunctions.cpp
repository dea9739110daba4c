// SPDX-License-Identifier: GPL-3.0-or-later
#include "CppnReference.h"
#include "EveryTarget.h"

#include "core/encoding/CppnKernel.h"
#include "core/random/Stream.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

using namespace pareidolia;

namespace {

constexpr std::array allFunctions{NodeFunction::Sine, NodeFunction::Sigmoid, NodeFunction::Gaussian,
                                  NodeFunction::Linear};

/// Every magnitude that a sum of weights can have, the turning points of sine, and what is beyond.
std::vector<float> arguments()
{
    Stream stream(5, 0, 0, Purpose::InitialGenome);
    std::vector<float> z{0.0f, -0.0f, 1e-45f, -1e-45f, 1e-30f, 3.0f, -3.0f, 86.0f, 85.99999f};
    for (const double range : {0.01, 1.0, 4.0, 20.0, 100.0, 5000.0, 199000.0})
        for (int i = 0; i < 4000; ++i)
            z.push_back(static_cast<float>(range * (2 * stream.uniform() - 1)));
    for (int quarter = -300; quarter <= 300; ++quarter)
        z.push_back(static_cast<float>(quarter * std::numbers::pi / 2));
    return z;
}

std::vector<float> strangers()
{
    using Limits = std::numeric_limits<float>;
    return {Limits::infinity(),
            -Limits::infinity(),
            Limits::quiet_NaN(),
            -Limits::quiet_NaN(),
            Limits::max(),
            Limits::lowest(),
            cppn::sineLimit,
            -cppn::sineLimit,
            3e9f,
            1e19f};
}

double exact(NodeFunction function, double z)
{
    switch (function) {
    case NodeFunction::Sine:
        return std::sin(z);
    case NodeFunction::Sigmoid:
        return 2 / (1 + std::exp(-z)) - 1;
    case NodeFunction::Gaussian:
        return std::exp(-z * z);
    case NodeFunction::Linear:
        break;
    }
    return std::clamp(z, -3.0, 3.0) / 3;
}

} // namespace

class TestNodeFunctions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesReadBack();
    void areCloseToTheTrueOnes();
    void stayWithinOne();
    void giveTheReferencesBitsOnEveryTarget();
    void areDefinedForEveryFloat();
};

void TestNodeFunctions::namesReadBack()
{
    for (const NodeFunction function : allFunctions)
        QCOMPARE(nodeFunctionFrom(nodeFunctionName(function)), std::optional(function));
    QVERIFY(!nodeFunctionFrom("cosine"));
}

void TestNodeFunctions::areCloseToTheTrueOnes()
{
    const auto z = arguments();
    std::vector<float> out(z.size());
    for (const NodeFunction function : allFunctions) {
        applyNodeFunction(function, z, out);
        double worst = 0;
        for (std::size_t i = 0; i < z.size(); ++i)
            worst = std::max(worst, std::abs(static_cast<double>(out[i]) -
                                             exact(function, static_cast<double>(z[i]))));
        qInfo("%s: largest error %.2g", nodeFunctionName(function).data(), worst);
        QVERIFY(worst < 3e-7);
    }
}

void TestNodeFunctions::stayWithinOne()
{
    const auto z = arguments();
    std::vector<float> out(z.size());
    for (const NodeFunction function : allFunctions) {
        applyNodeFunction(function, z, out);
        for (const float value : out)
            QVERIFY(std::abs(value) <= 1.0000002f);
    }
}

void TestNodeFunctions::giveTheReferencesBitsOnEveryTarget()
{
    auto z = arguments();
    const auto beyond = strangers();
    z.insert(z.begin() + 7, beyond.begin(), beyond.end());
    z.resize((z.size() + 15) / 16 * 16 + 15, 0.5f); // the longest tail for every vector length
    int targets = 0;
    test::onEveryTarget([&](const char* target) {
        ++targets;
        std::vector<float> out(z.size());
        for (const NodeFunction function : allFunctions) {
            applyNodeFunction(function, z, out);
            for (std::size_t i = 0; i < z.size(); ++i) {
                const float expected = test::referenceFunction(function, z[i]);
                if (std::bit_cast<std::uint32_t>(out[i]) != std::bit_cast<std::uint32_t>(expected))
                    QFAIL(qPrintable(QString("%1 on %2: z = %3 gives %4 instead of %5")
                                         .arg(nodeFunctionName(function).data())
                                         .arg(target)
                                         .arg(z[i])
                                         .arg(out[i])
                                         .arg(expected)));
            }
        }
    });
    QVERIFY(targets > 0);
}

void TestNodeFunctions::areDefinedForEveryFloat()
{
    const std::vector<float> z{std::numeric_limits<float>::infinity(),
                               -std::numeric_limits<float>::infinity(),
                               std::numeric_limits<float>::quiet_NaN()};
    const std::vector<std::vector<float>> expected{{0, 0, 0}, {1, -1, 1}, {0, 0, 0}, {1, -1, 1}};
    for (const NodeFunction function : allFunctions) {
        std::vector<float> out(z.size());
        applyNodeFunction(function, z, out);
        QCOMPARE(out, expected[static_cast<std::size_t>(function)]);
    }
}

QTEST_GUILESS_MAIN(TestNodeFunctions)
#include "tst_nodefunctions.moc"
