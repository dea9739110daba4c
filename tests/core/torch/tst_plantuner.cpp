// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/PlanTuner.h"

#include "core/classifier/SteadyCheck.h"
#include "core/torch/ScriptWriter.h"
#include "core/torch/TorchClassifier.h"
#include "tests/core/torch/TestNetworks.h"

#include <QtTest>

#include <chrono>
#include <stop_token>
#include <thread>

using namespace pareidolia;

namespace {

/// Scores every picture by its place in the call.
class NeighbourlyClassifier : public Classifier
{
public:
    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return "fake"; }
    Result<Scores> score(std::span<const Image> pictures) const override
    {
        Scores scores(pictures.size(), 2);
        for (std::size_t i = 0; i < pictures.size(); ++i)
            scores.row(i)[0] = static_cast<double>(i);
        return scores;
    }

private:
    ModelInfo m_info = test::infoFor({2, 2, 1}, 2);
};

} // namespace

class TestPlanTuner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsASteadyPlan();
    void scoresPicturesAloneWhereTheyMix();
    void saysWhatCannotRun();
    void theCheckFindsNeighbours();
    void canBeStopped();
};

void TestPlanTuner::keepsASteadyPlan()
{
    const auto bytes = writeScript(test::leNetProgram());
    QVERIFY(bytes.has_value());
    std::vector<PlanTrial> trials;
    const auto plan = tuneTorchPlan(
        test::leNetInfo(), *bytes,
        {.seconds = 0.2, .report = [&](const PlanTrial& trial) { trials.push_back(trial); }});
    QVERIFY2(plan.has_value(), plan ? "" : plan.error().sentence().c_str());
    QVERIFY(200 % plan->microBatch == 0);
    QVERIFY(trials.size() >= 6);
    QVERIFY(std::ranges::any_of(trials, [&](const PlanTrial& trial) {
        return trial.plan.layout == plan->layout && trial.plan.microBatch == plan->microBatch &&
               trial.plan.preparation == plan->preparation && trial.steady &&
               trial.picturesPerSecond > 0;
    }));

    ModelInfo info = test::leNetInfo();
    info.plan = *plan;
    const auto classifier = makeTorchClassifier(info, *bytes, "lenet.pt");
    QVERIFY(classifier.has_value());
    QVERIFY(scoresAreSteady(**classifier, noisePictures(info.input, 53)));
}

void TestPlanTuner::scoresPicturesAloneWhereTheyMix()
{
    const auto bytes =
        writeScript(test::programOf("def forward(self, x):\n"
                                    "    x = torch.flatten(x, 1)\n"
                                    "    return x - torch.mean(x, [0], True) * 0.5\n"));
    QVERIFY(bytes.has_value());
    const auto plan = tuneTorchPlan(test::infoFor({4, 1, 1}, 4), *bytes, {.seconds = 0.1});
    QVERIFY2(plan.has_value(), plan ? "" : plan.error().sentence().c_str());
    QCOMPARE(plan->microBatch, 1);
    QCOMPARE(plan->gradientMicroBatch, 1);
}

void TestPlanTuner::saysWhatCannotRun()
{
    const auto bytes = writeScript(test::leNetProgram());
    QVERIFY(bytes.has_value());
    const auto plan = tuneTorchPlan(test::infoFor({28, 28, 1}, 7), *bytes, {.seconds = 0.1});
    QVERIFY(!plan.has_value());
    QVERIFY2(plan.error().why.find("7 labels") != std::string::npos,
             plan.error().sentence().c_str());
}

void TestPlanTuner::theCheckFindsNeighbours()
{
    const NeighbourlyClassifier classifier;
    QVERIFY(!scoresAreSteady(classifier, noisePictures({2, 2, 1}, 5)));
}

void TestPlanTuner::canBeStopped()
{
    const auto bytes = writeScript(test::leNetProgram());
    QVERIFY(bytes.has_value());
    std::stop_source source;
    const std::jthread impatient([&] {
        // Some moment while it measures, which ends by nothing else. There is nothing to wait for,
        // and whenever it comes, it has to be obeyed.
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        source.request_stop();
    });
    const auto plan =
        tuneTorchPlan(test::leNetInfo(), *bytes, {.seconds = 1e6, .stop = source.get_token()});
    QVERIFY(!plan.has_value());
    QVERIFY2(plan.error().why.find("was cancelled") != std::string::npos,
             plan.error().sentence().c_str());
}

QTEST_GUILESS_MAIN(TestPlanTuner)
#include "tst_plantuner.moc"
