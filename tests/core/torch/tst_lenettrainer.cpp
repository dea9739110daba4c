// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/LeNetTrainer.h"

#include "core/base/Files.h"
#include "core/models/IdxData.h"
#include "core/models/ModelFile.h"
#include "core/random/Stream.h"
#include "core/torch/TorchClassifier.h"
#include "tests/core/torch/TestNetworks.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace pareidolia;

namespace {

void addBigEndian(std::string& bytes, std::uint32_t value)
{
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(value >> shift & 0xff);
}

/// Noise, brighter in the upper half for class 0 and in the lower half for class 1.
void writeIdx(const QTemporaryDir& folder, const char* part, std::uint32_t count,
              std::uint32_t side = 28, std::uint8_t highest = 1)
{
    std::string images, labels;
    for (const std::uint32_t word : {0x803u, count, side, side})
        addBigEndian(images, word);
    for (const std::uint32_t word : {0x801u, count})
        addBigEndian(labels, word);
    for (std::uint32_t i = 0; i < count; ++i) {
        Stream stream(3, count, i, Purpose::InitialGenome);
        const std::uint8_t label = i % 2 == 0 ? 0 : highest;
        labels += static_cast<char>(label);
        for (std::uint32_t pixel = 0; pixel < side * side; ++pixel) {
            const bool upper = pixel < side * side / 2;
            const std::uint32_t light = upper == (label == 0) ? 120 : 0;
            images += static_cast<char>(stream.below(100) + light);
        }
    }
    const std::string start = folder.filePath(part).toStdString();
    QVERIFY(writeFile(start + "-images-idx3-ubyte", images).has_value());
    QVERIFY(writeFile(start + "-labels-idx1-ubyte", labels).has_value());
}

std::string reasonOf(const Result<ModelInfo>& result)
{
    return result ? "it worked" : result.error().sentence();
}

} // namespace

class TestLeNetTrainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void learnsAndWritesAModel();
    void theSameSeedGivesTheSameNetwork();
    void reportsItsProgress();
    void leavesNothingWhenInterrupted();
    void refusesBadSettings_data();
    void refusesBadSettings();
    void refusesPicturesOfAnotherSize();
    void bundledModelsAreAsGoodAsTheySay_data();
    void bundledModelsAreAsGoodAsTheySay();

private:
    TrainSettings settings(const char* name = "tiny") const
    {
        TrainSettings settings;
        settings.data = m_data.path().toStdString();
        settings.name = name;
        settings.out = m_out.filePath(QString(name) + ".pt").toStdString();
        settings.labels = {"upper", "lower"};
        settings.epochs = 2;
        settings.plan = Plan{.microBatch = 10};
        settings.provenance = "made for a test";
        settings.licence = "CC0-1.0";
        return settings;
    }
    QStringList written() const
    {
        return QDir(m_out.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    QTemporaryDir m_data, m_out;
};

void TestLeNetTrainer::initTestCase()
{
    writeIdx(m_data, "train", 300);
    writeIdx(m_data, "t10k", 40);
}

void TestLeNetTrainer::learnsAndWritesAModel()
{
    const auto info = trainLeNet(settings(), {}, {});
    QVERIFY2(info.has_value(), reasonOf(info).c_str());
    QVERIFY(info->accuracy.value_or(0) > 0.95);
    QCOMPARE(info->plan.microBatch, 10);
    QVERIFY(info->provenance.starts_with("made for a test"));

    const auto file = ModelFile::open(settings().out);
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    QCOMPARE(file->info().sha256, info->sha256);
    const auto classifier = loadTorchClassifier(*file);
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
    QVERIFY((*classifier)->hasGradient());
    QCOMPARE(written(), QStringList{"tiny.pt"});
}

void TestLeNetTrainer::theSameSeedGivesTheSameNetwork()
{
    TrainSettings other = settings("other");
    const auto first = trainLeNet(settings(), {}, {});
    const auto again = trainLeNet(other, {}, {});
    other.seed = 2;
    const auto different = trainLeNet(other, {}, {});
    QVERIFY(first && again && different);
    QCOMPARE(again->sha256, first->sha256);
    QVERIFY(different->sha256 != first->sha256);
    QVERIFY(QFile::remove(m_out.filePath("other.pt")));
}

void TestLeNetTrainer::reportsItsProgress()
{
    std::vector<TrainProgress> seen;
    const auto info =
        trainLeNet(settings(), [&](const TrainProgress& now) { seen.push_back(now); }, {});
    QVERIFY(info.has_value());
    QCOMPARE(std::ranges::count_if(seen, [](const auto& now) { return now.accuracy.has_value(); }),
             2);
    QCOMPARE(seen.back().epoch, 2);
    QCOMPARE(seen.back().epochs, 2);
    QCOMPARE(seen.back().imagesDone, std::size_t{300});
    QVERIFY(seen.back().meanLoss < seen.front().meanLoss);
}

void TestLeNetTrainer::leavesNothingWhenInterrupted()
{
    std::stop_source stop;
    const auto interrupt = [&](const TrainProgress& now) {
        if (now.accuracy)
            stop.request_stop();
    };
    const auto info = trainLeNet(settings("stopped"), interrupt, stop.get_token());
    QVERIFY(!info.has_value());
    QVERIFY(!written().contains("stopped.pt"));
    for (const QString& name : written())
        QVERIFY2(name.endsWith(".pt") && !name.startsWith("."), qPrintable(name));
}

void TestLeNetTrainer::refusesBadSettings_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("labels too few") << "labels";
    QTest::newRow("a class without label") << "class";
    QTest::newRow("epochs") << "epochs";
    QTest::newRow("no data") << "data";
    QTest::newRow("out") << "out";
    QTest::newRow("name") << "name";
}

