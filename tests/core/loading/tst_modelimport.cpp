// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/ModelImport.h"

#include "core/base/Files.h"
#include "core/models/Manifest.h"
#include "core/models/ModelFile.h"
#include "core/torch/TorchClassifier.h"
#include "tests/core/importing/CaffeMaker.h"
#include "tests/core/torch/TestNetworks.h"

#include <QTemporaryDir>
#include <QtTest>
#include <limits>
#include <nlohmann/json.hpp>

using namespace pareidolia;
using namespace pareidolia::test;

class TestModelImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCaffeNetworkBecomesAModel();
    void theSoftmaxAtTheEndIsLeftOut();
    void aGivenPlanIsKept();
    void findsOutWhatAScriptTakes_data();
    void findsOutWhatAScriptTakes();
    void findsOutWhatAScriptGives_data();
    void findsOutWhatAScriptGives();
    void refusesAScript_data();
    void refusesAScript();
    void aModelOfOursKeepsWhatNobodyChanges();
    void refusesWeightsThatAreNotNumbers();
    void refusesSettingsThatDoNotFit_data();
    void refusesSettingsThatDoNotFit();
    void bgrReversesWhatTheNetworkReceives();
    void nothingIsWrittenWhereItIsCancelled();
    void saysWhereItCannotWrite();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }

    std::filesystem::path write(const std::string& name, const std::string& bytes) const
    {
        const std::filesystem::path path = folder() / name;
        if (!writeFile(path, bytes))
            qFatal("the disk is full");
        return path;
    }

    ImportSettings caffe(const std::string& prototxt, const CaffeMaker& weights) const
    {
        ImportSettings settings;
        settings.files = {write("net.prototxt", prototxt),
                          write("net.caffemodel", weights.bytes())};
        settings.scale = {1.0f / 256};
        return settings;
    }

    ImportSettings script(const std::string& body, const std::vector<ScriptTensor>& tensors = {},
                          const std::map<std::string, std::string>& extra = {}) const
    {
        ScriptProgram program{"Network", tensors, {{"", "def forward(self, x):\n" + body}}, extra};
        const auto bytes = writeUncheckedScript(program);
        if (!bytes)
            qFatal("%s", bytes.error().sentence().c_str());
        ImportSettings settings;
        settings.files = {write("script.pt", *bytes)};
        settings.scale = {1.0f / 256};
        return settings;
    }

    static bool remarked(const ImportDraft& draft, const std::string& words)
    {
        return std::ranges::any_of(draft.remarks, [&](const std::string& remark) {
            return remark.find(words) != std::string::npos;
        });
    }

    QTemporaryDir m_folder;
};

#define VERIFY_DONE(result) QVERIFY2(result, result ? "" : result.error().sentence().c_str())

/// Averages each channel: takes any size, gives one number a channel.
constexpr const char* means = "    y = torch.flatten(torch.adaptive_avg_pool2d(x, [1, 1]), 1)\n";

void TestModelImport::aCaffeNetworkBecomesAModel()
{
    ImportSettings settings = caffe(tinyPrototxt(), tinyCaffemodel());
    settings.name = "tiny";
    settings.licence = "none";
    const auto draft = draftImport(settings);
    VERIFY_DONE(draft);
    QCOMPARE(draft->info.input, (ImageShape{6, 6, 1}));
    QCOMPARE(draft->info.labels, (std::vector<std::string>{"0", "1"}));
    QVERIFY(draft->info.provenance.find("net.caffemodel (SHA-256 ") != std::string::npos);
    std::vector<std::string> told;
    const auto out = folder() / "tiny.pt";
    const auto model =
        finishImport(*draft, out, [&](const std::string& step) { told.push_back(step); });
    VERIFY_DONE(model);
    QVERIFY(told.size() > 5);
    QCOMPARE(model->name, std::string("tiny"));
    QCOMPARE(model->licence, std::string("none"));
    QCOMPARE(model->sha256, draft->info.sha256);
    const auto file = ModelFile::open(out);
    VERIFY_DONE(file);
    const auto classifier = loadTorchClassifier(*file);
    VERIFY_DONE(classifier);
    QVERIFY((*classifier)->hasGradient());
}

void TestModelImport::theSoftmaxAtTheEndIsLeftOut()
{
    const auto bare = draftImport(caffe(tinyPrototxt(), tinyCaffemodel()));
    VERIFY_DONE(bare);
    for (const std::string& end :
         {caffeLayer("prob", "Softmax", "ip"),
          caffeLayer("prob", "Softmax", "ip") + caffeLayer("flat", "Flatten", "prob")}) {
        const auto draft = draftImport(caffe(tinyPrototxt() + end, tinyCaffemodel()));
        VERIFY_DONE(draft);
        QCOMPARE(draft->info.output, OutputKind::Logits);
        QVERIFY(remarked(*draft, "softmax"));
        const Image picture(draft->info.input);
        QCOMPARE(draft->classifier->score(std::span(&picture, 1))->row(0)[1],
                 bare->classifier->score(std::span(&picture, 1))->row(0)[1]);
    }
    // In the middle of a network it is a layer like any other.
    const auto middle =
        draftImport(caffe(tinyPrototxt() + caffeLayer("prob", "Softmax", "ip") +
                              caffeLayer("more", "Power", "prob", "power_param { scale: 3 }"),
                          tinyCaffemodel()));
    VERIFY_DONE(middle);
    QVERIFY(!remarked(*middle, "softmax"));
}

