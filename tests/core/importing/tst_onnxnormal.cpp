// SPDX-License-Identifier: GPL-3.0-or-later
// Graphs of every build come out in one form.
#include "tests/core/importing/NormalOnnxModel.h"

#include <QtTest>
#include <algorithm>
#include <limits>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

/// Convolution, pooling, scores.
std::string scores(OnnxMaker& maker)
{
    const std::string layer = maker.convolution("picture", {4, 3, 3, 3});
    return maker.node("Flatten", {maker.node("GlobalAveragePool", {layer})});
}

onnx::AttributeProto graphAttribute(const std::string& name, const onnx::GraphProto& graph)
{
    onnx::AttributeProto attribute;
    attribute.set_name(name);
    attribute.set_type(5);
    *attribute.mutable_g() = graph;
    return attribute;
}

/// One node that gives `output`.
onnx::GraphProto branch(const std::string& kind, const std::string& input,
                        const std::string& output)
{
    onnx::GraphProto graph;
    onnx::NodeProto& node = *graph.add_node();
    node.set_op_type(kind);
    node.add_input(input);
    node.add_output(output);
    graph.add_output()->set_name(output);
    return graph;
}

onnx::NodeProto& addNode(google::protobuf::RepeatedPtrField<onnx::NodeProto>& nodes,
                         const std::string& kind, const std::string& domain,
                         const std::vector<std::string>& inputs, const std::string& output)
{
    onnx::NodeProto& node = *nodes.Add();
    node.set_op_type(kind);
    node.set_domain(domain);
    for (const std::string& input : inputs)
        node.add_input(input);
    node.add_output(output);
    return node;
}

} // namespace

class TestOnnxNormal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nodesInAnyOrder();
    void initializersAmongInputs();
    void sparseTensors();
    void functions();
    void functionsThatCallThemselves();
    void fixedBranches();
    void openBranchesAreSorted();
    void training();
    void bounds_data();
    void bounds();
    void narrowNumbers();
    void takenNames();
    void sameBytes();
};

void TestOnnxNormal::nodesInAnyOrder()
{
    OnnxMaker maker;
    const std::string sorted = maker.answering(scores(maker));
    auto& nodes = *maker.graph().mutable_node();
    std::reverse(nodes.pointer_begin(), nodes.pointer_end());
    const NormalModel made = normal(maker.model().SerializeAsString());
    QCOMPARE(made.kinds(), "Conv GlobalAveragePool Flatten Reshape");
    QCOMPARE(made.facts.bytes, normal(sorted).facts.bytes);
}

void TestOnnxNormal::initializersAmongInputs()
{
    OnnxMaker maker;
    const std::string answer = scores(maker);
    const std::string plain = maker.answering(answer);
    for (const onnx::TensorProto& tensor : maker.graph().initializer())
        maker.addInput(tensor.name(), {tensor.dims().begin(), tensor.dims().end()});
    QCOMPARE(normal(maker.answering(answer)).facts.bytes, normal(plain).facts.bytes);
}

void TestOnnxNormal::sparseTensors()
{
    OnnxMaker maker;
    onnx::SparseTensorProto& sparse = *maker.graph().add_sparse_initializer();
    sparse.mutable_dims()->Add(4);
    sparse.mutable_dims()->Add(2);
    sparse.mutable_values()->set_name("weights");
    sparse.mutable_values()->set_data_type(1);
    sparse.mutable_values()->add_dims(2);
    for (const float one : {5.0f, 7.0f})
        sparse.mutable_values()->add_float_data(one);
    sparse.mutable_indices()->set_data_type(7);
    sparse.mutable_indices()->add_dims(2);
    for (const std::int64_t one : {1, 6})
        sparse.mutable_indices()->add_int64_data(one);
    const std::string file = maker.answering(maker.node("MatMul", {scores(maker), "weights"}));
    const NormalModel made = normal(file);
    for (const onnx::TensorProto& tensor : made.graph().initializer()) {
        if (tensor.name() != "weights")
            continue;
        const std::vector<float> whole{0, 5, 0, 0, 0, 0, 7, 0};
        QCOMPARE(tensor.raw_data(), std::string(reinterpret_cast<const char*>(whole.data()), 32));
        return;
    }
    QFAIL("the tensor is missing");
}

