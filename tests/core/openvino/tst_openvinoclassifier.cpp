// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/SteadyCheck.h"
#include "core/openvino/NetworkTrial.h"
#include "core/openvino/OpenVinoClassifier.h"
#include "tests/core/openvino/SmallNetwork.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <thread>

using namespace pareidolia;
using test::SmallNetwork;

namespace {

std::unique_ptr<Classifier> classifierOf(const ModelInfo& info, const std::string& onnx)
{
    auto classifier = makeOpenVinoClassifier(info, onnx, "small.onnx");
    if (classifier)
        return std::move(*classifier);
    qWarning("%s", classifier.error().sentence().c_str());
    return nullptr;
}

std::vector<float> normalised(const Image& picture, const ModelInfo& info)
{
    const auto area = static_cast<std::size_t>(info.input.width * info.input.height);
    std::vector<float> input(picture.pixels.size());
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t p = 0; p < area; ++p)
            input[c * area + p] =
                (static_cast<float>(picture.pixels[p * 3 + c]) - info.normalisation.mean[c]) *
                info.normalisation.scale[c];
    return input;
}

std::string refusal(const ModelInfo& info, const std::string& onnx)
{
    const auto classifier = makeOpenVinoClassifier(info, onnx, "small.onnx");
    return classifier ? "" : classifier.error().sentence();
}

} // namespace

class TestOpenVinoClassifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void scoresAreThoseOfPlainFormulas_data();
    void scoresAreThoseOfPlainFormulas();
    void probabilitiesAreTakenAsSuch();
    void blueFirstWhereTheNetworkWantsIt();
    void sameBitsInAnyOrder();
    void sameBitsFromManyThreads();
    void namesWhatDoesNotFit();
    void isTriedOnceByAnotherProgram();
    void aTrialTellsWhatIsWrong();
    void aTrialSurvivesWhatNeedsAllMemory();

private:
    QTemporaryDir m_cache;
};

/// What was tried before is remembered only here.
void TestOpenVinoClassifier::initTestCase()
{
    QVERIFY(m_cache.isValid());
    qputenv("XDG_CACHE_HOME", m_cache.path().toUtf8());
}

void TestOpenVinoClassifier::scoresAreThoseOfPlainFormulas_data()
{
    QTest::addColumn<Plan::Layout>("layout");
    QTest::addColumn<int>("microBatch");
    for (const int batch : {1, 4, 7}) {
        QTest::addRow("channels first, %d", batch) << Plan::Layout::ChannelsFirst << batch;
        QTest::addRow("channels last, %d", batch) << Plan::Layout::ChannelsLast << batch;
    }
}

void TestOpenVinoClassifier::scoresAreThoseOfPlainFormulas()
{
    QFETCH(Plan::Layout, layout);
    QFETCH(int, microBatch);
    const SmallNetwork network;
    ModelInfo info = SmallNetwork::info(microBatch);
    info.plan.layout = layout;
    const auto classifier = classifierOf(info, network.onnx());
    QVERIFY(classifier);
    QCOMPARE(classifier->info().plan.microBatch, microBatch);
    const auto pictures = noisePictures(info.input, 9); // the last micro-batch is padded
    const auto scores = classifier->score(pictures);
    QVERIFY(scores.has_value());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        std::vector<double> expected(SmallNetwork::classes);
        logOddsFromLogits(network.logits(normalised(pictures[i], info)), expected);
        for (std::size_t c = 0; c < expected.size(); ++c)
            QVERIFY(std::abs(scores->row(i)[c] - expected[c]) < 1e-4);
    }
}

void TestOpenVinoClassifier::probabilitiesAreTakenAsSuch()
{
    const SmallNetwork network;
    ModelInfo info = SmallNetwork::info();
    const auto logits = classifierOf(info, network.onnx());
    info.output = OutputKind::Probabilities;
    const auto probabilities = classifierOf(info, network.onnx(true));
    QVERIFY(logits && probabilities);
    const auto pictures = noisePictures(info.input, 1);
    for (std::size_t c = 0; c < SmallNetwork::classes; ++c)
        QVERIFY(std::abs(logits->score(pictures)->row(0)[c] -
                         probabilities->score(pictures)->row(0)[c]) < 1e-3);
}

void TestOpenVinoClassifier::blueFirstWhereTheNetworkWantsIt()
{
    ModelInfo info = SmallNetwork::info();
    info.normalisation = {{0, 0, 0}, {0.01f, 0.01f, 0.01f}};
    const auto rgb = classifierOf(info, SmallNetwork().onnx());
    info.order = ChannelOrder::Bgr;
    const auto bgr = classifierOf(info, SmallNetwork().onnx());
    QVERIFY(rgb && bgr);
    std::vector<Image> pictures = noisePictures(info.input, 1);
    const Scores expected = rgb->score(pictures).value();
    for (std::size_t p = 0; p < pictures[0].pixels.size(); p += 3)
        std::swap(pictures[0].pixels[p], pictures[0].pixels[p + 2]);
    QVERIFY(sameBits<double>(bgr->score(pictures)->row(0), expected.row(0)));
}

