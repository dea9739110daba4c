// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/PixelBatch.h"
#include "core/dnn/DnnClassifier.h"
#include "core/dnn/NetworkTrial.h"
#include "core/models/ZipArchive.h"
#include "core/run/Run.h"
#include "tests/core/importing/OnnxMaker.h"

#include <QtTest>
#include <atomic>
#include <cstring>
#include <opencv2/dnn.hpp>
#include <pthread.h>
#include <random>
#include <thread>

using namespace pareidolia;
using test::listAttribute;
using test::OnnxMaker;
using test::textAttribute;

namespace {

constexpr ImageShape colour{8, 8, 3};

ModelInfo infoOf(std::size_t classes = 4)
{
    ModelInfo info;
    info.name = "mirrored";
    info.runner = Runner::OpenCv;
    for (std::size_t i = 0; i < classes; ++i)
        info.labels.push_back("class " + std::to_string(i));
    info.input = colour;
    info.normalisation = {{120, 110, 100}, {0.02f, 0.03f, 0.04f}};
    return info;
}

/// Mirrors at the edges, which no layer of ours does.
std::string mirrored(bool probabilities = false)
{
    OnnxMaker maker;
    const auto padded = maker.node("Pad", {"picture", maker.integers({0, 0, 1, 1, 0, 0, 1, 1})},
                                   {textAttribute("mode", "reflect")});
    const auto conv = maker.convolution(padded, {16, 3, 3, 3});
    const auto flat = maker.node("Flatten", {maker.node("Relu", {conv})});
    const auto logits = maker.node("Gemm", {flat, maker.noise({4, 16 * 64}, 0.03f)},
                                   {test::wholeAttribute("transB", 1)});
    return maker.answering(probabilities ? maker.node("Softmax", {logits}) : logits);
}

std::vector<Image> noise(std::size_t count)
{
    std::mt19937 generator(5);
    std::vector<Image> pictures(count, Image(colour));
    for (Image& picture : pictures)
        for (std::uint8_t& byte : picture.pixels)
            byte = static_cast<std::uint8_t>(generator());
    return pictures;
}

bool sameBits(std::span<const double> a, std::span<const double> b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

std::unique_ptr<Classifier> classifierOf(const ModelInfo& info, const std::string& onnx)
{
    auto classifier = makeDnnClassifier(info, onnx, "net.onnx");
    if (classifier)
        return std::move(*classifier);
    qWarning("%s", classifier.error().sentence().c_str());
    return nullptr;
}

std::string refusal(const ModelInfo& info, const std::string& onnx)
{
    const auto classifier = makeDnnClassifier(info, onnx, "net.onnx");
    return classifier ? "" : classifier.error().sentence();
}

} // namespace

class TestDnnClassifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scoresAreThoseOfOpenCv();
    void probabilitiesAreTakenAsSuch();
    void blueFirstWhereTheNetworkWantsIt();
    void sameBitsInAnyOrderAndFromManyThreads();
    void livesInAModelFileWithoutCode();
    void aModelFileHoldsNothingElse_data();
    void aModelFileHoldsNothingElse();
    void givesNoGradients();
    void answersOfUnknownNetworks();
    void namesWhatDoesNotFit_data();
    void namesWhatDoesNotFit();
    void isTriedWithoutAFork();
    void isTriedWhileManyThreadsWork();
};

void TestDnnClassifier::scoresAreThoseOfOpenCv()
{
    const std::string onnx = mirrored();
    const auto classifier = classifierOf(infoOf(), onnx);
    QVERIFY(classifier);
    const std::vector<Image> pictures = noise(5);
    const Result<Scores> scores = classifier->score(pictures);
    QVERIFY(scores.has_value());

    cv::dnn::Net network = cv::dnn::readNetFromONNX(onnx.data(), onnx.size());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        std::vector<float> input(colour.bytes());
        for (std::size_t c = 0; c < 3; ++c)
            for (std::size_t p = 0; p < 64; ++p)
                input[c * 64 + p] = (static_cast<float>(pictures[i].pixels[p * 3 + c]) -
                                     classifier->info().normalisation.mean[c]) *
                                    classifier->info().normalisation.scale[c];
        network.setInput(cv::Mat(std::vector<int>{1, 3, 8, 8}, CV_32F, input.data()));
        const cv::Mat answer = network.forward();
        const std::vector<double> logits(answer.ptr<float>(), answer.ptr<float>() + 4);
        std::vector<double> expected(4);
        logOddsFromLogits(logits, expected);
        for (std::size_t c = 0; c < 4; ++c)
            QVERIFY(std::abs(scores->row(i)[c] - expected[c]) < 1e-4);
    }
}