void TestOnnxNormal::functions()
{
    OnnxMaker maker;
    onnx::FunctionProto& inner = *maker.model().add_functions();
    inner.set_name("Inner");
    inner.set_domain("own");
    inner.add_input("x");
    inner.add_output("y");
    inner.add_attribute("steep");
    onnx::AttributeProto& alpha =
        *addNode(*inner.mutable_node(), "LeakyRelu", "", {"x"}, "y").add_attribute();
    alpha.set_name("alpha");
    alpha.set_type(1);
    alpha.set_ref_attr_name("steep");
    onnx::FunctionProto& outer = *maker.model().add_functions();
    outer.set_name("Outer");
    outer.set_domain("own");
    outer.add_input("x");
    outer.add_output("y");
    onnx::AttributeProto byDefault = numberAttribute("slope", 0.25f);
    *outer.add_attribute_proto() = byDefault;
    onnx::AttributeProto& handed =
        *addNode(*outer.mutable_node(), "Inner", "own", {"x"}, "between").add_attribute();
    handed.set_name("steep");
    handed.set_type(1);
    handed.set_ref_attr_name("slope");
    addNode(*outer.mutable_node(), "Add", "", {"between", "x"}, "y");

    std::string value = scores(maker);
    addNode(*maker.graph().mutable_node(), "Outer", "own", {value}, "first");
    *addNode(*maker.graph().mutable_node(), "Outer", "own", {"first"}, "second").add_attribute() =
        numberAttribute("slope", 0.5f);
    const NormalModel made = normal(maker.answering("second"));
    QCOMPARE(made.kinds(), "Conv GlobalAveragePool Flatten LeakyRelu Add LeakyRelu Add Reshape");
    std::vector<float> slopes;
    for (const onnx::NodeProto& node : made.graph().node())
        if (node.op_type() == "LeakyRelu")
            slopes.push_back(node.attribute(0).f());
    QCOMPARE(slopes, (std::vector<float>{0.25f, 0.5f}));
}

void TestOnnxNormal::functionsThatCallThemselves()
{
    OnnxMaker maker;
    onnx::FunctionProto& circle = *maker.model().add_functions();
    circle.set_name("Circle");
    circle.set_domain("own");
    circle.add_input("x");
    circle.add_output("y");
    addNode(*circle.mutable_node(), "Circle", "own", {"x"}, "y");
    addNode(*maker.graph().mutable_node(), "Circle", "own", {scores(maker)}, "last");
    const std::string why = refusal(maker.answering("last"));
    QVERIFY2(why.find("\"Circle\" calls itself") != std::string::npos, why.c_str());

    // Each calls the next twice: 2⁴⁰ nodes if it were done.
    circle.Clear();
    maker.model().clear_functions();
    for (int i = 0; i < 39; ++i) {
        onnx::FunctionProto& one = *maker.model().add_functions();
        one.set_name(i == 0 ? "Circle" : "f" + std::to_string(i));
        one.set_domain("own");
        one.add_input("x");
        one.add_output("y");
        const std::string next = "f" + std::to_string(i + 1);
        addNode(*one.mutable_node(), next, i < 38 ? "own" : "", {"x"}, "between");
        addNode(*one.mutable_node(), next, i < 38 ? "own" : "", {"between"}, "y");
    }
    QVERIFY(refusal(maker.answering("last")).find("too many functions") != std::string::npos);
}

