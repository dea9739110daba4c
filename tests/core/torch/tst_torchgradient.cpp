// SPDX-License-Identifier: GPL-3.0-or-later
// Gradients against differences of the same network computed here, in double.
#include "core/classifier/SteadyCheck.h"
#include "core/torch/ScriptWriter.h"
#include "core/torch/TorchClassifier.h"
#include "tests/core/torch/TestNetworks.h"

#include <QtTest>
#include <cmath>
#include <numeric>

using namespace pareidolia;

namespace {

constexpr std::size_t inputs = 12; // 2×2 pixels, 3 channels
constexpr std::size_t hidden = 8;
constexpr std::size_t classes = 4;

/// Two layers with tanh between them.
struct TwoLayers
{
    ScriptTensor w1 = test::randomTensor("w1", {hidden, inputs}, 0.4, 1);
    ScriptTensor b1 = test::randomTensor("b1", {hidden}, 0.3, 2);
    ScriptTensor w2 = test::randomTensor("w2", {classes, hidden}, 0.8, 3);
    ScriptTensor b2 = test::randomTensor("b2", {classes}, 0.3, 4);
    Normalisation normalisation{{100.0f, 120.0f, 140.0f}, {0.01f, 0.02f, 0.015f}};

    ScriptProgram program(const std::string& ending = "") const
    {
        return {"TwoLayers",
                {w1, b1, w2, b2},
                {{"", "def forward(self, x):\n"
                      "    x = torch.tanh(torch.linear(torch.flatten(x, 1), self.w1, self.b1))\n"
                      "    x = torch.linear(x, self.w2, self.b2)\n" +
                          ending + "    return x\n"}},
                {}};
    }

    ModelInfo info() const
    {
        ModelInfo info = test::infoFor({2, 2, 3}, classes);
        info.normalisation = normalisation;
        return info;
    }

    static double layer(const ScriptTensor& w, const ScriptTensor& b, std::size_t row,
                        const std::vector<double>& x)
    {
        double sum = static_cast<double>(b.values[row]);
        for (std::size_t i = 0; i < x.size(); ++i)
            sum += static_cast<double>(w.values[row * x.size() + i]) * x[i];
        return sum;
    }

    std::vector<double> logits(const std::vector<double>& pixels) const
    {
        std::vector<double> x(inputs), h(hidden), y(classes);
        for (std::size_t i = 0; i < inputs; ++i) {
            const std::size_t c = i / 4;
            x[i] = (pixels[i] - static_cast<double>(normalisation.mean[c])) *
                   static_cast<double>(normalisation.scale[c]);
        }
        for (std::size_t i = 0; i < hidden; ++i)
            h[i] = std::tanh(layer(w1, b1, i, x));
        for (std::size_t i = 0; i < classes; ++i)
            y[i] = layer(w2, b2, i, h);
        return y;
    }

    double objective(const std::vector<double>& pixels, std::size_t target, Objective kind) const
    {
        const std::vector<double> y = logits(pixels);
        if (kind == Objective::Logit)
            return y[target];
        const double sum = std::accumulate(y.begin(), y.end(), 0.0, [](double total, double logit) {
            return total + std::exp(logit);
        });
        return std::exp(y[target]) / sum;
    }

    std::vector<double> differences(const std::vector<float>& at, std::size_t target,
                                    Objective kind) const
    {
        std::vector<double> result;
        for (std::size_t i = 0; i < at.size(); ++i) {
            std::vector<double> up(at.begin(), at.end());
            std::vector<double> down = up;
            up[i] += 1e-3;
            down[i] -= 1e-3;
            result.push_back((objective(up, target, kind) - objective(down, target, kind)) / 2e-3);
        }
        return result;
    }
};

double norm(const std::vector<double>& values)
{
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

/// |a − b| as a share of |b|.
double distance(const std::vector<float>& a, const std::vector<double>& b)
{
    std::vector<double> difference;
    for (std::size_t i = 0; i < b.size(); ++i)
        difference.push_back(static_cast<double>(a[i]) - b[i]);
    return norm(difference) / norm(b);
}

std::unique_ptr<Classifier> load(const ScriptProgram& program, const ModelInfo& info)
{
    const auto bytes = writeScript(program);
    if (!bytes)
        return nullptr;
    auto classifier = makeTorchClassifier(info, *bytes, "test.pt");
    return classifier ? std::move(*classifier) : nullptr;
}

} // namespace

class TestTorchGradient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsDifferences_data();
    void equalsDifferences();
    void equalsDifferencesThroughASoftmax();
    void survivesHopelessClasses();
    void dependsOnTheQueryAlone();
    void refusesAnotherSize();
    void isNotANumberWhereTheNetworkIsNot();
};

void TestTorchGradient::equalsDifferences_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<int>("preparation");
    QTest::addColumn<int>("microBatch");
    for (int layout = 0; layout < 2; ++layout)
        for (int preparation = 0; preparation < 3; ++preparation)
            for (const int microBatch : {1, 3})
                QTest::addRow("%d %d %d", layout, preparation, microBatch)
                    << layout << preparation << microBatch;
}

