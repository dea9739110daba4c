// SPDX-License-Identifier: GPL-3.0-or-later
// Gradients of the interpreter's operators, held against finite differences.
#include "OnnxModels.h"
#include "core/torch/OnnxInterpreter.h"
#include "core/torch/ScriptModule.h"

#include <ATen/ATen.h>
#include <QtTest>

using namespace pareidolia;

namespace {

OnnxInterpreter interpreterOf(OnnxNetwork& network)
{
    return OnnxInterpreter::create(network.bytes(), "test").value();
}

} // namespace

class TestOnnxGradients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differentiates_data();
    void differentiates();
    void letsGradientsThroughRounding();
};

void TestOnnxGradients::differentiates_data()
{
    QTest::addColumn<QString>("type");
    for (const char* type : {"Conv",
                             "MaxPool",
                             "AveragePool",
                             "LpPool",
                             "GlobalAveragePool",
                             "Sigmoid",
                             "Tanh",
                             "Gelu",
                             "HardSwish",
                             "Mish",
                             "Softplus",
                             "Elu",
                             "Erf",
                             "Exp",
                             "Softmax",
                             "LogSoftmax",
                             "LayerNormalization",
                             "InstanceNormalization",
                             "LRN",
                             "LpNormalization",
                             "ReduceL2",
                             "ReduceLogSumExp",
                             "Transpose",
                             "Resize",
                             "CumSum"})
        QTest::newRow(type) << QString(type);
}

/// Along a random direction, the mean of (weighted) answers changes as the gradient says.
void TestOnnxGradients::differentiates()
{
    QFETCH(QString, type);
    const SteadyThread steady;
    OnnxNetwork network(20, {0, 2, 6, 6});
    network.weights("scale", {2}, {0.7F, 1.3F});
    network.weights("w", {2, 2, 2, 2},
                    {0.1F, -0.2F, 0.3F, 0.4F, -0.5F, 0.6F, 0.7F, 0.8F, 0.9F, 1, -1.1F, 1.2F, 1.3F,
                     1.4F, 1.5F, -1.6F});
    network.weights("six", {6}, {1, 2, 3, 4, 5, 6});
    network.integers("sizes", {1, 2, 9, 4});
    network.integers("axis", {3});
    onnx::NodeProto& node = network.node(type.toStdString(), {"pictures"}, {"y"});
    if (type == "Conv")
        node.add_input("w");
    if (type.endsWith("Pool") && !type.startsWith("Global"))
        set(node, "kernel_shape", {2, 3});
    if (type == "AveragePool")
        set(node, "ceil_mode", 1);
    if (type == "LayerNormalization")
        node.add_input("six");
    if (type == "InstanceNormalization") {
        node.add_input("scale");
        node.add_input("scale");
    }
    if (type == "LRN") {
        set(node, "size", 2);
        set(node, "alpha", 1.0);
    }
    if (type == "Resize") {
        for (const char* input : {"", "", "sizes"})
            node.add_input(input);
        set(node, "mode", "cubic");
    }
    if (type == "LpNormalization")
        set(node, "p", 1);
    if (type == "Transpose")
        set(node, "perm", std::vector<std::int64_t>{0, 3, 1, 2});
    if (type == "CumSum")
        node.add_input("axis");
    network.weights("three", {}, {3});
    network.node("Pow", {"y", "three"}, {"answers"}); // sums, even of squares, may be constant
    const OnnxInterpreter interpreter = interpreterOf(network);

    const at::Tensor place = at::linspace(-1.3, 1.7, 72).mul(7.7).sin().reshape({1, 2, 6, 6});
    const at::Tensor direction = at::linspace(0.2, 5, 72).mul(3.3).cos().reshape({1, 2, 6, 6});
    const at::Tensor pictures = place.clone().requires_grad_(true);
    interpreter.forward(pictures).value().sum().backward();
    const double slope = (pictures.grad() * direction).sum().item<double>();
    const auto at = [&](double step) {
        const auto answers = interpreter.forward(place + direction * step);
        return answers.value().to(at::kDouble).sum().item<double>();
    };
    constexpr double step = 1e-3;
    const double measured = (at(step) - at(-step)) / (2 * step);
    QVERIFY2(std::abs(slope) > 1e-3, "the gradient says nothing");
    QVERIFY2(std::abs(measured - slope) < 0.01 * std::abs(slope) + 0.01,
             qPrintable(QString("%1 instead of %2").arg(slope).arg(measured)));
}

void TestOnnxGradients::letsGradientsThroughRounding()
{
    const SteadyThread steady;
    OnnxNetwork network(17, {0, 1, 3, 3});
    network.weights("scale", {}, {0.02F});
    network.bytesOf("zero", {}, 3, {-100});
    network.node("QuantizeLinear", {"pictures", "scale", "zero"}, {"q"});
    network.node("DequantizeLinear", {"q", "scale", "zero"}, {"answers"});
    const at::Tensor counted = at::arange(1, 10, at::kFloat).reshape({1, 1, 3, 3});
    const at::Tensor pictures = counted.clone().requires_grad_(true);
    interpreterOf(network).forward(pictures).value().sum().backward();
    const at::Tensor expected = (counted < 4.54).to(at::kFloat); // the rest saturates
    QVERIFY(at::allclose(pictures.grad(), expected, 1e-4));
}

QTEST_GUILESS_MAIN(TestOnnxGradients)
#include "tst_onnxgradients.moc"