void TestOnnxNormal::fixedBranches()
{
    for (const bool condition : {true, false}) {
        OnnxMaker maker;
        const std::string value = scores(maker);
        onnx::TensorProto& tensor = *maker.graph().add_initializer();
        tensor.set_name("condition");
        tensor.set_data_type(9);
        tensor.set_raw_data(std::string(1, condition ? '\1' : '\0'));
        const std::string answer =
            maker.node("If", {"condition"},
                       {graphAttribute("then_branch", branch("Relu", value, "inside")),
                        graphAttribute("else_branch", branch("Tanh", value, "inside"))});
        QCOMPARE(normal(maker.answering(answer)).kinds(),
                 std::string("Conv GlobalAveragePool Flatten ") + (condition ? "Relu" : "Tanh") +
                     " Identity Reshape");
    }
}

void TestOnnxNormal::openBranchesAreSorted()
{
    OnnxMaker maker;
    const std::string value = scores(maker);
    onnx::GraphProto unsorted = branch("Relu", "early", "late");
    addNode(*unsorted.mutable_node(), "Tanh", "", {value}, "early");
    // What decides stands after the branch, and the branch takes from outside.
    addNode(*maker.graph().mutable_node(), "If", "", {"decides"}, "last");
    onnx::NodeProto& branching = *maker.graph().mutable_node()->rbegin();
    *branching.add_attribute() = graphAttribute("then_branch", unsorted);
    *branching.add_attribute() = graphAttribute("else_branch", unsorted);
    addNode(*maker.graph().mutable_node(), "Cast", "", {value}, "decides");
    *maker.graph().mutable_node()->rbegin()->add_attribute() = wholeAttribute("to", 9);
    const NormalModel made = normal(maker.answering("last"));
    QCOMPARE(made.kinds(), "Conv GlobalAveragePool Flatten Cast If Reshape");
    QCOMPARE(made.node("If").attribute(0).g().node(0).op_type(), "Tanh");
}

void TestOnnxNormal::training()
{
    OnnxMaker maker({1, 3, 8, 8}, 15);
    const std::string numbers = maker.noise({3}, 0.1f, 1);
    const std::string normalized =
        maker.node("BatchNormalization", {"picture", numbers, numbers, numbers, numbers},
                   {wholeAttribute("training_mode", 1)});
    maker.graph().mutable_node(0)->add_output("mean");
    maker.graph().mutable_node(0)->add_output("variance");
    const std::string dropped = maker.node("Dropout", {normalized, maker.tensor({}, {0.5f})});
    const std::string answer = maker.node("GlobalAveragePool", {dropped});
    const NormalModel made = normal(maker.answering(answer));
    QCOMPARE(made.kinds(), "BatchNormalization Identity GlobalAveragePool Reshape");
    QCOMPARE(made.node("BatchNormalization").output_size(), 1);
    QCOMPARE(made.node("BatchNormalization").attribute_size(), 0);
    QCOMPARE(made.node("Identity").input_size(), 1);

    const std::string used = maker.node("Add", {answer, "mean"});
    const std::string why = refusal(maker.answering(used));
    QVERIFY2(why.find("meant for training") != std::string::npos, why.c_str());
    const std::string noise = maker.node("RandomNormalLike", {answer});
    QVERIFY(refusal(maker.answering(noise)).find("other numbers each time") != std::string::npos);
}

void TestOnnxNormal::bounds_data()
{
    constexpr float endless = std::numeric_limits<float>::infinity();
    constexpr float largest = std::numeric_limits<float>::max();
    QTest::addColumn<int>("opset");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::addColumn<QString>("left"); // inputs or attributes
    for (const int opset : {9, 13}) {
        const std::string name = std::to_string(opset);
        QTest::addRow("%s both", name.c_str()) << opset << 0.0f << 6.0f << "both";
        QTest::addRow("%s low", name.c_str()) << opset << 0.0f << largest << "low";
        QTest::addRow("%s high", name.c_str()) << opset << -largest << 6.0f << "high";
        QTest::addRow("%s none", name.c_str()) << opset << -endless << endless << "none";
    }
}

