// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/random/Stream.h"

#include <QTest>
#include <array>
#include <cmath>
#include <set>

using namespace pareidolia;

class TestStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheSameForTheSameName();
    void differsInEveryPartOfItsName();
    void givesTheKnownAnswerOfPhilox();
    void staysInRange();
    void belowIsEven();
    void normalHasMeanAndSpread();
};

void TestStream::isTheSameForTheSameName()
{
    Stream a(7, 3, 5, Purpose::Mutation), b(7, 3, 5, Purpose::Mutation);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(a.bits(), b.bits());
}

void TestStream::differsInEveryPartOfItsName()
{
    std::set<std::uint32_t> first;
    first.insert(Stream(7, 3, 5, Purpose::Mutation).bits());
    first.insert(Stream(8, 3, 5, Purpose::Mutation).bits());
    first.insert(Stream(7ull + (1ull << 32), 3, 5, Purpose::Mutation).bits());
    first.insert(Stream(7, 4, 5, Purpose::Mutation).bits());
    first.insert(Stream(7, 3, 6, Purpose::Mutation).bits());
    first.insert(Stream(7, 3, 5, Purpose::ParentChoice).bits());
    QCOMPARE(first.size(), 6u);
}

void TestStream::givesTheKnownAnswerOfPhilox()
{
    // Made by a plain implementation in Python that gives the published test vector (6627e8d5
    // e169c58d bc57ac4c 9b00dbd8 for zeros): counters (0, 1, 0, 0) and (1, 1, 0, 0), key 0.
    Stream stream(0, 0, 0, Purpose::InitialGenome);
    const std::array<std::uint32_t, 5> seen{stream.bits(), stream.bits(), stream.bits(),
                                            stream.bits(), stream.bits()};
    const std::array<std::uint32_t, 5> known{0x6ad0c5ec, 0xea236249, 0x73a459f5, 0x074944b3,
                                             0x6da11836};
    QCOMPARE(seen, known);
}

void TestStream::staysInRange()
{
    Stream stream(1, 0, 0, Purpose::Mutation);
    for (int i = 0; i < 10000; ++i) {
        const float f = stream.uniformFloat();
        QVERIFY(f >= 0 && f < 1);
        const double d = stream.uniform();
        QVERIFY(d >= 0 && d < 1);
        QVERIFY(stream.below(3) < 3);
    }
    QVERIFY(!stream.chance(0));
    QVERIFY(stream.chance(1));
}

void TestStream::belowIsEven()
{
    Stream stream(2, 0, 0, Purpose::Mutation);
    std::array<int, 7> counts{};
    constexpr int draws = 70000;
    for (int i = 0; i < draws; ++i)
        ++counts[stream.below(7)];
    for (const int count : counts)
        QVERIFY(std::abs(count - draws / 7) < 500); // five standard deviations
}

void TestStream::normalHasMeanAndSpread()
{
    Stream stream(3, 0, 0, Purpose::GradientStart);
    double sum = 0, squares = 0;
    constexpr int draws = 100000;
    for (int i = 0; i < draws; ++i) {
        const double value = stream.normal();
        sum += value;
        squares += value * value;
    }
    QVERIFY(std::abs(sum / draws) < 0.016);
    QVERIFY(std::abs(squares / draws - 1) < 0.025);
}

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
