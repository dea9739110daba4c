// SPDX-License-Identifier: GPL-3.0-or-later
// Whole networks: what is refused and how, branches, batches, threads.
#include "OnnxModels.h"
#include "core/torch/OnnxInterpreter.h"
#include "core/torch/ScriptModule.h"

#include <ATen/ATen.h>
#include <QtTest>
#include <thread>

using namespace pareidolia;

namespace {

/// Why a network cannot be run on pictures of two by two; empty if it can.
QString refusal(OnnxNetwork& network)
{
    const auto interpreter = OnnxInterpreter::create(network.bytes(), "net.onnx");
    if (!interpreter)
        return QString::fromStdString(interpreter.error().sentence());
    const auto answers = interpreter->forward(at::ones({1, 1, 2, 2}));
    return answers ? QString() : QString::fromStdString(answers.error().sentence());
}

at::Tensor answersOf(OnnxNetwork& network, const at::Tensor& pictures)
{
    return OnnxInterpreter::create(network.bytes(), "net.onnx").value().forward(pictures).value();
}

/// A branch that multiplies the pictures around it.
std::string branch(const char* result, float factor)
{
    onnx::GraphProto graph;
    onnx::TensorProto* number = graph.add_initializer();
    number->set_name("factor");
    number->set_data_type(1);
    number->add_float_data(factor);
    onnx::NodeProto* node = graph.add_node();
    node->set_op_type("Mul");
    node->add_input("pictures");
    node->add_input("factor");
    node->add_output(result);
    graph.add_output()->set_name(result);
    return graph.SerializeAsString();
}

void addBranches(OnnxNetwork& network, const char* condition)
{
    onnx::NodeProto& node = network.node("If", {condition}, {"chosen"});
    attribute(node, "then_branch").mutable_g()->ParseFromString(branch("twice", 2));
    attribute(node, "else_branch").mutable_g()->ParseFromString(branch("thrice", 3));
    network.node("Identity", {"chosen"}, {"answers"});
}

/// Small, but with steps that depend on the batch, and a sum of many numbers.
OnnxNetwork largerNetwork()
{
    OnnxNetwork network(17, {0, 3, 16, 16});
    std::vector<float> numbers(8 * 3 * 3 * 3);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = std::sin(static_cast<float>(i) * 1.7F);
    network.weights("w", {8, 3, 3, 3}, numbers);
    network.integers("zero", {0});
    network.integers("rest", {-1});
    network.node("Conv", {"pictures", "w"}, {"c"});
    network.node("Relu", {"c"}, {"r"});
    network.node("Shape", {"pictures"}, {"shape"});
    network.node("Gather", {"shape", "zero"}, {"batch"});
    set(network.node("Concat", {"batch", "rest"}, {"sides"}), "axis", 0);
    network.node("Reshape", {"r", "sides"}, {"answers"});
    return network;
}

} // namespace

class TestOnnxInterpreter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesMissingOperators();
    void refusesDamage();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void refusesOtherPictures();
    void runsOnePictureAtATime();
    void takesTheKnownBranch();
    void takesTheBranchOfThePictures();
    void keepsWeightsOfHalfPrecision();
    void givesTheSameBitsOnEveryThread();
    void servesGradientsThoughMadeInInferenceMode();
};

void TestOnnxInterpreter::namesMissingOperators()
{
    OnnxNetwork network;
    network.node("Foo", {"pictures"}, {"a"});
    network.node("Foo", {"a"}, {"b"});
    network.node("Relu", {"b"}, {"c"}).set_domain("com.example");
    network.node("Bar", {"c"}, {"answers"});
    QCOMPARE(missingOperators(network.model()), std::string("Bar, Foo ×2, com.example.Relu"));
    QVERIFY(refusal(network).contains("Bar, Foo ×2, com.example.Relu"));
    QCOMPARE(missingOperators(largerNetwork().model()), std::string());
}

void TestOnnxInterpreter::refusesDamage()
{
    QVERIFY(!OnnxInterpreter::create("", "net.onnx"));
    QVERIFY(!OnnxInterpreter::create("no model at all", "net.onnx"));
    const std::string whole = largerNetwork().bytes();
    for (std::size_t length = 0; length < whole.size(); length += 7) {
        const auto interpreter = OnnxInterpreter::create(whole.substr(0, length), "net.onnx");
        QVERIFY2(!interpreter, qPrintable(QString::number(length)));
    }
}

