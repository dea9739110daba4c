// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/TorchClassifier.h"

#include "core/classifier/SteadyCheck.h"
#include "core/torch/ScriptWriter.h"
#include "tests/core/torch/TestNetworks.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <thread>

using namespace pareidolia;

Q_DECLARE_METATYPE(pareidolia::Plan)

class TestTorchClassifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aScoreDependsOnThePictureAlone_data();
    void aScoreDependsOnThePictureAlone();
    void aScoreDoesNotDependOnTheThread();
    void aScoreDoesNotDependOnHowOftenItWasAsked();
    void allPlansAgree();
    void givesUpAMicroBatchWhosePlacesDiffer_data();
    void givesUpAMicroBatchWhosePlacesDiffer();
    void modulesMayLieDeepInModules();
    void noPictureNoScore();
    void probabilitiesGiveTheSameLogOdds();
    void weightsThatAreNotNumbersGiveNoScore();
    void refusesAPictureOfAnotherShape();
    void refusesADishonestManifest_data();
    void refusesADishonestManifest();
    void refusesABadDevice_data();
    void refusesABadDevice();
    void refusesWhatIsNoArchive();
    void namesTheLibraries();

private:
    std::unique_ptr<Classifier> leNet(const Plan& plan) const
    {
        ModelInfo info = test::leNetInfo();
        info.plan = plan;
        auto classifier = makeTorchClassifier(info, m_leNet, "lenet.pt");
        return classifier ? std::move(*classifier) : nullptr;
    }

    std::string m_leNet;
    std::vector<Image> m_pictures;
};

void TestTorchClassifier::initTestCase()
{
    const auto bytes = writeScript(test::leNetProgram());
    QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().sentence().c_str());
    m_leNet = *bytes;
    m_pictures = noisePictures(test::leNetInfo().input, 53);
}

void TestTorchClassifier::aScoreDependsOnThePictureAlone_data()
{
    QTest::addColumn<Plan>("plan");
    const char* layouts[] = {"nchw", "nhwc"};
    const char* preparations[] = {"plain", "frozen", "optimised"};
    for (int layout = 0; layout < 2; ++layout)
        for (int preparation = 0; preparation < 3; ++preparation)
            for (const int microBatch : {1, 10, 16, 25, 50})
                QTest::addRow("%s %s %d", layouts[layout], preparations[preparation], microBatch)
                    << Plan{static_cast<Plan::Layout>(layout),
                            static_cast<Plan::Preparation>(preparation), microBatch, 1};
}

void TestTorchClassifier::aScoreDependsOnThePictureAlone()
{
    QFETCH(Plan, plan);
    const auto classifier = leNet(plan);
    QVERIFY(classifier);
    QVERIFY(scoresAreSteady(*classifier, m_pictures));
    if (plan.preparation != Plan::Preparation::Plain) // whose matrix products are up to BLAS
        QCOMPARE(classifier->info().plan.microBatch, plan.microBatch);
}

void TestTorchClassifier::aScoreDoesNotDependOnTheThread()
{
    const auto classifier = leNet({Plan::Layout::ChannelsLast, Plan::Preparation::Frozen, 10, 1});
    QVERIFY(classifier);
    const auto expected = classifier->score(m_pictures);
    QVERIFY(expected.has_value());
    constexpr std::size_t count = 4;
    std::array<bool, count> same{};
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < count; ++t)
            threads.emplace_back([&, t] {
                same[t] = true;
                for (std::size_t first = t; first < m_pictures.size(); first += t + 1) {
                    const auto part = std::span(m_pictures).subspan(first);
                    const auto scores = classifier->score(part);
                    for (std::size_t i = 0; i < part.size(); ++i)
                        same[t] = same[t] && scores &&
                                  sameBits<double>(scores->row(i), (*expected).row(first + i));
                }
            });
    }
    for (const bool threadAgreed : same)
        QVERIFY(threadAgreed);
}

void TestTorchClassifier::aScoreDoesNotDependOnHowOftenItWasAsked()
{
    for (const auto preparation :
         {Plan::Preparation::Plain, Plan::Preparation::Frozen, Plan::Preparation::Optimised}) {
        const auto classifier = leNet({Plan::Layout::ChannelsFirst, preparation, 10, 1});
        QVERIFY(classifier);
        const auto first = classifier->score(m_pictures);
        for (int call = 0; call < 5; ++call) {
            const auto again = classifier->score(m_pictures);
            QVERIFY(first && again);
            for (std::size_t i = 0; i < m_pictures.size(); ++i)
                QVERIFY(sameBits<double>(again->row(i), first->row(i)));
        }
    }
}

