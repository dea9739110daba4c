// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/AxisScales.h"

#include <QTest>
#include <cmath>
#include <rapidcheck.h>

using namespace pareidolia;

namespace {

QStringList namesOf(const std::vector<NamedValue>& values)
{
    QStringList names;
    for (const NamedValue& value : values)
        names << QString::fromStdString(value.name);
    return names;
}

} // namespace

class TestAxisScales : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesRoundValues();
    void staysInsideAndUnderTheCount();
    void namesConfidencesPeopleKnow();
    void keepsTheDistance();
};

void TestAxisScales::namesRoundValues()
{
    QCOMPARE(namesOf(roundValues(0, 200, 5, false)), QStringList({"0", "50", "100", "150", "200"}));
    QCOMPARE(namesOf(roundValues(0, 12'000, 3, false)), QStringList({"0", "5,000", "10,000"}));
    QCOMPARE(namesOf(roundValues(0, 3e6, 3, false)),
             QStringList({"0", "1,000,000", "2,000,000", "3,000,000"}));
    QCOMPARE(namesOf(roundValues(0, 1, 10, false)), QStringList({"0", "1"}));
    QCOMPARE(namesOf(roundValues(0, 0.4, 4, true)), QStringList({"0", "0.1", "0.2", "0.3", "0.4"}));
    QCOMPARE(namesOf(roundValues(-1, 1, 2, false)), QStringList({"-1", "0", "1"}));
    QVERIFY(roundValues(0, std::nan(""), 4, true).empty());
}

void TestAxisScales::staysInsideAndUnderTheCount()
{
    QVERIFY(rc::check("any range", [] {
        const double from = *rc::gen::inRange(-1000, 1000);
        const double to = from + *rc::gen::inRange(0, 100'000);
        const int count = *rc::gen::inRange(1, 12);
        const auto values = roundValues(from, to, count, *rc::gen::arbitrary<bool>());
        RC_ASSERT(values.size() <= static_cast<std::size_t>(count) + 1);
        for (const NamedValue& value : values)
            RC_ASSERT(value.value >= from - 1e-6 && value.value <= to + 1e-6);
    }));
}

void TestAxisScales::namesConfidencesPeopleKnow()
{
    QCOMPARE(namesOf(namedLogOdds(-3, 15, 2)),
             QStringList(
                 {"10 %", "50 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %"}));
    QCOMPARE(namesOf(namedLogOdds(-1, 40, 4)),
             QStringList({"50 %", "99 %", "99.99 %", "99.9999 %", "1 − 10⁻⁸", "1 − 10⁻¹⁰",
                          "1 − 10⁻¹²", "1 − 10⁻¹⁴", "1 − 10⁻¹⁶"}));
    QCOMPARE(namesOf(namedLogOdds(-5, 0.1, 2)), QStringList({"1 %", "10 %", "50 %"}));
}

void TestAxisScales::keepsTheDistance()
{
    QVERIFY(rc::check("any range", [] {
        const double from = *rc::gen::inRange(-700, 0);
        const double to = *rc::gen::inRange(0, 700);
        const double distance = *rc::gen::inRange(1, 400);
        const auto values = namedLogOdds(from, to, distance);
        RC_ASSERT(!values.empty());
        for (std::size_t i = 1; i < values.size(); ++i)
            RC_ASSERT(values[i].value - values[i - 1].value >= distance);
        RC_ASSERT(values.front().value >= from && values.back().value <= to);
    }));
}

QTEST_GUILESS_MAIN(TestAxisScales)
#include "tst_axis_scales.moc"