void TestTorchGradient::equalsDifferences()
{
    QFETCH(int, layout);
    QFETCH(int, preparation);
    QFETCH(int, microBatch);
    const TwoLayers network;
    ModelInfo info = network.info();
    info.plan = {static_cast<Plan::Layout>(layout), static_cast<Plan::Preparation>(preparation), 4,
                 microBatch};
    const auto classifier = load(network.program(), info);
    QVERIFY(classifier && classifier->hasGradient());

    const auto pixels = noisePixels(info.input, 2);
    std::vector<GradientQuery> queries;
    for (const auto& picture : pixels)
        for (std::size_t target = 0; target < classes; ++target)
            for (const auto objective : {Objective::Probability, Objective::Logit})
                queries.push_back({picture, target, objective});
    const auto gradients = classifier->gradients(queries);
    QVERIFY2(gradients.has_value(), gradients ? "" : gradients.error().sentence().c_str());
    QCOMPARE(gradients->size(), queries.size());
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const std::vector<float> at(queries[i].pixels.begin(), queries[i].pixels.end());
        const auto expected = network.differences(at, queries[i].target, queries[i].objective);
        QVERIFY(distance((*gradients)[i].values, expected) < 1e-5);
        const double probability =
            network.objective({at.begin(), at.end()}, queries[i].target, Objective::Probability);
        QVERIFY(std::abs((*gradients)[i].probability - probability) < 1e-6);
    }
}

void TestTorchGradient::equalsDifferencesThroughASoftmax()
{
    const TwoLayers network;
    ModelInfo info = network.info();
    info.output = OutputKind::Probabilities;
    const auto classifier = load(network.program("    x = torch.softmax(x, 1)\n"), info);
    QVERIFY(classifier && classifier->hasGradient());
    const auto pixels = noisePixels(info.input, 1).front();
    for (std::size_t target = 0; target < classes; ++target) {
        const std::vector<GradientQuery> query{{pixels, target, Objective::Probability}};
        const auto gradients = classifier->gradients(query);
        QVERIFY(gradients.has_value());
        QVERIFY(distance(gradients->front().values,
                         network.differences(pixels, target, Objective::Probability)) < 1e-4);
    }
    const std::vector<GradientQuery> logit{{pixels, 0, Objective::Logit}};
    QVERIFY(!classifier->gradients(logit).has_value());
}

void TestTorchGradient::survivesHopelessClasses()
{
    TwoLayers network;
    network.b2.values[2] = -75; // p is about 1e-33: a float32 softmax would multiply 1e-45s
    const ModelInfo info = network.info();
    const auto classifier = load(network.program(), info);
    QVERIFY(classifier);
    const auto pixels = noisePixels(info.input, 1).front();
    const std::vector<GradientQuery> query{{pixels, 2, Objective::Probability}};
    const auto gradients = classifier->gradients(query);
    QVERIFY(gradients.has_value());
    QVERIFY(gradients->front().probability > 0);
    QVERIFY(gradients->front().probability < 1e-30);
    QVERIFY(distance(gradients->front().values,
                     network.differences(pixels, 2, Objective::Probability)) < 1e-4);
}

void TestTorchGradient::dependsOnTheQueryAlone()
{
    const auto bytes = writeScript(test::leNetProgram());
    QVERIFY(bytes.has_value());
    for (const int microBatch : {1, 2, 5, 10}) {
        ModelInfo info = test::leNetInfo();
        info.plan.gradientMicroBatch = microBatch;
        const auto classifier = makeTorchClassifier(info, *bytes, "lenet.pt");
        QVERIFY(classifier.has_value());
        const auto pixels = noisePixels(info.input, 13);
        std::vector<GradientQuery> queries;
        for (std::size_t i = 0; i < pixels.size(); ++i)
            queries.push_back({pixels[i], i % 10, Objective::Probability});
        QVERIFY(gradientsAreSteady(**classifier, queries));
    }
}

void TestTorchGradient::refusesAnotherSize()
{
    const TwoLayers network;
    const auto classifier = load(network.program(), network.info());
    QVERIFY(classifier);
    const std::vector<float> few(inputs - 1), right(inputs);
    const std::vector<GradientQuery> size{{few, 0, Objective::Logit}};
    const std::vector<GradientQuery> target{{right, classes, Objective::Logit}};
    QVERIFY(!classifier->gradients(size).has_value());
    QVERIFY(!classifier->gradients(target).has_value());
}

void TestTorchGradient::isNotANumberWhereTheNetworkIsNot()
{
    TwoLayers network;
    network.b2.values[1] = std::numeric_limits<float>::infinity();
    const auto classifier = load(network.program(), network.info());
    QVERIFY(classifier);
    const auto pixels = noisePixels(network.info().input, 1).front();
    const std::vector<GradientQuery> query{{pixels, 0, Objective::Probability}};
    const auto gradients = classifier->gradients(query);
    QVERIFY(gradients.has_value());
    QVERIFY(std::isnan(gradients->front().probability));
    QVERIFY(std::isnan(gradients->front().values.front()));
}

QTEST_GUILESS_MAIN(TestTorchGradient)
#include "tst_torchgradient.moc"