void TestTorchClassifier::allPlansAgree()
{
    const auto plain = leNet({Plan::Layout::ChannelsFirst, Plan::Preparation::Plain, 1, 1});
    QVERIFY(plain);
    const auto expected = plain->score(m_pictures);
    for (const auto layout : {Plan::Layout::ChannelsFirst, Plan::Layout::ChannelsLast})
        for (const auto preparation : {Plan::Preparation::Frozen, Plan::Preparation::Optimised}) {
            const auto classifier = leNet({layout, preparation, 25, 1});
            QVERIFY(classifier);
            const auto scores = classifier->score(m_pictures);
            QVERIFY(expected && scores);
            for (std::size_t i = 0; i < m_pictures.size(); ++i)
                for (std::size_t c = 0; c < 10; ++c)
                    QVERIFY(std::abs(scores->row(i)[c] - expected->row(i)[c]) < 1e-4);
        }
}

/// Freezing once left calls of the third floor behind.
void TestTorchClassifier::modulesMayLieDeepInModules()
{
    const char* call = "def forward(self, x):\n    return self.next.forward(x)\n";
    ScriptProgram program;
    program.tensors = {test::randomTensor("next.next.next.weight", {3, 784}, 0.1, 0),
                       test::randomTensor("next.next.next.bias", {3}, 0.1, 1)};
    program.methods = {{"next.next.next",
                        "def forward(self, x):\n"
                        "    return torch.linear(torch.flatten(x, 1), self.weight, self.bias)\n"},
                       {"next.next", call},
                       {"next", call},
                       {"", call}};
    const auto bytes = writeScript(program);
    QVERIFY(bytes.has_value());
    for (const auto preparation : {Plan::Preparation::Frozen, Plan::Preparation::Optimised}) {
        ModelInfo info = test::infoFor({28, 28, 1}, 3);
        info.plan.preparation = preparation;
        const auto classifier = makeTorchClassifier(info, *bytes, "deep.pt");
        QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
        QVERIFY((*classifier)->score(m_pictures).has_value());
        QVERIFY((*classifier)->hasGradient());
    }
}

void TestTorchClassifier::givesUpAMicroBatchWhosePlacesDiffer_data()
{
    QTest::addColumn<int>("classes");
    QTest::newRow("ten classes") << 10;
    QTest::newRow("a thousand") << 1000;
}

void TestTorchClassifier::givesUpAMicroBatchWhosePlacesDiffer()
{
    QFETCH(int, classes);
    // The second of a batch differs in the last bit, as by a sum in another order.
    const auto bytes =
        writeScript(test::programOf("def forward(self, x):\n"
                                    "    y = torch.flatten(x, 1)\n"
                                    "    place = torch.unsqueeze(torch.arange(y.size(0)), 1)\n"
                                    "    return y * (place * 6e-08 + 1)\n"));
    QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().sentence().c_str());
    ModelInfo info = test::infoFor({classes, 1, 1}, static_cast<std::size_t>(classes));
    info.plan = {Plan::Layout::ChannelsFirst, Plan::Preparation::Plain, 2, 2};
    const auto classifier = makeTorchClassifier(info, *bytes, "test.pt");
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
    QVERIFY((*classifier)->hasGradient());
    QCOMPARE((*classifier)->info().plan.microBatch, 1);
    QCOMPARE((*classifier)->info().plan.gradientMicroBatch, 1);
}

void TestTorchClassifier::noPictureNoScore()
{
    const auto classifier = leNet({});
    QVERIFY(classifier);
    const auto scores = classifier->score({});
    QVERIFY(scores.has_value());
    QCOMPARE(scores->images(), std::size_t{0});
    const auto gradients = classifier->gradients({});
    QVERIFY(gradients && gradients->empty());
}

