// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/Manifest.h"
#include "tests/core/models/HonestModel.h"

#include <QtTest>

using namespace pareidolia;
using nlohmann::ordered_json;

class TestManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void accuracyMayBeMissing();
    void namesTheBadKey_data();
    void namesTheBadKey();
    void everyKeyIsNeeded();
    void isNoJson();

private:
    static std::string whyOf(const std::string& text)
    {
        const auto info = manifestFromJson(text, "net.pt");
        return info ? "" : info.error().sentence();
    }
};

void TestManifest::roundTrip()
{
    ModelInfo info = test::honestInfo();
    info.input = {224, 200, 3};
    info.order = ChannelOrder::Bgr;
    info.runner = Runner::Onnx;
    info.view = "crop";
    info.normalisation = {{123.675f, 116.28f, 103.53f}, {1 / 58.395f, 1 / 57.12f, -0.0174f}};
    info.labels = {"größte", "\"quoted\"", "two words"};
    info.groups = {{"words", {1, 2}}, {"one", {0}}};
    info.output = OutputKind::LogProbabilities;
    info.plan = {Plan::Layout::ChannelsLast, Plan::Preparation::Optimised, 8, 3};
    info.accuracy = 0.9918;
    info.accuracyOn = "10000 test images";
    const auto read = manifestFromJson(manifestToJson(info).dump(2), "net.pt");
    QVERIFY2(read.has_value(), read ? "" : read.error().sentence().c_str());
    QCOMPARE(read->name, info.name);
    QCOMPARE(read->summary, info.summary);
    QCOMPARE(read->labels, info.labels);
    QVERIFY(read->groups == info.groups);
    QVERIFY(read->input == info.input);
    QVERIFY(read->order == info.order);
    QVERIFY(read->runner == info.runner);
    QVERIFY(read->normalisation == info.normalisation);
    QCOMPARE(read->view, info.view);
    QVERIFY(read->output == info.output);
    QVERIFY(read->plan == info.plan);
    QCOMPARE(read->provenance, info.provenance);
    QCOMPARE(read->licence, info.licence);
    QCOMPARE(*read->accuracy, *info.accuracy);
    QCOMPARE(read->accuracyOn, info.accuracyOn);
    QVERIFY(read->sha256.empty());
}

void TestManifest::accuracyMayBeMissing()
{
    const auto read = manifestFromJson(manifestToJson(test::honestInfo()).dump(), "net.pt");
    QVERIFY(read.has_value());
    QVERIFY(!read->accuracy.has_value());
}

void TestManifest::namesTheBadKey_data()
{
    QTest::addColumn<QString>("pointer"); // what is replaced
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("key"); // what the error names
    QTest::newRow("name empty") << "/name"
                                << "\"\""
                                << "name";
    QTest::newRow("name a path") << "/name"
                                 << "\"../../etc\""
                                 << "name";
    QTest::newRow("name a number") << "/name"
                                   << "3"
                                   << "name";
    QTest::newRow("summary") << "/summary"
                             << "null"
                             << "summary";
    QTest::newRow("labels no list") << "/labels"
                                    << "\"zero\""
                                    << "labels";
    QTest::newRow("labels too few") << "/labels"
                                    << "[\"zero\"]"
                                    << "labels";
    QTest::newRow("label a number") << "/labels/1"
                                    << "1"
                                    << "label 1";
    QTest::newRow("label empty") << "/labels/2"
                                 << "\"\""
                                 << "label 2";
    QTest::newRow("input") << "/input"
                           << "[4, 3, 1]"
                           << "input";
    QTest::newRow("width zero") << "/input/width"
                                << "0"
                                << "input.width";
    QTest::newRow("width huge") << "/input/width"
                                << "1e9"
                                << "input.width";
    QTest::newRow("height half") << "/input/height"
                                 << "2.5"
                                 << "input.height";
    QTest::newRow("height beyond") << "/input/height"
                                   << "18446744073709551615"
                                   << "input.height";
    QTest::newRow("two channels") << "/input/channels"
                                  << "2"
                                  << "input.channels";
    QTest::newRow("input more") << "/input/depth"
                                << "8"
                                << "input.depth";
    QTest::newRow("mean missing") << "/normalisation/mean"
                                  << "[]"
                                  << "normalisation.mean";
    QTest::newRow("mean text") << "/normalisation/mean"
                               << "[\"a\"]"
                               << "normalisation.mean";
    QTest::newRow("scale zero") << "/normalisation/scale"
                                << "[0]"
                                << "normalisation.scale";
    QTest::newRow("scale infinite") << "/normalisation/scale"
                                    << "[1e300]"
                                    << "normalisation.scale";
    QTest::newRow("scale too many") << "/normalisation/scale"
                                    << "[1, 1]"
                                    << "normalisation.scale";
    QTest::newRow("view") << "/view"
                          << "\"upside-down\""
                          << "view";
    QTest::newRow("output") << "/output"
                            << "\"votes\""
                            << "output";
    QTest::newRow("layout") << "/plan/layout"
                            << "\"chwn\""
                            << "plan.layout";
    QTest::newRow("preparation") << "/plan/preparation"
                                 << "1"
                                 << "plan.preparation";
    QTest::newRow("no batch") << "/plan/micro_batch"
                              << "0"
                              << "plan.micro_batch";
    QTest::newRow("gradient batch") << "/plan/gradient_micro_batch"
                                    << "-1"
                                    << "plan.gradient_micro_batch";
    QTest::newRow("licence") << "/licence"
                             << "[]"
                             << "licence";
    QTest::newRow("accuracy") << "/accuracy"
                              << "{\"top1\": 99.2, \"on\": \"mnist\"}"
                              << "accuracy.top1";
    QTest::newRow("accuracy on nothing") << "/accuracy"
                                         << "{\"top1\": 0.5}"
                                         << "accuracy.on";
    QTest::newRow("unknown") << "/licens"
                             << "\"MIT\""
                             << "\"licence\"";
}

void TestManifest::namesTheBadKey()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, key);
    ordered_json json = manifestToJson(test::honestInfo());
    json[ordered_json::json_pointer(pointer.toStdString())] =
        ordered_json::parse(value.toStdString());
    const std::string why = whyOf(json.dump());
    QVERIFY2(why.starts_with("net.pt: "), why.c_str());
    QVERIFY2(why.find(key.toStdString()) != std::string::npos, why.c_str());
    QVERIFY(why.find('\n') == std::string::npos);
}

void TestManifest::everyKeyIsNeeded()
{
    const ordered_json whole = manifestToJson(test::honestInfo()).flatten();
    for (const auto& [pointer, value] : whole.items()) {
        const ordered_json::json_pointer place(pointer);
        ordered_json json = whole.unflatten();
        ordered_json& parent = json[place.parent_pointer()];
        if (parent.is_array())
            continue; // labels may be fewer, as long as there are two
        parent.erase(place.back());
        QVERIFY2(whyOf(json.dump()).find(place.back()) != std::string::npos, pointer.c_str());
    }
}

void TestManifest::isNoJson()
{
    for (const char* text : {"", "{", "null", "[]", "3", "\xff\xfe", "{\"name\": \"a\"} rest"}) {
        const std::string why = whyOf(text);
        QVERIFY2(why.find("manifest") != std::string::npos, text);
    }
    const std::string deep(100'000, '[');
    QVERIFY(!whyOf(deep).empty());
}

QTEST_GUILESS_MAIN(TestManifest)
#include "tst_manifest.moc"
