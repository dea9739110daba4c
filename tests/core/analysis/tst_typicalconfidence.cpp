// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/TypicalConfidence.h"

#include "core/base/Files.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

using namespace pareidolia;

class TestTypicalConfidence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatBelongsToTheNetwork();
    void histogramsAreReadWhereTheyStand();
    void sharesLieBetweenTheQuantiles();
    void damagedFilesAreTold_data();
    void damagedFilesAreTold();
    void theBundledFileIsSound();
};

void TestTypicalConfidence::readsWhatBelongsToTheNetwork()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("typical.json").toStdString();
    QVERIFY(writeFile(file, R"({"aa": {"data": "Shapes", "images": 40, "top1": 0.975,
        "log_odds_quantiles": {"0.05": -1, "0.25": 0.5, "0.5": 2, "0.75": 3, "0.95": 9}}})")
                .has_value());
    const auto typical = readTypicalConfidence(file, "aa").value();
    QVERIFY(typical.has_value());
    QCOMPARE(typical->data, std::string("Shapes"));
    QCOMPARE(typical->images, 40u);
    QCOMPARE(typical->top1, 0.975);
    QCOMPARE(typical->logOdds, (ToldQuantiles{-1, 0.5, 2, 3, 9}));
    QVERIFY(!readTypicalConfidence(file, "bb").value().has_value());
}

void TestTypicalConfidence::histogramsAreReadWhereTheyStand()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("typical.json").toStdString();
    nlohmann::ordered_json entry = {{"data", "Shapes"}, {"images", 40}, {"top1", 0.5}};
    for (const char* share : {"0.05", "0.25", "0.5", "0.75", "0.95"})
        entry["log_odds_quantiles"][share] = 1;
    const auto typical = [&] {
        return writeFile(file, nlohmann::ordered_json{{"aa", entry}}.dump()).and_then([&] {
            return readTypicalConfidence(file, "aa");
        });
    };
    QVERIFY(!typical().value()->confidences.has_value());

    const PhotoConfidences counted{histogramOf(std::vector{0.0, 9.0}),
                                   histogramOf(std::vector{-3.0, 9.0})};
    entry["confidence_histograms"] = {{"first", histogramToJson(counted.first)},
                                      {"right", histogramToJson(counted.right)}};
    QVERIFY(typical().value()->confidences == counted);

    entry["confidence_histograms"]["right"]["edges"][0] = 0.25;
    QVERIFY(!typical().has_value());
}

void TestTypicalConfidence::sharesLieBetweenTheQuantiles()
{
    constexpr ToldQuantiles quantiles{-1, 1, 2, 3, 9};
    for (std::size_t i = 0; i < quantiles.size(); ++i)
        QCOMPARE(shareLessSure(quantiles, quantiles[i]).value(), toldShares[i]);
    QCOMPARE(shareLessSure(quantiles, 0).value(), 0.15);
    QCOMPARE(shareLessSure(quantiles, 6).value(), 0.85);
    QVERIFY(!shareLessSure(quantiles, -1.1).has_value());
    QVERIFY(!shareLessSure(quantiles, 9.1).has_value());
    // A network that is equally sure of everything.
    QVERIFY(shareLessSure(ToldQuantiles{2, 2, 2, 2, 2}, 2).has_value());
}

void TestTypicalConfidence::damagedFilesAreTold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("no keys") << QByteArray(R"({"aa": {}})");
    QTest::newRow("no numbers") << QByteArray(R"({"aa": {"data": 3}})");
    QTest::newRow("a quantile is missing") << QByteArray(
        R"({"aa": {"data": "x", "images": 1, "top1": 1, "log_odds_quantiles": {"0.05": 1}}})");
    QTest::newRow("not ascending") << QByteArray(
        R"({"aa": {"data": "x", "images": 1, "top1": 1, "log_odds_quantiles":
            {"0.05": 1, "0.25": 0, "0.5": 2, "0.75": 3, "0.95": 9}}})");
}

void TestTypicalConfidence::damagedFilesAreTold()
{
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const std::string file = folder.filePath("typical.json").toStdString();
    QVERIFY(writeFile(file, text.toStdString()).has_value());
    const auto read = readTypicalConfidence(file, "aa");
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().what, file);
}

void TestTypicalConfidence::theBundledFileIsSound()
{
    const std::string file = PAREIDOLIA_SOURCE "/resources/models/typical.json";
    for (const char* hash : {"2dd0ce5da847c1166ccd2c4cb6aecc06fd2a0fe3d022bc8c7a60880ad776d387",
                             "a72f115cc00385368f39c62eadff640b2bc7a591c544bbfe85c70b13c08790d9",
                             "a1bf4c28ec7f9758d4af954a4b67ead1ccf0b954af60c93a0712bc8807b887c7"}) {
        const auto typical = readTypicalConfidence(file, hash);
        QVERIFY2(typical.has_value(), typical ? "" : typical.error().sentence().c_str());
        QVERIFY2(typical->has_value(), hash);
        QCOMPARE((*typical)->images, 10000u);
        QVERIFY((*typical)->top1 > 0.9);
    }
}

QTEST_GUILESS_MAIN(TestTypicalConfidence)
#include "tst_typicalconfidence.moc"