void TestOnnxInterpreter::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("reason");
    for (const auto& [kind, reason] : std::vector<std::pair<const char*, const char*>>{
             {"an input that nothing computes", "Relu node y: its input \"nowhere\""},
             {"an output that nothing computes", "\"answers\" is not computed"},
             {"no input at all", "Relu node answers: its input 1 is missing"},
             {"a value computed twice", "\"y\" is computed twice"},
             {"weights shorter than their shape", "weights \"w\": it holds 3 numbers instead of 4"},
             {"weights of a negative side", "weights \"w\": a tensor with a side of -4"},
             {"weights of strings", "weights \"w\": numbers of type 8"},
             {"weights of another rank", "Conv node answers: its weights have rank 1"},
             {"channels that do not fit", "Conv node answers: "},
             {"a kernel without strides", "Conv node answers: strides holds 0"},
             {"a huge constant", "more than"},
             {"a huge constant, its size calculated", "ConstantOfShape node y: "},
             {"an endless range", "Range node y: it counts without end"},
             {"an axis that is not there", "Softmax node answers: axis 9"},
             {"a reshape that does not fit", "Reshape node answers: "},
             {"an index that is not there", "Gather node answers: "},
             {"a huge padding", "Pad node answers: a padding"},
             {"answers of another batch", "no answer for each picture"},
             {"an output that the operator lacks", "its output 2 is not supported"},
             {"a condition without branches", "If node chosen: it has no then_branch"}})
        QTest::newRow(kind) << QString(kind) << QString(reason);
}

void TestOnnxInterpreter::refusesWhatDoesNotFit()
{
    QFETCH(QString, kind);
    QFETCH(QString, reason);
    OnnxNetwork network;
    network.integers("large", {1 << 20, 1 << 20});
    network.integers("one", {1});
    network.integers("none", {0});
    network.integers("places", {7});
    network.integers("pads", {0, 0, 0, 0, 0, 0, 0, INT64_MAX});
    network.integers("three", {3});
    const QString weights = "weights ";
    if (kind == "an input that nothing computes")
        network.node("Relu", {"nowhere"}, {"y"});
    else if (kind == "an output that nothing computes")
        network.node("Relu", {"pictures"}, {"y"});
    else if (kind == "no input at all")
        network.node("Relu", {}, {"answers"});
    else if (kind == "a value computed twice") {
        network.node("Relu", {"pictures"}, {"y"});
        network.node("Relu", {"pictures"}, {"y"});
    } else if (kind == "weights shorter than their shape")
        network.weights("w", {4}, {1, 2, 3});
    else if (kind == "weights of a negative side")
        network.weights("w", {-4}, {1, 2, 3, 4});
    else if (kind == "weights of strings")
        network.bytesOf("w", {1}, 8, {});
    else if (kind == "weights of another rank") {
        network.weights("w", {1}, {1});
        network.node("Conv", {"pictures", "w"}, {"answers"});
    } else if (kind == "channels that do not fit") {
        network.weights("w", {1, 2, 1, 1}, {1, 2});
        network.node("Conv", {"pictures", "w"}, {"answers"});
    } else if (kind == "a kernel without strides") {
        network.weights("w", {1, 1, 1, 1}, {1});
        set(network.node("Conv", {"pictures", "w"}, {"answers"}), "strides", {0, 0});
    } else if (kind == "a huge constant")
        network.node("ConstantOfShape", {"large"}, {"answers"});
    else if (kind == "a huge constant, its size calculated") {
        network.node("Shape", {"pictures"}, {"shape"});
        network.node("Mul", {"shape", "large2"}, {"sides"});
        network.integers("large2", {1 << 20, 1 << 20, 1 << 20, 1 << 20});
        network.node("ConstantOfShape", {"sides"}, {"y"});
        network.node("Add", {"y", "pictures"}, {"answers"});
    } else if (kind == "an endless range")
        network.node("Range", {"none", "one", "none"}, {"y"});
    else if (kind == "an axis that is not there")
        set(network.node("Softmax", {"pictures"}, {"answers"}), "axis", 9);
    else if (kind == "a reshape that does not fit")
        network.node("Reshape", {"pictures", "three"}, {"answers"});
    else if (kind == "an index that is not there")
        network.node("Gather", {"pictures", "places"}, {"answers"});
    else if (kind == "a huge padding")
        network.node("Pad", {"pictures", "pads"}, {"answers"});
    else if (kind == "answers of another batch")
        network.node("Concat", {"pictures", "pictures"}, {"answers"})
            .add_attribute()
            ->set_name("axis"); // 0
    else if (kind == "an output that the operator lacks")
        network.node("Relu", {"pictures"}, {"answers", "more"});
    else
        addBranches(network, "one"), network.graph().mutable_node(0)->clear_attribute();
    const QString sentence = refusal(network);
    QVERIFY2(sentence.contains(reason), qPrintable(sentence));
    QVERIFY2(sentence.startsWith("net.onnx: ") && !sentence.contains('\n'), qPrintable(sentence));
}

