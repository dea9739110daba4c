// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/DirectEncoding.h"
#include "tests/core/encoding/Colour.h"

#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

using namespace pareidolia;

namespace {

constexpr ImageShape grey{28, 28, 1};

Stream streamFor(std::uint64_t seed, Purpose purpose = Purpose::Mutation)
{
    return Stream(seed, 1, 0, purpose);
}

const std::vector<float>& genesOf(const GenomePointer& genome)
{
    return dynamic_cast<const DirectGenome&>(*genome).genes();
}

/// The part of all genes that 100 children changed.
double changedPart(const VariationSettings& settings, std::uint32_t generation)
{
    const DirectEncoding encoding({.shape = grey});
    Stream start = streamFor(1, Purpose::InitialGenome);
    const auto parent = encoding.random(start);
    int changed = 0;
    for (std::uint64_t child = 0; child < 100; ++child) {
        Stream stream = streamFor(child);
        const auto genome = encoding.mutated(*parent, settings, generation, stream);
        for (std::size_t i = 0; i < genesOf(genome).size(); ++i)
            changed += genesOf(genome)[i] != genesOf(parent)[i] ? 1 : 0;
    }
    return changed / (100.0 * 784);
}

} // namespace

class TestDirectEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsUniform();
    void mutatesAtItsRate_data();
    void mutatesAtItsRate();
    void rateHalves();
    void sameStreamSameChild();
    void leavesTheParentAlone();
    void childStaysInRange();
    void paintsGrey();
    void paintsColour();
    void paintsOtherSizes();
    void jsonRoundTrip();
};

void TestDirectEncoding::startsUniform()
{
    const DirectEncoding encoding({.shape = {100, 100, 3}});
    Stream stream = streamFor(1, Purpose::InitialGenome);
    const auto genome = encoding.random(stream);
    QCOMPARE(genesOf(genome).size(), 30000u);
    std::array<int, 10> tenths{};
    for (const float gene : genesOf(genome)) {
        QVERIFY(gene >= 0 && gene < 1);
        ++tenths[static_cast<std::size_t>(gene * 10)];
    }
    for (const int count : tenths)
        QVERIFY(std::abs(count - 3000) < 300); // almost six standard deviations
}

void TestDirectEncoding::mutatesAtItsRate_data()
{
    QTest::addColumn<std::uint32_t>("generation");
    QTest::addColumn<std::uint32_t>("interval");
    QTest::addColumn<double>("rate");
    QTest::newRow("first") << 1u << 1000u << 0.1;
    QTest::newRow("last before halving") << 1000u << 1000u << 0.1;
    QTest::newRow("halved") << 1001u << 1000u << 0.05;
    QTest::newRow("thrice") << 3001u << 1000u << 0.0125;
    QTest::newRow("never") << 3001u << 0u << 0.1;
}

void TestDirectEncoding::mutatesAtItsRate()
{
    QFETCH(std::uint32_t, generation);
    QFETCH(std::uint32_t, interval);
    QFETCH(double, rate);
    VariationSettings settings;
    settings.halvingInterval = interval;
    const double spread = std::sqrt(rate * (1 - rate) / 78400);
    QVERIFY(std::abs(changedPart(settings, generation) - rate) < 5 * spread);
}

void TestDirectEncoding::rateHalves()
{
    VariationSettings settings;
    QCOMPARE(directRate(settings, 1), 0.1);
    QCOMPARE(directRate(settings, 1000), 0.1);
    QCOMPARE(directRate(settings, 1001), 0.05);
    QCOMPARE(directRate(settings, 20000), 0.1 / 524288);
    QCOMPARE(directRate(settings, UINT32_MAX), 0.0);
    settings.halvingInterval = 1;
    QCOMPARE(directRate(settings, 2), 0.05);
    QCOMPARE(directRate(settings, UINT32_MAX), 0.0);
}

void TestDirectEncoding::sameStreamSameChild()
{
    const DirectEncoding encoding({.shape = grey});
    Stream first = streamFor(7), second = streamFor(7), other = streamFor(8);
    const auto a = encoding.random(first), b = encoding.random(second), c = encoding.random(other);
    QCOMPARE(genesOf(a), genesOf(b));
    QVERIFY(genesOf(a) != genesOf(c));
    const auto childA = encoding.mutated(*a, {}, 1, first);
    const auto childB = encoding.mutated(*b, {}, 1, second);
    QCOMPARE(genesOf(childA), genesOf(childB));
}