void TestModelImport::aGivenPlanIsKept()
{
    ImportSettings settings = caffe(tinyPrototxt(), tinyCaffemodel());
    settings.plan = Plan{Plan::Layout::ChannelsLast, Plan::Preparation::Optimised, 20, 2};
    const auto draft = draftImport(settings);
    VERIFY_DONE(draft);
    const auto model = finishImport(*draft, folder() / "planned.pt");
    VERIFY_DONE(model);
    QCOMPARE(model->plan, *settings.plan);
}

void TestModelImport::findsOutWhatAScriptTakes_data()
{
    QTest::addColumn<int>("numbers");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("channels");
    QTest::newRow("grey, 28") << 28 * 28 << 28 << 1;
    QTest::newRow("colour, 32") << 3 * 32 * 32 << 32 << 3;
}

void TestModelImport::findsOutWhatAScriptTakes()
{
    QFETCH(int, numbers);
    QFETCH(int, size);
    QFETCH(int, channels);
    const auto draft =
        draftImport(script("    return torch.linear(torch.flatten(x, 1), self.w, None)\n",
                           {randomTensor("w", {4, numbers}, 0.1, 1)}));
    VERIFY_DONE(draft);
    QCOMPARE(draft->info.input, (ImageShape{size, size, channels}));
    QCOMPARE(draft->info.classes(), std::size_t{4});
    QVERIFY(remarked(*draft, "found by trying"));
}

void TestModelImport::findsOutWhatAScriptGives_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("kind");
    QTest::newRow("logits") << "y * 3.0 - 1.0" << static_cast<int>(OutputKind::Logits);
    QTest::newRow("positive logits") << "y + 2.0" << static_cast<int>(OutputKind::Logits);
    QTest::newRow("negative logits") << "y - 9.0" << static_cast<int>(OutputKind::Logits);
    QTest::newRow("sigmoid") << "torch.sigmoid(y)" << static_cast<int>(OutputKind::Logits);
    QTest::newRow("probabilities")
        << "torch.softmax(y, 1)" << static_cast<int>(OutputKind::Probabilities);
    QTest::newRow("logarithms") << "torch.log_softmax(y, 1)"
                                << static_cast<int>(OutputKind::LogProbabilities);
}

void TestModelImport::findsOutWhatAScriptGives()
{
    QFETCH(QString, answer);
    QFETCH(int, kind);
    ImportSettings settings =
        script(std::string(means) + "    return " + answer.toStdString() + "\n");
    settings.size = PictureSize{8, 8};
    const auto draft = draftImport(settings);
    VERIFY_DONE(draft);
    QCOMPARE(static_cast<int>(draft->info.output), kind);
    QCOMPARE(draft->info.input, (ImageShape{8, 8, 3}));
    QVERIFY(remarked(*draft, "It gives"));
}

void TestModelImport::refusesAScript_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("naming");
    QTest::newRow("a tuple") << "    return (x, x)\n"
                             << "not output a tensor";
    QTest::newRow("a picture") << "    return x * 2.0\n"
                               << "numbers per picture";
    QTest::newRow("one number") << "    return torch.mean(torch.flatten(x, 1), [1], True)\n"
                                << "numbers per picture";
    QTest::newRow("random numbers") << "    return torch.rand_like(x)\n"
                                    << "rand_like";
    QTest::newRow("not a number") << QString(means) + "    return torch.log(y * 0.0 - 1.0)\n"
                                  << "not a number";
}

void TestModelImport::refusesAScript()
{
    QFETCH(QString, body);
    QFETCH(QString, naming);
    ImportSettings settings = script(body.toStdString());
    settings.size = squareOf(16);
    const auto draft = draftImport(settings);
    QVERIFY(!draft);
    const QString sentence = QString::fromStdString(draft.error().sentence());
    QVERIFY2(sentence.contains(naming), qPrintable(sentence));
    QVERIFY2(sentence.contains("script.pt"), qPrintable(sentence));
}

