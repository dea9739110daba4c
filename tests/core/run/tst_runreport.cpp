// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunReport.h"

#include "core/base/Text.h"
#include "core/classifier/TenCrops.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeClassifier.h"

#include <QRegularExpression>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace pareidolia;
using nlohmann::ordered_json;

namespace {

std::unique_ptr<Run> finishedRun(const char* search = "map-elites", const char* classes = "")
{
    auto network = std::make_shared<FakeClassifier>();
    network->mutableInfo().labels = {"zero", "T-shirt/top", "dog, \"cat\"", "über"};
    RunSpec spec;
    spec.name = "test";
    spec.model = "fake";
    spec.search = search;
    spec.classes = classes;
    spec.settings.initial = 10;
    spec.settings.children = 6;
    auto run = Run::create(spec, network).value();
    for (int g = 0; g < 10; ++g)
        advance(*run).value();
    return run;
}

std::vector<std::string> keysOf(const ordered_json& json)
{
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.push_back(key);
    return keys;
}

} // namespace

class TestRunReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultHasTheFixedKeysInOrder();
    void confidencesReadBackToTheSameBits();
    void classesNotSearchedForAreNull();
    void aRunWithoutAGenerationIsTold();
    void storyListsThePictures();
    void storyHoldsSpecAndChanges();
    void gradientAscentTellsPassesAndMilestones();
    void tablesHaveOneLineAnEntry();
    void fileNamesAreSafe();
    void textKeysAreComplete();
    void tenCropsAreToldOfTheRunAndOfItsPictures();
};

void TestRunReport::resultHasTheFixedKeysInOrder()
{
    const auto keys = keysOf(runResult(finishedRun()->snapshot(), {1.5, 2}));
    const std::vector<std::string> fixed{
        "preset",  "search",     "encoding",    "model",       "model_sha256",  "seed",
        "threads", "generation", "evaluations", "seconds",     "mean",          "median",
        "min",     "max",        "count_over",  "confidences", "archive_sha256"};
    QVERIFY(keys.size() >= fixed.size());
    QVERIFY(std::equal(fixed.begin(), fixed.end(), keys.begin()));
}

void TestRunReport::confidencesReadBackToTheSameBits()
{
    const auto run = finishedRun();
    const auto json = ordered_json::parse(runResult(run->snapshot(), {}).dump());
    for (std::size_t c = 0; c < 4; ++c)
        QCOMPARE(json["confidences"][c].get<float>(),
                 run->search().archive().champion(c)->confidence);
}

void TestRunReport::classesNotSearchedForAreNull()
{
    const auto json = runResult(finishedRun("map-elites", "1,3")->snapshot(), {});
    QCOMPARE(json["confidences"].size(), 4u);
    QVERIFY(json["confidences"][0].is_null() && json["confidences"][1].is_number());
    QCOMPARE(json["count_over"].size(), 4u);
    QVERIFY(json["count_over"]["0.5"].get<int>() <= 2);
}

void TestRunReport::aRunWithoutAGenerationIsTold()
{
    RunSpec spec;
    const auto run = Run::create(spec, std::make_shared<FakeClassifier>()).value();
    const auto json = runResult(run->snapshot(), {});
    QVERIFY(json["generation"].is_null());
    QCOMPARE(json["evaluations"].get<int>(), 0);
    QVERIFY(!json.dump().empty());
}

void TestRunReport::storyListsThePictures()
{
    const auto run = finishedRun();
    const auto story = runStory(run->snapshot(), {});
    QCOMPARE(story["pictures"].size(), 4u);
    for (std::size_t c = 0; c < 4; ++c) {
        const auto& picture = story["pictures"][c];
        QCOMPARE(picture["class"].get<std::size_t>(), c);
        QCOMPARE(picture["label"].get<std::string>(), run->classifier().info().labels[c]);
        QCOMPARE(picture["file"].get<std::string>(), pictureName(run->snapshot(), c));
        QVERIFY(picture.contains("confidence") && picture.contains("generation") &&
                picture.contains("from_class"));
    }
}

void TestRunReport::storyHoldsSpecAndChanges()
{
    const auto run = finishedRun();
    QVERIFY(run->change("children", "7").has_value());
    advance(*run).value();
    const auto story = runStory(run->snapshot(), {});
    QCOMPARE(story["changes"].size(), 1u);
    QCOMPARE(story["changes"][0]["generation"].get<int>(), 10);
    const auto spec = specFromJson(story["spec"].dump(), "story");
    QVERIFY(spec.has_value());
    QVERIFY(*spec == run->spec());
}

