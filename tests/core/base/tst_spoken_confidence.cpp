// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SpokenConfidence.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <rapidcheck.h>

using namespace pareidolia;

class TestSpokenConfidence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaks_data();
    void speaks();
    void trustsTheConfidenceWithoutLogOdds();
    void neverClaimsCertainty();
};

void TestSpokenConfidence::speaks_data()
{
    QTest::addColumn<double>("logOdds");
    QTest::addColumn<QString>("spoken");
    const auto row = [](double logOdds, const char* spoken) {
        QTest::newRow(spoken) << logOdds << QString::fromUtf8(spoken);
    };
    const auto doubted = [](double doubt) { return std::log1p(-doubt) - std::log(doubt); };
    row(0, "50 %");
    row(doubted(0.119), "88.1 %");
    row(doubted(0.028), "97.2 %");
    row(doubted(0.01), "99 %");
    row(doubted(2e-4), "99.98 %");
    row(doubted(1.23e-4), "99.988 %");
    row(doubted(1e-4), "99.99 %");
    row(doubted(3e-6), "99.9997 %");
    row(doubted(1e-6), "99.9999 %");
    row(doubted(9.96e-7), "99.9999 %");
    row(doubted(9.9e-7), "1 − 9.9·10⁻⁷");
    row(doubted(2e-7), "1 − 2·10⁻⁷");
    row(doubted(9.97e-9), "1 − 10⁻⁸");
    row(doubted(1.25e-13), "1 − 1.3·10⁻¹³");
    row(1000, "1 − 5.1·10⁻⁴³⁵");
    row(-doubted(0.119), "11.9 %");
    row(-doubted(0.0123), "1.2 %");
    row(-doubted(6e-5), "0.006 %");
    row(-doubted(3e-9), "3·10⁻⁹");
    row(-1000, "5.1·10⁻⁴³⁵");
}

void TestSpokenConfidence::speaks()
{
    QFETCH(double, logOdds);
    QFETCH(QString, spoken);
    QCOMPARE(QString::fromStdString(spokenConfidence(0.5f, logOdds)), spoken);
}

void TestSpokenConfidence::trustsTheConfidenceWithoutLogOdds()
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    QCOMPARE(spokenConfidence(0.5f, none), std::string("50 %"));
    QCOMPARE(spokenConfidence(1.0f, infinity), std::string("> 99.9999 %"));
    QCOMPARE(spokenConfidence(0.0f, -infinity), std::string("< 0.0001 %"));
    QCOMPARE(spokenConfidence(std::nanf(""), none), std::string("–"));
}

void TestSpokenConfidence::neverClaimsCertainty()
{
    QVERIFY(rc::check("any log-odds", [] {
        const double logOdds = *rc::gen::inRange(-800'000, 800'000) / 1000.0;
        const std::string spoken = spokenConfidence(0, logOdds);
        RC_ASSERT(spoken != "100 %");
        RC_ASSERT(spoken != "0 %");
        RC_ASSERT(spoken.size() < 30u);
    }));
}

QTEST_GUILESS_MAIN(TestSpokenConfidence)
#include "tst_spoken_confidence.moc"