void TestDnnClassifier::probabilitiesAreTakenAsSuch()
{
    ModelInfo info = infoOf();
    info.normalisation.scale = {0.001f, 0.001f, 0.001f};
    const auto logits = classifierOf(info, mirrored());
    info.output = OutputKind::Probabilities;
    const auto probabilities = classifierOf(info, mirrored(true));
    QVERIFY(logits && probabilities);
    const auto pictures = noise(1);
    for (std::size_t c = 0; c < 4; ++c)
        QVERIFY(std::abs(logits->score(pictures)->row(0)[c] -
                         probabilities->score(pictures)->row(0)[c]) < 1e-3);
}

void TestDnnClassifier::blueFirstWhereTheNetworkWantsIt()
{
    ModelInfo info = infoOf();
    info.normalisation = {{0, 0, 0}, {0.01f, 0.01f, 0.01f}};
    const auto rgb = classifierOf(info, mirrored());
    info.order = ChannelOrder::Bgr;
    const auto bgr = classifierOf(info, mirrored());
    QVERIFY(rgb && bgr);
    std::vector<Image> pictures = noise(1);
    const Scores expected = rgb->score(pictures).value();
    for (std::size_t p = 0; p < 64; ++p)
        std::swap(pictures[0].pixels[p * 3], pictures[0].pixels[p * 3 + 2]);
    QVERIFY(sameBits(bgr->score(pictures)->row(0), expected.row(0)));
}

void TestDnnClassifier::sameBitsInAnyOrderAndFromManyThreads()
{
    const auto classifier = classifierOf(infoOf(), mirrored());
    QVERIFY(classifier);
    const std::vector<Image> pictures = noise(12);
    const Scores together = classifier->score(pictures).value();
    std::vector<int> wrong(4, -1);
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            int odd = 0;
            for (std::size_t i = pictures.size(); i-- > 0;) {
                const std::size_t which = (i + 3 * t) % pictures.size();
                const auto alone = classifier->score(std::span(pictures).subspan(which, 1));
                odd += alone && sameBits(alone->row(0), together.row(which)) ? 0 : 1;
            }
            wrong[t] = odd;
        });
    threads.clear();
    QCOMPARE(wrong, std::vector<int>(4, 0));
}

void TestDnnClassifier::livesInAModelFileWithoutCode()
{
    const auto packed = withManifest(mirrored(), infoOf(), "");
    QVERIFY(packed.has_value());
    const auto file = ModelFile::fromBytes(*packed, "mirrored.pt");
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    QCOMPARE(file->info().runner, Runner::OpenCv);
    QCOMPARE(file->bytes(), mirrored());
    const auto classifier = loadDnnClassifier(*file);
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
    QCOMPARE((*classifier)->info().sha256, file->info().sha256);
    QVERIFY(QString::fromStdString((*classifier)->runtime()).startsWith("OpenCV 4"));

    std::string other = mirrored();
    other.back() ^= 1;
    const auto changed = ModelFile::fromBytes(*withManifest(other, infoOf(), ""), "mirrored.pt");
    QVERIFY(changed->info().sha256 != file->info().sha256);
}

void TestDnnClassifier::aModelFileHoldsNothingElse_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("why");
    for (const char* part : {"code/__torch__.py", "data.pkl", "constants.pkl", "data/0"})
        QTest::newRow(part) << part << QString("it contains other files (%1)").arg(part);
    QTest::newRow("no network") << QString() << "it has no network.onnx";
}

void TestDnnClassifier::aModelFileHoldsNothingElse()
{
    QFETCH(QString, part);
    QFETCH(QString, why);
    ZipEntries entries = unpackZip(*withManifest(mirrored(), infoOf(), ""), "").value();
    if (part.isEmpty())
        entries.erase("model/extra/network.onnx");
    else
        entries["model/" + part.toStdString()] = "x";
    const auto file = ModelFile::fromBytes(packZip(entries, "").value(), "mirrored.pt");
    QVERIFY(!file.has_value());
    QVERIFY2(file.error().sentence().find(why.toStdString()) != std::string::npos,
             file.error().sentence().c_str());
}