void TestRunReport::gradientAscentTellsPassesAndMilestones()
{
    const auto json = runResult(finishedRun("gradient-ascent")->snapshot(), {});
    QCOMPARE(json["encoding"].get<std::string>(), std::string("pixels"));
    QCOMPARE(json["passes"]["forward"].get<int>(), 4 + 9 * 8);
    QCOMPARE(json["passes"]["backward"].get<int>(), 9 * 4);
    QCOMPARE(json["evaluations"].get<int>(), 40);
    QCOMPARE(json["milestones"].size(), 4u);
}

void TestRunReport::tablesHaveOneLineAnEntry()
{
    const auto run = finishedRun();
    const auto curves = splitText(trimmed(curvesCsv(run->snapshot())), '\n');
    QCOMPARE(curves.size(), 11u);
    const auto columns = splitText(curves[0], ',').size();
    for (const std::string& line : curves)
        QCOMPARE(splitText(line, ',').size(), columns);
    const auto improvements = splitText(trimmed(improvementsCsv(run->snapshot())), '\n');
    QCOMPARE(improvements.size(), run->improvements().size() + 1);
    for (const std::string& line : improvements)
        QCOMPARE(splitText(line, ',').size(), 6u);
}

void TestRunReport::fileNamesAreSafe()
{
    const auto run = finishedRun();
    QVERIFY(pictureName(run->snapshot(), 0).starts_with("0000_zero_"));
    QVERIFY(pictureName(run->snapshot(), 1).starts_with("0001_T-shirt_top_"));
    const QRegularExpression safe("^[A-Za-z0-9_.-]+$");
    for (std::size_t c = 0; c < 4; ++c) {
        const QString name = QString::fromStdString(pictureName(run->snapshot(), c));
        QVERIFY2(safe.match(name).hasMatch(), qPrintable(name));
    }
}

void TestRunReport::textKeysAreComplete()
{
    const auto run = finishedRun();
    const PngText text = pictureText(run->snapshot(), 2);
    std::vector<std::string> keys;
    for (const auto& [key, value] : text) {
        keys.push_back(key);
        QVERIFY(!value.empty());
    }
    std::vector<std::string> expected{"Class",      "Label",         "Confidence", "Log-odds",
                                      "Model",      "Model SHA-256", "View",       "Seed",
                                      "Generation", "Software",      "Spec",       "Genome"};
    if (const auto from = run->search().archive().champion(2)->individual->fromClass) {
        expected.push_back("From label"); // one made from nothing has no parent to name
        QCOMPARE(text.back().second, run->classifier().info().labels[*from]);
    }
    QCOMPARE(keys, expected);
    QCOMPARE(parseReal(text[3].second).value(), run->search().archive().champion(2)->logOdds);
}

void TestRunReport::tenCropsAreToldOfTheRunAndOfItsPictures()
{
    RunSpec spec;
    spec.view = NetworkView::TenCrop;
    spec.settings.initial = 5;
    const auto network = std::make_shared<FakeClassifier>(4, ImageShape{128, 128, 3});
    const auto run = Run::create(spec, network).value();
    advance(*run).value();
    const auto story = runStory(run->snapshot(), {});
    QCOMPARE(story["view"].get<std::string>(), std::string("ten-crop"));
    QCOMPARE(story["spec"]["view"].get<std::string>(), std::string("ten-crop"));
    QCOMPARE(story["model_sha256"].get<std::string>(), network->info().sha256);

    const std::size_t index = run->search().archive().filled().front();
    const Champion& champion = *run->search().archive().champion(index);
    QVERIFY(champion.individual->picture->shape == (ImageShape{256, 256, 3}));
    QVERIFY(viewToldBy(pictureText(run->snapshot(), index)) == NetworkView::TenCrop);
    const auto again = withView(network, NetworkView::TenCrop).value();
    QCOMPARE(again->score({&*champion.individual->picture, 1}).value().row(0)[index],
             champion.logOdds);
    QVERIFY(viewToldBy(pictureText(finishedRun()->snapshot(), 0)) == NetworkView::OneCrop);
}

QTEST_GUILESS_MAIN(TestRunReport)
#include "tst_runreport.moc"