void TestModelImport::aModelOfOursKeepsWhatNobodyChanges()
{
    ModelInfo info = infoFor({5, 5, 3}, 3);
    info.name = "ours";
    info.view = "exact";
    info.licence = "MIT";
    ImportSettings settings = script(std::string(means) + "    return y\n", {},
                                     {{std::string(manifestName), manifestToJson(info).dump()}});
    settings.scale.clear();
    settings.mean = {1, 2, 3};
    const auto draft = draftImport(settings);
    VERIFY_DONE(draft);
    QVERIFY(remarked(*draft, "already"));
    QCOMPARE(draft->info.name, info.name);
    QCOMPARE(draft->info.labels, info.labels);
    QCOMPARE(draft->info.licence, info.licence);
    QCOMPARE(draft->info.normalisation.mean, (std::vector<float>{1, 2, 3}));
    QCOMPARE(draft->info.normalisation.scale, info.normalisation.scale);
    settings.size = PictureSize{9, 9};
    const auto another = draftImport(settings);
    QVERIFY(!another);
    QCOMPARE(another.error().kind, Error::Kind::Usage);
}

void TestModelImport::refusesWeightsThatAreNotNumbers()
{
    CaffeMaker maker = tinyCaffemodel();
    maker.network().mutable_layer(1)->mutable_blobs(1)->set_data(
        0, std::numeric_limits<float>::quiet_NaN());
    const auto draft = draftImport(caffe(tinyPrototxt(), maker));
    QVERIFY(!draft);
    QVERIFY(draft.error().why.find("not a number") != std::string::npos);
}

void TestModelImport::refusesSettingsThatDoNotFit_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("naming");
    QTest::newRow("labels") << "labels"
                            << "digits"
                            << "10 labels, but the network has 2 classes";
    QTest::newRow("means") << "mean"
                           << "3"
                           << "grey";
    QTest::newRow("two means") << "mean"
                               << "2"
                               << "one number, or three";
    QTest::newRow("colours") << "channels"
                             << "bgr"
                             << "1 channel";
    QTest::newRow("no such channels") << "channels"
                                      << "cmyk"
                                      << "cmyk";
    QTest::newRow("view") << "view"
                          << "fisheye"
                          << "fisheye";
    QTest::newRow("size") << "size"
                          << "0"
                          << "out of range";
    QTest::newRow("name") << "name"
                          << "a/b"
                          << "slash";
    QTest::newRow("scale") << "scale"
                           << "0"
                           << "zero";
}

void TestModelImport::refusesSettingsThatDoNotFit()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, naming);
    ImportSettings settings = caffe(tinyPrototxt(), tinyCaffemodel());
    if (key == "labels")
        settings.labels = value.toStdString();
    else if (key == "mean")
        settings.mean.assign(value.toUInt(), 1.0f);
    else if (key == "channels")
        settings.channels = value.toStdString();
    else if (key == "view")
        settings.view = value.toStdString();
    else if (key == "size")
        settings.size = squareOf(value.toInt());
    else if (key == "name")
        settings.name = value.toStdString();
    else
        settings.scale = {value.toFloat()};
    const auto draft = draftImport(settings);
    QVERIFY(!draft);
    const QString sentence = QString::fromStdString(draft.error().sentence());
    QVERIFY2(sentence.contains(naming), qPrintable(sentence));
    QCOMPARE(draft.error().kind, Error::Kind::Usage);
}

void TestModelImport::bgrReversesWhatTheNetworkReceives()
{
    ImportSettings settings = script(std::string(means) + "    return y\n");
    settings.size = PictureSize{4, 4};
    settings.mean = {10, 20, 30};
    Image red(ImageShape{4, 4, 3});
    for (std::size_t i = 0; i < red.pixels.size(); i += 3)
        red.pixels[i] = 255;
    const auto best = [&](const char* channels) {
        settings.channels = channels;
        return draftImport(settings)->classifier->score(std::span(&red, 1))->best(0);
    };
    QCOMPARE(best("rgb"), std::size_t{0});
    QCOMPARE(best("bgr"), std::size_t{2});
}

void TestModelImport::nothingIsWrittenWhereItIsCancelled()
{
    std::stop_source stop;
    const auto draft = draftImport(caffe(tinyPrototxt(), tinyCaffemodel()), stop.get_token());
    VERIFY_DONE(draft);
    stop.request_stop();
    const auto out = folder() / "cancelled.pt";
    QVERIFY(!finishImport(*draft, out, {}, stop.get_token()));
    QVERIFY(!std::filesystem::exists(out));
    QVERIFY(!draftImport(caffe(tinyPrototxt(), tinyCaffemodel()), stop.get_token()));
}

void TestModelImport::saysWhereItCannotWrite()
{
    const auto draft = draftImport(caffe(tinyPrototxt(), tinyCaffemodel()));
    VERIFY_DONE(draft);
    const auto wrong = finishImport(*draft, folder() / "model.txt");
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, Error::Kind::Usage);
    const auto nowhere = finishImport(*draft, folder() / "no such folder" / "model.pt");
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().what.find("no such folder") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestModelImport)
#include "tst_modelimport.moc"