void TestTorchClassifier::probabilitiesGiveTheSameLogOdds()
{
    const std::string body = "    x = torch.flatten(x, 1)\n";
    const auto logits =
        writeScript(test::programOf("def forward(self, x):\n" + body + "    return x\n"));
    const auto shares = writeScript(
        test::programOf("def forward(self, x):\n" + body + "    return torch.softmax(x, 1)\n"));
    const auto logShares = writeScript(
        test::programOf("def forward(self, x):\n" + body + "    return torch.log_softmax(x, 1)\n"));
    QVERIFY(logits && shares && logShares);
    ModelInfo info = test::infoFor({3, 1, 1}, 3);
    const auto pictures = noisePictures(info.input, 4);
    const auto score = [&](const std::string& bytes, OutputKind kind) {
        info.output = kind;
        return (*makeTorchClassifier(info, bytes, "test.pt"))->score(pictures);
    };
    const auto a = score(*logits, OutputKind::Logits);
    const auto b = score(*shares, OutputKind::Probabilities);
    const auto c = score(*logShares, OutputKind::LogProbabilities);
    QVERIFY(a && b && c);
    for (std::size_t i = 0; i < pictures.size(); ++i)
        for (std::size_t k = 0; k < 3; ++k) {
            QVERIFY(std::abs(a->row(i)[k] - b->row(i)[k]) < 1e-5);
            QVERIFY(std::abs(a->row(i)[k] - c->row(i)[k]) < 1e-5);
        }
}

void TestTorchClassifier::weightsThatAreNotNumbersGiveNoScore()
{
    ScriptProgram program = test::leNetProgram();
    program.tensors.back().values[4] = std::numeric_limits<float>::quiet_NaN();
    const auto bytes = writeScript(program);
    QVERIFY(bytes.has_value());
    const auto classifier = makeTorchClassifier(test::leNetInfo(), *bytes, "nan.pt");
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
    const auto scores = (*classifier)->score(m_pictures);
    QVERIFY(scores.has_value());
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        QVERIFY(scores->firstInvalid(i).has_value());
        for (const double score : scores->row(i))
            QVERIFY(std::isnan(score));
    }
}

void TestTorchClassifier::refusesAPictureOfAnotherShape()
{
    const auto classifier = leNet({});
    QVERIFY(classifier);
    std::vector<Image> pictures(3, Image({28, 28, 1}));
    pictures[2] = Image({28, 27, 1});
    const auto scores = classifier->score(pictures);
    QVERIFY(!scores.has_value());
    QVERIFY2(scores.error().why.find("28×27") != std::string::npos,
             scores.error().sentence().c_str());
}

void TestTorchClassifier::refusesADishonestManifest_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("side");
    QTest::addColumn<QString>("named");
    QTest::newRow("labels too few") << 9 << 28 << "9 labels";
    QTest::newRow("labels too many") << 11 << 28 << "11 labels";
    QTest::newRow("another size") << 10 << 40 << "";
}

void TestTorchClassifier::refusesADishonestManifest()
{
    QFETCH(int, classes);
    QFETCH(int, side);
    QFETCH(QString, named);
    const ModelInfo info = test::infoFor({side, side, 1}, static_cast<std::size_t>(classes));
    const auto classifier = makeTorchClassifier(info, m_leNet, "lenet.pt");
    QVERIFY(!classifier.has_value());
    QCOMPARE(classifier.error().what, std::string("lenet.pt"));
    const std::string sentence = classifier.error().sentence();
    QVERIFY2(sentence.find(named.toStdString()) != std::string::npos, sentence.c_str());
    QVERIFY2(sentence.size() < 400, sentence.c_str());
}

void TestTorchClassifier::refusesABadDevice_data()
{
    QTest::addColumn<QString>("device");
    QTest::newRow("no device") << "toaster";
    QTest::newRow("not here") << "cuda:77";
    QTest::newRow("empty") << "";
}

void TestTorchClassifier::refusesABadDevice()
{
    QFETCH(QString, device);
    const auto classifier =
        makeTorchClassifier(test::leNetInfo(), m_leNet, "lenet.pt", device.toStdString());
    QVERIFY(!classifier.has_value());
    QVERIFY2(classifier.error().what.find("device") != std::string::npos,
             classifier.error().sentence().c_str());
}

void TestTorchClassifier::refusesWhatIsNoArchive()
{
    for (const std::string& bytes :
         {std::string(), std::string("not a zip"), m_leNet.substr(0, m_leNet.size() / 2)}) {
        const auto classifier = makeTorchClassifier(test::leNetInfo(), bytes, "broken.pt");
        QVERIFY(!classifier.has_value());
        QCOMPARE(classifier.error().what, std::string("broken.pt"));
    }
}

void TestTorchClassifier::namesTheLibraries()
{
    const auto classifier = leNet({});
    QVERIFY(classifier);
    QVERIFY(classifier->runtime().starts_with("LibTorch "));
    QVERIFY(classifier->runtime().find("oneDNN") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestTorchClassifier)
#include "tst_torchclassifier.moc"