void TestOnnxNormal::bounds()
{
    QFETCH(int, opset);
    QFETCH(float, low);
    QFETCH(float, high);
    QFETCH(QString, left);
    OnnxMaker maker({1, 3, 8, 8}, opset);
    const std::string value = scores(maker);
    const std::string answer =
        opset < 11 ? maker.node("Clip", {value},
                                {numberAttribute("min", low), numberAttribute("max", high)})
                   : maker.node("Clip", {value, maker.tensor({}, {low}), maker.tensor({}, {high})});
    const NormalModel made = normal(maker.answering(answer));
    if (left == "none") {
        QCOMPARE(made.kinds(), "Conv GlobalAveragePool Flatten Identity Reshape");
        return;
    }
    const onnx::NodeProto& clip = made.node("Clip");
    bool hasLow = clip.input_size() > 1 && !clip.input(1).empty(), hasHigh = clip.input_size() > 2;
    for (const onnx::AttributeProto& one : clip.attribute())
        (one.name() == "min" ? hasLow : hasHigh) = true;
    QCOMPARE(hasLow, left != "high");
    QCOMPARE(hasHigh, left != "low");
}

void TestOnnxNormal::narrowNumbers()
{
    OnnxMaker maker;
    const std::string value = scores(maker);
    onnx::TensorProto& half = *maker.graph().add_initializer();
    half.set_name("half");
    half.set_data_type(10);
    half.add_dims(4);
    for (const int bits : {0x3c00, 0xc000, 0x0001, 0x7bff}) // 1, −2, 2⁻²⁴, 65504
        half.add_int32_data(bits);
    onnx::TensorProto& brain = *maker.graph().add_initializer();
    brain.set_name("brain");
    brain.set_data_type(16);
    brain.add_dims(1);
    brain.set_raw_data(std::string("\x40\x40", 2)); // 3
    const std::string narrow = maker.node("Cast", {value}, {wholeAttribute("to", 10)});
    const std::string sum = maker.node("Add", {maker.node("Mul", {narrow, "half"}), "brain"});
    const NormalModel made = normal(maker.answering(sum));
    QCOMPARE(made.node("Cast").attribute(0).i(), 1);
    const auto numbers = [&](const char* name) {
        for (const onnx::TensorProto& tensor : made.graph().initializer())
            if (tensor.name() == name && tensor.data_type() == 1) {
                std::vector<float> read(tensor.raw_data().size() / 4);
                std::memcpy(read.data(), tensor.raw_data().data(), tensor.raw_data().size());
                return read;
            }
        return std::vector<float>();
    };
    QCOMPARE(numbers("half"), (std::vector<float>{1, -2, 0x1p-24f, 65504}));
    QCOMPARE(numbers("brain"), std::vector<float>{3});
    QCOMPARE(made.facts.remarks.size(), std::size_t{1});
}

void TestOnnxNormal::takenNames()
{
    OnnxMaker maker;
    const std::string value = scores(maker);
    addNode(*maker.graph().mutable_node(), "Relu", "", {value}, "pictures");
    addNode(*maker.graph().mutable_node(), "Tanh", "", {"pictures"}, "answers");
    const std::string last = maker.node("Neg", {"answers"});
    QCOMPARE(normal(maker.answering(last)).kinds(),
             "Conv GlobalAveragePool Flatten Relu Tanh Neg Reshape");
}

void TestOnnxNormal::sameBytes()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string value = maker.node("Softmax", {scores(maker)}, {wholeAttribute("axis", 1)});
    const NormalModel made = normal(maker.answering(value));
    QCOMPARE(normal(maker.answering(value)).facts.bytes, made.facts.bytes);
    QCOMPARE(normal(made.facts.bytes).facts.bytes, made.facts.bytes);
    QCOMPARE(made.facts.producer, "tests");
    QCOMPARE(made.facts.opset, std::int64_t{13});
}

QTEST_GUILESS_MAIN(TestOnnxNormal)
#include "tst_onnxnormal.moc"