void TestDnnClassifier::givesNoGradients()
{
    const std::shared_ptr<const Classifier> classifier = classifierOf(infoOf(), mirrored());
    QVERIFY(classifier);
    QVERIFY(!classifier->hasGradient());
    QVERIFY(!classifier->gradients({}).has_value());
    RunSpec spec;
    spec.search = "gradient-ascent";
    const auto run = Run::create(spec, classifier);
    QVERIFY(!run.has_value());
    QVERIFY2(run.error().sentence().find("it runs through OpenCV and gives no gradients") !=
                 std::string::npos,
             run.error().sentence().c_str());
}

void TestDnnClassifier::answersOfUnknownNetworks()
{
    ModelInfo info = infoOf();
    info.labels.clear(); // nobody knows yet how many
    info.normalisation = {{0, 0, 0}, {0.01f, 0.01f, 0.01f}};
    const auto answers = dnnAnswers(info, mirrored(true), noise(3), "net.onnx");
    QVERIFY(answers.has_value());
    QCOMPARE(answers->size(), std::size_t{3});
    for (const std::vector<double>& answer : *answers) {
        QCOMPARE(answer.size(), std::size_t{4});
        QVERIFY(std::abs(answer[0] + answer[1] + answer[2] + answer[3] - 1) < 1e-5);
    }
    const std::string remark = dnnRemark({{"Pad (mode reflect)", "Einsum"}});
    QVERIFY(remark.find("Pad (mode reflect), Einsum") != std::string::npos);
    QVERIFY(remark.find("gradient ascent is not available") != std::string::npos);
}

void TestDnnClassifier::namesWhatDoesNotFit_data()
{
    QTest::addColumn<QByteArray>("onnx");
    QTest::addColumn<int>("classes");
    QTest::addColumn<QString>("why");
    const auto bytes = [](const std::string& onnx) { return QByteArray::fromStdString(onnx); };
    QTest::newRow("labels") << bytes(mirrored()) << 5 << "outputs 4 numbers per picture";
    QTest::newRow("empty") << QByteArray() << 4 << "it is empty";
    QTest::newRow("truncated") << bytes(mirrored().substr(0, 3000)) << 4
                               << "not a complete ONNX file";
    OnnxMaker unknown;
    QTest::newRow("unknown operator")
        << bytes(unknown.answeringSums(unknown.node("Nonsense", {"picture"}), 192)) << 4
        << "OpenCV cannot read it";
    OnnxMaker large({1, 3, 16, 16});
    QTest::newRow("size") << bytes(large.answeringSums("picture", 768)) << 4 << "16 pixels";
}

void TestDnnClassifier::namesWhatDoesNotFit()
{
    QFETCH(QByteArray, onnx);
    QFETCH(int, classes);
    QFETCH(QString, why);
    const std::string sentence =
        refusal(infoOf(static_cast<std::size_t>(classes)), onnx.toStdString());
    QVERIFY2(sentence.find(why.toStdString()) != std::string::npos, sentence.c_str());
    QVERIFY(sentence.find('\n') == std::string::npos);
}

/// A copy of this process would wait for ever for a lock that another thread held.
void TestDnnClassifier::isTriedWithoutAFork()
{
    static std::atomic<bool> forked = false;
    QCOMPARE(pthread_atfork([] { forked = true; }, nullptr, nullptr), 0);
    QVERIFY(classifierOf(infoOf(), mirrored()));
    QVERIFY(!forked);
}

void TestDnnClassifier::isTriedWhileManyThreadsWork()
{
    std::vector<std::jthread> busy;
    for (int i = 0; i < 16; ++i)
        busy.emplace_back([](const std::stop_token& stop) {
            while (!stop.stop_requested())
                std::vector<std::string>(50, std::string(1000, 'x')).clear();
        });
    std::vector<std::string> troubles(4, "none was heard of");
    std::vector<std::jthread> asking;
    for (std::string& trouble : troubles)
        asking.emplace_back([&trouble, onnx = mirrored()] {
            for (int i = 0; i < 3 && (i == 0 || trouble.empty()); ++i)
                trouble = troubleInTrial(onnx, colour).value_or("it was not started");
        });
    asking.clear();
    QCOMPARE(troubles, std::vector<std::string>(4));
}

QTEST_GUILESS_MAIN(TestDnnClassifier)
#include "tst_dnnclassifier.moc"