void TestLeNetTrainer::refusesBadSettings()
{
    QFETCH(QString, key);
    const QTemporaryDir three;
    writeIdx(three, "train", 10, 28, 2);
    writeIdx(three, "t10k", 10, 28, 2);
    TrainSettings bad = settings("bad");
    if (key == "labels")
        bad.labels = {"only one"};
    else if (key == "class")
        bad.data = three.path().toStdString();
    else if (key == "epochs")
        bad.epochs = 0;
    else if (key == "data")
        bad.data = "/nowhere";
    else if (key == "out")
        bad.out = "/nowhere/bad.pt";
    else
        bad.name.clear();
    const auto info = trainLeNet(bad, {}, {});
    QVERIFY(!info.has_value());
    QVERIFY(!info.error().what.empty() && !info.error().why.empty());
    QVERIFY(!written().contains("bad.pt"));
}

void TestLeNetTrainer::refusesPicturesOfAnotherSize()
{
    const QTemporaryDir small;
    writeIdx(small, "train", 10, 27);
    writeIdx(small, "t10k", 10, 27);
    TrainSettings bad = settings("bad");
    bad.data = small.path().toStdString();
    const auto info = trainLeNet(bad, {}, {});
    QVERIFY(!info.has_value());
    QVERIFY2(info.error().why.find("27×27") != std::string::npos, reasonOf(info).c_str());
}

void TestLeNetTrainer::bundledModelsAreAsGoodAsTheySay_data()
{
    const QString source = PAREIDOLIA_SOURCE;
    const QString shared = qEnvironmentVariable("PAREIDOLIA_SHARED", source + "/../shared");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("data");
    QTest::addColumn<double>("least");
    const QString mnist = shared + "/data/mnist";
    QTest::newRow("mnist") << "lenet-mnist" << mnist << 0.99;
    QTest::newRow("mnist b") << "lenet-mnist-b" << mnist << 0.99;
    QTest::newRow("fashion") << "lenet-fashion"
                             << "/usr/share/datasets/fashion-mnist" << 0.90;
}

void TestLeNetTrainer::bundledModelsAreAsGoodAsTheySay()
{
    QFETCH(QString, model);
    QFETCH(QString, data);
    QFETCH(double, least);
    const auto file = ModelFile::open(std::string(PAREIDOLIA_SOURCE) + "/resources/models/" +
                                      model.toStdString() + ".pt");
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    QCOMPARE(QString::fromStdString(file->info().name), model);
    const auto classifier = loadTorchClassifier(*file);
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
    if (!QDir(data).exists())
        QSKIP("the test pictures are not on this machine");

    const auto test = readIdx(data.toStdString(), IdxPart::Test);
    QVERIFY2(test.has_value(), test ? "" : test.error().sentence().c_str());
    const auto scores = (*classifier)->score(test->images);
    QVERIFY(scores.has_value());
    int right = 0;
    for (std::size_t i = 0; i < scores->images(); ++i)
        right += scores->best(i) == test->labels[i];
    const double accuracy = right / static_cast<double>(scores->images());
    QVERIFY(accuracy >= least);
    QVERIFY(std::abs(accuracy - file->info().accuracy.value_or(0)) < 0.0005);
}

QTEST_GUILESS_MAIN(TestLeNetTrainer)
#include "tst_lenettrainer.moc"