void TestOnnxInterpreter::refusesOtherPictures()
{
    OnnxNetwork network(17, {0, 1, 2, 2});
    network.node("Relu", {"pictures"}, {"answers"});
    const auto interpreter = OnnxInterpreter::create(network.bytes(), "net.onnx");
    QVERIFY(interpreter);
    QVERIFY(interpreter->forward(at::ones({2, 1, 2, 2})));
    const auto larger = interpreter->forward(at::ones({1, 1, 2, 3}));
    QVERIFY(!larger);
    QVERIFY(QString::fromStdString(larger.error().sentence()).contains("2, not 3 columns"));
    QVERIFY(!interpreter->forward(at::ones({1, 2, 2})));
    QVERIFY(!interpreter->forward(at::ones({1, 1, 2, 2}, at::kDouble)));
}

void TestOnnxInterpreter::runsOnePictureAtATime()
{
    OnnxNetwork network(17, {1, 1, 2, 2});
    network.integers("sides", {1, 4}); // the batch is written into the network
    network.node("Reshape", {"pictures", "sides"}, {"answers"});
    const at::Tensor pictures = at::arange(12, at::kFloat).reshape({3, 1, 2, 2});
    QVERIFY(at::equal(answersOf(network, pictures), pictures.reshape({3, 4})));
}

void TestOnnxInterpreter::takesTheKnownBranch()
{
    for (const int condition : {0, 1}) {
        OnnxNetwork network;
        network.bytesOf("condition", {}, 9, {condition});
        addBranches(network, "condition");
        const at::Tensor answers = answersOf(network, at::ones({2, 1, 2, 2}));
        QVERIFY(at::equal(answers, at::full({2, 4}, condition ? 2.0 : 3.0)));
    }
}

void TestOnnxInterpreter::takesTheBranchOfThePictures()
{
    OnnxNetwork network;
    network.integers("two", {2});
    network.integers("none", {0});
    network.node("Shape", {"pictures"}, {"shape"});
    network.node("Gather", {"shape", "none"}, {"batch"});
    network.node("Equal", {"batch", "two"}, {"pair"});
    addBranches(network, "pair");
    QVERIFY(at::equal(answersOf(network, at::ones({2, 1, 2, 2})), at::full({2, 4}, 2.0)));
    QVERIFY(at::equal(answersOf(network, at::ones({3, 1, 2, 2})), at::full({3, 4}, 3.0)));
}

void TestOnnxInterpreter::keepsWeightsOfHalfPrecision()
{
    OnnxNetwork network;
    network.bytesOf("half", {}, 10, {0x3e00});  // 1.5
    network.bytesOf("brain", {}, 16, {0x4020}); // 2.5
    network.node("Mul", {"pictures", "half"}, {"y"});
    network.node("Add", {"y", "brain"}, {"answers"});
    QVERIFY(at::equal(answersOf(network, at::ones({1, 1, 2, 2})), at::full({1, 4}, 4.0)));
}

void TestOnnxInterpreter::givesTheSameBitsOnEveryThread()
{
    const auto interpreter = OnnxInterpreter::create(largerNetwork().bytes(), "net.onnx").value();
    const at::Tensor place = at::linspace(0, 1, 4 * 3 * 16 * 16).reshape({4, 3, 16, 16});
    struct Outcome
    {
        at::Tensor answers, gradient;
    };
    const auto ask = [&](Outcome& outcome) {
        const SteadyThread steady;
        const at::Tensor pictures = place.clone().requires_grad_(true);
        const at::Tensor answers = interpreter.forward(pictures).value();
        (answers * answers).sum().backward();
        outcome = {answers.detach(), pictures.grad()};
    };
    std::vector<Outcome> outcomes(6);
    ask(outcomes[0]);
    ask(outcomes[1]);
    std::vector<std::thread> threads;
    for (std::size_t i = 2; i < outcomes.size(); ++i)
        threads.emplace_back(ask, std::ref(outcomes[i]));
    for (std::thread& thread : threads)
        thread.join();
    for (const Outcome& outcome : outcomes) {
        QVERIFY(at::equal(outcome.answers, outcomes[0].answers));
        QVERIFY(at::equal(outcome.gradient, outcomes[0].gradient));
    }
    QVERIFY(outcomes[0].gradient.abs().max().item<float>() > 0);
}

void TestOnnxInterpreter::servesGradientsThoughMadeInInferenceMode()
{
    const auto interpreter = [] {
        const c10::InferenceMode inference;
        return OnnxInterpreter::create(largerNetwork().bytes(), "net.onnx").value();
    }();
    const at::Tensor pictures = at::ones({1, 3, 16, 16}).requires_grad_(true);
    interpreter.forward(pictures).value().sum().backward();
    QVERIFY(pictures.grad().defined());
}

QTEST_GUILESS_MAIN(TestOnnxInterpreter)
#include "tst_onnxinterpreter.moc"
