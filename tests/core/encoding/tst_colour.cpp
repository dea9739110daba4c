// SPDX-License-Identifier: GPL-3.0-or-later
#include "EveryTarget.h"

#include "core/encoding/CppnKernel.h"
#include "core/image/Image.h"
#include "core/random/Stream.h"
#include "tests/core/encoding/Colour.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace pareidolia;

namespace {

std::array<int, 3> bytesOf(float h, float s, float v)
{
    const auto rgb = rgbFromHsv(h, s, v);
    return {quantised(rgb[0]), quantised(rgb[1]), quantised(rgb[2])};
}

/// The formula of the textbooks, by another road: every channel is v less v · s times a trapezium.
double channel(double h, double s, double v, double offset)
{
    const double k = std::fmod(offset + 6 * h, 6.0);
    return v - v * s * std::max(0.0, std::min({k, 4 - k, 1.0}));
}

} // namespace

class TestColour : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownPoints_data();
    void knownPoints();
    void hueWraps();
    void agreesWithAnotherFormula();
    void vectorsGiveTheSameBytes();
};

void TestColour::knownPoints_data()
{
    QTest::addColumn<float>("h");
    QTest::addColumn<float>("s");
    QTest::addColumn<float>("v");
    QTest::addColumn<QList<int>>("rgb");
    QTest::newRow("red") << 0.0f << 1.0f << 1.0f << QList<int>{255, 0, 0};
    QTest::newRow("yellow") << 1.0f / 6 << 1.0f << 1.0f << QList<int>{255, 255, 0};
    QTest::newRow("green") << 1.0f / 3 << 1.0f << 1.0f << QList<int>{0, 255, 0};
    QTest::newRow("cyan") << 0.5f << 1.0f << 1.0f << QList<int>{0, 255, 255};
    QTest::newRow("blue") << 2.0f / 3 << 1.0f << 1.0f << QList<int>{0, 0, 255};
    QTest::newRow("magenta") << 5.0f / 6 << 1.0f << 1.0f << QList<int>{255, 0, 255};
    QTest::newRow("orange") << 1.0f / 12 << 1.0f << 1.0f << QList<int>{255, 128, 0};
    QTest::newRow("grey") << 0.3f << 0.0f << 0.5f << QList<int>{128, 128, 128};
    QTest::newRow("black") << 0.7f << 1.0f << 0.0f << QList<int>{0, 0, 0};
    QTest::newRow("pale red") << 0.0f << 0.5f << 1.0f << QList<int>{255, 128, 128};
}

void TestColour::knownPoints()
{
    QFETCH(float, h);
    QFETCH(float, s);
    QFETCH(float, v);
    QFETCH(QList<int>, rgb);
    const auto bytes = bytesOf(h, s, v);
    QCOMPARE(QList<int>(bytes.begin(), bytes.end()), rgb);
}

void TestColour::hueWraps()
{
    Stream stream(1, 0, 0, Purpose::InitialGenome);
    for (int i = 0; i < 100; ++i) {
        const float s = stream.uniformFloat(), v = stream.uniformFloat();
        QCOMPARE(rgbFromHsv(1.0f, s, v), rgbFromHsv(0.0f, s, v));
    }
}

void TestColour::agreesWithAnotherFormula()
{
    Stream stream(2, 0, 0, Purpose::InitialGenome);
    for (int i = 0; i < 10000; ++i) {
        const float h = stream.uniformFloat(), s = stream.uniformFloat(), v = stream.uniformFloat();
        const auto rgb = rgbFromHsv(h, s, v);
        const std::array<double, 3> offsets{5, 3, 1};
        for (std::size_t c = 0; c < 3; ++c) {
            QVERIFY(std::abs(static_cast<double>(rgb[c]) - channel(h, s, v, offsets[c])) < 1e-6);
            QVERIFY(rgb[c] >= 0 && rgb[c] <= 1);
        }
    }
}

void TestColour::vectorsGiveTheSameBytes()
{
    Stream stream(3, 0, 0, Purpose::InitialGenome);
    std::vector<float> hsv;
    for (int i = 0; i < 1001; ++i)
        for (int c = 0; c < 3; ++c)
            hsv.push_back(stream.uniformFloat());
    for (int sixth = 0; sixth <= 6; ++sixth)
        hsv.insert(hsv.end(), {static_cast<float>(sixth) / 6.0f, 1.0f, 1.0f});
    hsv.insert(hsv.end(), {1.0f, 1.0f, 1.0f, 1.0f, 0.25f, 0.75f});
    std::vector<std::uint8_t> expected;
    for (std::size_t i = 0; i < hsv.size(); i += 3)
        for (const int byte : bytesOf(hsv[i], hsv[i + 1], hsv[i + 2]))
            expected.push_back(static_cast<std::uint8_t>(byte));

    test::onEveryTarget([&](const char* target) {
        for (const std::size_t pixels :
             {std::size_t{0}, std::size_t{1}, std::size_t{17}, hsv.size() / 3}) {
            std::vector<std::uint8_t> rgb(3 * pixels + 1, 77);
            paintHsv(std::span(hsv).first(3 * pixels), std::span(rgb).first(3 * pixels));
            QVERIFY2(std::equal(rgb.begin(), rgb.end() - 1, expected.begin()), target);
            QCOMPARE(rgb.back(), 77); // nothing is written past the end
        }
    });
}

QTEST_GUILESS_MAIN(TestColour)
#include "tst_colour.moc"