void TestDirectEncoding::leavesTheParentAlone()
{
    const DirectEncoding encoding({.shape = grey});
    Stream stream = streamFor(7);
    const auto parent = encoding.random(stream);
    const std::vector<float> before = genesOf(parent);
    const auto child = encoding.mutated(*parent, {}, 1, stream);
    QCOMPARE(genesOf(parent), before);
    QVERIFY(genesOf(child).data() != genesOf(parent).data());
    QVERIFY(genesOf(child) != before);
}

void TestDirectEncoding::childStaysInRange()
{
    const DirectEncoding encoding({.shape = {9, 7, 3}});
    VariationSettings settings;
    settings.mutationRate = 1;
    settings.eta = 1; // long steps
    Stream stream = streamFor(3);
    auto genome = encoding.random(stream);
    for (std::uint32_t generation = 1; generation < 200; ++generation) {
        genome = encoding.mutated(*genome, settings, generation, stream);
        for (const float gene : genesOf(genome))
            QVERIFY(gene >= 0 && gene <= 1);
    }
}

void TestDirectEncoding::paintsGrey()
{
    const DirectEncoding encoding({.shape = {5, 1, 1}});
    const DirectGenome genome({5, 1, 1}, {0.0f, 1.0f, 0.5f, 0.4999f / 255, 0.5001f / 255});
    QCOMPARE(encoding.render(genome).pixels, (std::vector<std::uint8_t>{0, 255, 128, 0, 1}));
}

void TestDirectEncoding::paintsColour()
{
    const DirectEncoding encoding({.shape = {13, 11, 3}});
    Stream stream = streamFor(4);
    const auto genome = encoding.random(stream);
    const Image image = encoding.render(*genome);
    QCOMPARE(image.shape, (ImageShape{13, 11, 3}));
    const auto& genes = genesOf(genome);
    for (std::size_t i = 0; i < genes.size(); i += 3) {
        const auto rgb = rgbFromHsv(genes[i], genes[i + 1], genes[i + 2]);
        for (std::size_t c = 0; c < 3; ++c)
            QCOMPARE(image.pixels[i + c], quantised(rgb[c]));
    }
}

void TestDirectEncoding::paintsOtherSizes()
{
    const DirectEncoding encoding({.shape = {2, 2, 1}});
    const DirectGenome genome({2, 2, 1}, {0.0f, 1.0f, 0.2f, 0.4f});
    QCOMPARE(encoding.renderAt(genome, {2, 2, 1}), encoding.render(genome));
    QCOMPARE(encoding.renderAt(genome, {4, 2, 1}).pixels,
             (std::vector<std::uint8_t>{0, 0, 255, 255, 51, 51, 102, 102}));
    QCOMPARE(encoding.renderAt(genome, {3, 4, 1}).pixels,
             (std::vector<std::uint8_t>{0, 255, 255, 0, 255, 255, 51, 102, 102, 51, 102, 102}));
    QCOMPARE(encoding.renderAt(genome, {1, 1, 1}).pixels, (std::vector<std::uint8_t>{102}));
    QVERIFY_EXCEPTION_THROWN(encoding.renderAt(genome, {0, 3, 1}), std::invalid_argument);
}

void TestDirectEncoding::jsonRoundTrip()
{
    QVERIFY(rc::check([] {
        const ImageShape shape{*rc::gen::inRange(1, 20), *rc::gen::inRange(1, 20),
                               *rc::gen::element(1, 3)};
        const DirectEncoding encoding({.shape = shape});
        Stream stream(*rc::gen::arbitrary<std::uint64_t>(), 1, 0, Purpose::InitialGenome);
        const auto genome = encoding.mutated(*encoding.random(stream), {}, 1, stream);
        const auto json = nlohmann::ordered_json::parse(genome->toJson().dump());
        const auto back = encoding.parse(json);
        RC_ASSERT(back.has_value());
        RC_ASSERT(genesOf(*back) == genesOf(genome));
        RC_ASSERT((*back)->toJson() == genome->toJson());
    }));
}

QTEST_GUILESS_MAIN(TestDirectEncoding)
#include "tst_directencoding.moc"