void TestOpenVinoClassifier::sameBitsInAnyOrder()
{
    const auto classifier = classifierOf(SmallNetwork::info(16), SmallNetwork().onnx());
    QVERIFY(classifier);
    QVERIFY(scoresAreSteady(*classifier, noisePictures(classifier->info().input, 53)));
}

void TestOpenVinoClassifier::sameBitsFromManyThreads()
{
    const auto classifier = classifierOf(SmallNetwork::info(), SmallNetwork().onnx());
    QVERIFY(classifier);
    const auto pictures = noisePictures(classifier->info().input, 12);
    const Scores together = classifier->score(pictures).value();
    std::vector<int> wrong(4, -1);
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            int odd = 0;
            for (std::size_t i = pictures.size(); i-- > 0;) {
                const std::size_t which = (i + 3 * t) % pictures.size();
                const auto alone = classifier->score(std::span(pictures).subspan(which, 1));
                odd += alone && sameBits<double>(alone->row(0), together.row(which)) ? 0 : 1;
            }
            wrong[t] = odd;
        });
    threads.clear();
    QCOMPARE(wrong, std::vector<int>(4, 0));
}

void TestOpenVinoClassifier::namesWhatDoesNotFit()
{
    const std::string onnx = SmallNetwork().onnx();
    ModelInfo labels = SmallNetwork::info();
    labels.labels.pop_back();
    QVERIFY(refusal(labels, onnx).find("outputs 5 numbers per picture, but there are 4 labels") !=
            std::string::npos);
    ModelInfo grey = SmallNetwork::info();
    grey.input.channels = 1;
    grey.normalisation = {{0}, {1}};
    QVERIFY(refusal(grey, onnx).starts_with("small.onnx: OpenVINO cannot run it ("));
    QVERIFY(refusal(SmallNetwork::info(), onnx.substr(0, onnx.size() / 2))
                .starts_with("small.onnx: OpenVINO cannot run it ("));

    const auto classifier = classifierOf(SmallNetwork::info(), onnx);
    QVERIFY(classifier);
    const auto other = classifier->score(noisePictures({9, 8, 3}, 1));
    QVERIFY(!other && other.error().why.find("8×8×3 but got one of 9×8×3") != std::string::npos);
}

void TestOpenVinoClassifier::isTriedOnceByAnotherProgram()
{
    const std::string onnx = SmallNetwork().onnx();
    const OpenVinoNetwork::Form form{.picture = SmallNetwork::info().input, .microBatch = 3};
    const QDir memory(m_cache.filePath("pareidolia/tried-networks"));
    QCOMPARE(numbersInTrial(onnx, form, "small.onnx").value(), std::size_t{5});
    const QStringList files = memory.entryList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QFile memo(memory.filePath(files.front())); // what it says is believed
    QVERIFY(memo.open(QIODevice::WriteOnly) && memo.write("6\n") == 2);
    memo.close();
    QCOMPARE(numbersInTrial(onnx, form, "small.onnx").value(), std::size_t{6});
    QVERIFY(memo.remove());
    QCOMPARE(numbersInTrial(onnx, form, "small.onnx").value(), std::size_t{5});
}

void TestOpenVinoClassifier::aTrialTellsWhatIsWrong()
{
    const auto grey =
        numbersInTrial(SmallNetwork().onnx(), {.picture = {8, 8, 1}, .microBatch = 1}, "a.onnx");
    QVERIFY(!grey.has_value());
    QVERIFY(grey.error().sentence().starts_with("a.onnx: OpenVINO cannot run it ("));
    const auto noise = numbersInTrial("no ONNX", {.picture = {8, 8, 3}, .microBatch = 1}, "a.onnx");
    QVERIFY(!noise.has_value());
}

void TestOpenVinoClassifier::aTrialSurvivesWhatNeedsAllMemory()
{
    using Whole = std::vector<std::int64_t>;
    OnnxWriter writer("greedy");
    const auto pictures = writer.setInput(Whole{3, 8, 8});
    const auto shape = writer.addConstant("shape", Whole{1, 3, 8 * 20'000, 8 * 20'000});
    const auto large = writer.addNode("tiled", "Tile", {pictures, shape});
    writer.setOutput(writer.addNode("flat", "Flatten", {large}), Whole{3});
    const auto numbers =
        numbersInTrial(writer.finish(), {.picture = {8, 8, 3}, .microBatch = 1}, "greedy.onnx");
    QVERIFY(!numbers.has_value());
    QVERIFY2(numbers.error().sentence().starts_with("greedy.onnx: "),
             numbers.error().sentence().c_str());
}

QTEST_GUILESS_MAIN(TestOpenVinoClassifier)
#include "tst_openvinoclassifier.moc"
