// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/TypicalPanel.h"

#include <QLabel>
#include <QTest>

using namespace pareidolia;

namespace {

constexpr ToldQuantiles quantiles{4, 8, 10, 13, 17};

} // namespace

class TestTypicalPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsTypical();
    void saysWhereThePictureLies_data();
    void saysWhereThePictureLies();
    void placesAscend();
    void anyPictureHasAPlace_data();
    void anyPictureHasAPlace();
    void thePointerIsPainted();
};

void TestTypicalPanel::saysWhatIsTypical()
{
    const TypicalPanel panel(
        {.data = "MNIST", .images = 10000, .top1 = 0.9918, .logOdds = quantiles});
    const QString meaning = panel.findChild<QLabel*>("typicalMeaning")->text();
    for (const char* part : {"10,000 test pictures of MNIST: 99.2 %", "99.9955 %", "98.2 %"})
        QVERIFY2(meaning.contains(part), qPrintable(meaning));
}

void TestTypicalPanel::saysWhereThePictureLies_data()
{
    QTest::addColumn<double>("logOdds");
    QTest::addColumn<QString>("place");
    QTest::newRow("doubtful") << 1.0 << "lower than for 95 %";
    QTest::newRow("at a quarter") << 8.0 << "higher than for about 25 %";
    QTest::newRow("between") << 11.5 << "higher than for about 65 %";
    QTest::newRow("beyond all") << 80.0 << "higher than for 95 %";
}

void TestTypicalPanel::saysWhereThePictureLies()
{
    QFETCH(double, logOdds);
    QFETCH(QString, place);
    TypicalPanel panel({.data = "MNIST", .images = 10000, .top1 = 0.9918, .logOdds = quantiles});
    panel.show();
    const auto* text = panel.findChild<QLabel*>("typicalPlace");
    QVERIFY(!text->isVisible());
    panel.setShown(logOdds);
    QVERIFY(text->isVisible());
    QVERIFY2(text->text().contains(place), qPrintable(text->text()));
    panel.setShown(std::nullopt);
    QVERIFY(!text->isVisible());
}

void TestTypicalPanel::placesAscend()
{
    TypicalStrip strip(quantiles);
    strip.resize(400, 70);
    for (std::size_t i = 1; i < quantiles.size(); ++i)
        QVERIFY(strip.placeOf(quantiles[i - 1]) < strip.placeOf(quantiles[i]));
}

void TestTypicalPanel::anyPictureHasAPlace_data()
{
    QTest::addColumn<double>("logOdds");
    for (const double logOdds : {-745.0, -5.0, 0.0, 17.5, 40.0, 745.0})
        QTest::addRow("%g", logOdds) << logOdds;
}

void TestTypicalPanel::anyPictureHasAPlace()
{
    QFETCH(double, logOdds);
    TypicalStrip strip(quantiles);
    strip.resize(400, 70);
    strip.setShown(logOdds);
    const double place = strip.placeOf(logOdds);
    QVERIFY(place >= 0 && place <= 400);
    QVERIFY(strip.placeOf(17) - strip.placeOf(4) > 50); // the real ones are still to be seen
}

void TestTypicalPanel::thePointerIsPainted()
{
    TypicalStrip strip(quantiles);
    strip.resize(400, 70);
    const QImage without = strip.grab().toImage();
    strip.setShown(12);
    const QImage with = strip.grab().toImage();
    QVERIFY(with != without);
    const int x = static_cast<int>(strip.placeOf(12));
    QVERIFY(with.copy(x - 3, 0, 7, 70) != without.copy(x - 3, 0, 7, 70));
    QCOMPARE(with.copy(x + 60, 0, 100, 70), without.copy(x + 60, 0, 100, 70));
}

QTEST_MAIN(TestTypicalPanel)
#include "tst_typicalpanel.moc"
