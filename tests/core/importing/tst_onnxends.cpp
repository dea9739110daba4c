// SPDX-License-Identifier: GPL-3.0-or-later
// Inputs and outputs of every kind become "pictures" and "answers".
#include "tests/core/importing/NormalOnnxModel.h"

#include <QtTest>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

void tell(onnx::ValueInfoProto& info, int type, const OnnxShape& shape)
{
    onnx::TensorTypeProto& tensor = *info.mutable_type()->mutable_tensor_type();
    tensor.set_elem_type(type);
    tensor.mutable_shape()->Clear();
    for (const std::int64_t side : shape)
        if (onnx::DimensionProto& told = *tensor.mutable_shape()->add_dim(); side >= 0)
            told.set_dim_value(side);
        else
            told.set_dim_param("open");
}

OnnxShape shapeIn(const QString& text)
{
    OnnxShape shape;
    for (const QString& side : text.split(' ', Qt::SkipEmptyParts))
        shape.push_back(side.toLongLong());
    return shape;
}

/// Of a network that flattens its pictures: any shape of input does.
std::string flattening(const OnnxShape& input, int type = 1, std::int64_t numbers = 192)
{
    OnnxMaker maker(input);
    tell(*maker.graph().mutable_input(0), type, input);
    const std::string flat = maker.node("Reshape", {"picture", maker.integers({-1, numbers})});
    return maker.answering(maker.node("MatMul", {flat, maker.noise({numbers, 4})}));
}

std::string scores(OnnxMaker& maker)
{
    const std::string layer = maker.convolution("picture", {4, 3, 3, 3});
    return maker.node("Flatten", {maker.node("GlobalAveragePool", {layer})});
}

} // namespace

class TestOnnxEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layouts_data();
    void layouts();
    void transposesThatAreNotNeeded();
    void types();
    void batches();
    void choices();
    void lastSoftmax();
    void whatIsNoSoftmaxOverClasses();
    void outputs();
    void outputsMadeOfScores();
    void shapesOfAnswers_data();
    void shapesOfAnswers();
};

void TestOnnxEnds::layouts_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("numbers");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("kinds");
    QTest::newRow("NCHW") << "-1 3 8 8" << 192 << "N×3×8×8"
                          << "Reshape MatMul Flatten";
    QTest::newRow("fixed") << "1 3 8 8" << 192 << "1×3×8×8"
                           << "Reshape MatMul Reshape";
    QTest::newRow("NHWC") << "-1 8 8 3" << 192 << "N×3×8×8"
                          << "Transpose Reshape MatMul Flatten";
    QTest::newRow("grey NHWC") << "-1 8 24 1" << 192 << "N×1×8×24"
                               << "Transpose Reshape MatMul Flatten";
    QTest::newRow("open") << "-1 -1 -1 3" << 192 << "N×3×height×width"
                          << "Transpose Reshape MatMul Flatten";
    QTest::newRow("NHW") << "-1 12 16" << 192 << "N×1×12×16"
                         << "Squeeze Reshape MatMul Flatten";
    QTest::newRow("CHW") << "3 8 8" << 192 << "1×3×8×8"
                         << "Squeeze Reshape MatMul Reshape";
    QTest::newRow("HWC") << "8 8 3" << 192 << "1×3×8×8"
                         << "Squeeze Transpose Reshape MatMul Reshape";
    QTest::newRow("rows, colour") << "-1 192" << 192 << "N×3×8×8"
                                  << "Flatten Reshape MatMul Flatten";
    QTest::newRow("rows, grey") << "-1 784" << 784 << "N×1×28×28"
                                << "Flatten Reshape MatMul Flatten";
}

void TestOnnxEnds::layouts()
{
    QFETCH(QString, shape);
    QFETCH(int, numbers);
    QFETCH(QString, input);
    QFETCH(QString, kinds);
    const NormalModel made = normal(flattening(shapeIn(shape), 1, numbers));
    QCOMPARE(QString::fromStdString(made.input()), input);
    QCOMPARE(QString::fromStdString(made.kinds()), kinds);
    QCOMPARE(made.facts.fixedBatch, input.startsWith("1"));
    if (made.kinds().starts_with("Transpose"))
        QCOMPARE(made.node("Transpose").attribute(0).ints(1), std::int64_t{2});
}

void TestOnnxEnds::transposesThatAreNotNeeded()
{
    OnnxMaker maker({-1, 8, 8, 3});
    const std::string turned =
        maker.node("Transpose", {"picture"}, {listAttribute("perm", {0, 3, 1, 2})});
    const std::string layer = maker.convolution(turned, {4, 3, 3, 3});
    const NormalModel made = normal(maker.answeringSums(layer, 4 * 36));
    QCOMPARE(made.input(), "N×3×8×8");
    QCOMPARE(made.kinds(), "Identity Conv Flatten Gemm Flatten");
}

void TestOnnxEnds::types()
{
    const NormalModel bytes = normal(flattening({-1, 3, 8, 8}, 2));
    QCOMPARE(bytes.kinds(), "Cast Reshape MatMul Flatten");
    QCOMPARE(bytes.node("Cast").attribute(0).i(), 2);
    QVERIFY(bytes.facts.scaling && bytes.facts.scaling->mean == 0.0f);
    QCOMPARE(normal(flattening({-1, 3, 8, 8}, 3)).facts.scaling->mean, 128.0f);
    const NormalModel wide = normal(flattening({-1, 8, 8, 3}, 11));
    QCOMPARE(wide.kinds(), "Transpose Cast Reshape MatMul Flatten");
    QVERIFY(!wide.facts.scaling);
    QCOMPARE(normal(flattening({-1, 3, 8, 8}, 10)).kinds(), "Reshape MatMul Flatten");
    QVERIFY(refusal(flattening({-1, 3, 8, 8}, 8)).find("no picture") != std::string::npos);
}

void TestOnnxEnds::batches()
{
    const NormalModel made = normal(flattening({4, 3, 8, 8}));
    QCOMPARE(made.input(), "1×3×8×8");
    QCOMPARE(made.output(), "1×4");
    QCOMPARE(made.kinds(), "Concat Reshape MatMul Flatten Gather");
    QCOMPARE(made.node("Concat").input_size(), 4);
    QVERIFY(made.facts.fixedBatch);
    QVERIFY(refusal(flattening({100'000, 3, 8, 8})).find("pictures at once") != std::string::npos);
}

void TestOnnxEnds::choices()
{
    const std::string open = flattening({-1, -1, -1, -1});
    const NormalModel unknown = normal(open);
    QCOMPARE(unknown.input(), "N×channels×height×width");
    QCOMPARE(unknown.facts.channels + unknown.facts.height + unknown.facts.width, 0);
    const NormalModel said =
        normal(open, {.size = OnnxChoices::Size{.width = 5, .height = 7}, .channels = 3});
    QCOMPARE(said.input(), "N×3×7×5");
    QCOMPARE(said.facts.width, 5);

    const auto other = readOnnx(flattening({-1, 3, 8, 8}), "made.onnx",
                                {.size = OnnxChoices::Size{.width = 9, .height = 8}});
    QVERIFY(!other && other.error().kind == Error::Kind::Usage);
    QVERIFY(other.error().why.find("width of 8, not 9") != std::string::npos);
    QVERIFY(refusal(flattening({-1, 3, 8, 8}), {.channels = 1}).find("in colour") !=
            std::string::npos);
    QVERIFY(refusal(flattening({-1, 5, 8, 8})).find("5 channels") != std::string::npos);
    QVERIFY(refusal(flattening({-1, 3, 8, 8, 8})).find("no picture") != std::string::npos);
    QVERIFY(refusal(flattening({-1, 3, 8, 5000})).find("width of 5000") != std::string::npos);
}

void TestOnnxEnds::lastSoftmax()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string logits = scores(maker);
    QCOMPARE(normal(maker.answering(maker.node("Sigmoid", {logits}))).facts.answers,
             OnnxAnswers::Sigmoids);
    const std::string softmax = maker.node("Softmax", {logits}, {wholeAttribute("axis", 1)});
    const NormalModel plain = normal(maker.answering(softmax));
    QCOMPARE(plain.kinds(), "Conv GlobalAveragePool Flatten Flatten");
    QCOMPARE(plain.facts.answers, OnnxAnswers::Logits);
    const std::string cast = maker.node("Cast", {softmax}, {wholeAttribute("to", 1)});
    const std::string after = maker.node("Flatten", {maker.node("Identity", {cast})});
    QCOMPARE(normal(maker.answering(after)).kinds(),
             "Conv GlobalAveragePool Flatten Identity Flatten Flatten");
    const std::string logarithm = maker.node("Log", {softmax});
    QCOMPARE(normal(maker.answering(logarithm)).facts.answers, OnnxAnswers::Logits);
    QCOMPARE(normal(maker.answering(maker.node("LogSoftmax", {logits}))).kinds(),
             "Conv GlobalAveragePool Flatten Flatten");
}

void TestOnnxEnds::whatIsNoSoftmaxOverClasses()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string logits = scores(maker);
    const std::string pictures = maker.node("Softmax", {logits}, {wholeAttribute("axis", 0)});
    const NormalModel made = normal(maker.answering(pictures));
    QCOMPARE(made.kinds(), "Conv GlobalAveragePool Flatten Softmax Flatten");
    QCOMPARE(made.facts.answers, OnnxAnswers::Unknown);
    const std::string inside = maker.node("Softmax", {logits}, {wholeAttribute("axis", 1)});
    const std::string twice = maker.node("Mul", {inside, inside});
    QVERIFY(normal(maker.answering(twice)).kinds().find("Softmax") != std::string::npos);
}

void TestOnnxEnds::outputs()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string features = scores(maker);
    const std::string logits = maker.node("MatMul", {features, maker.noise({4, 7})});
    const std::string softmax = maker.node("Softmax", {logits}, {wholeAttribute("axis", 1)});
    maker.answering(softmax);
    for (const auto& [name, classes] : {std::pair{logits, 7}, std::pair{features, 4}}) {
        onnx::ValueInfoProto& output = *maker.graph().add_output();
        output.set_name(name);
        tell(output, 1, {-1, classes});
    }
    tell(*maker.graph().mutable_output(0), 1, {-1, 7});
    const std::string file = maker.model().SerializeAsString();
    const NormalModel made = normal(file);
    QCOMPARE(made.facts.output, logits);
    QCOMPARE(made.facts.classes, 7);
    QCOMPARE(made.facts.outputs, (std::vector<std::string>{softmax, logits, features}));
    const NormalModel chosen = normal(file, {.output = features});
    QCOMPARE(chosen.facts.classes, 4);
    QCOMPARE(chosen.kinds(), "Conv GlobalAveragePool Flatten");
    const auto unknown = readOnnx(file, "made.onnx", {.output = "scores\n"});
    QVERIFY(!unknown && unknown.error().kind == Error::Kind::Usage);
    QVERIFY(unknown.error().why.find("\"scores\\x0a\"") != std::string::npos);
    QVERIFY(unknown.error().advice.find(features) != std::string::npos);
}

void TestOnnxEnds::outputsMadeOfScores()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string logits = scores(maker);
    const std::string best = maker.node("ArgMax", {logits}, {wholeAttribute("axis", 1)});
    maker.answering(best);
    tell(*maker.graph().mutable_output(0), 7, {-1, 1});
    QCOMPARE(normal(maker.model().SerializeAsString()).kinds(),
             "Conv GlobalAveragePool Flatten Flatten Cast");

    const std::string map = maker.node("ZipMap", {maker.node("Softmax", {logits})});
    maker.graph().mutable_node()->rbegin()->set_domain("ai.onnx.ml");
    maker.graph().add_output()->set_name(map);
    maker.graph().mutable_output(1)->mutable_type()->set_sequence_type("anything");
    const NormalModel made = normal(maker.model().SerializeAsString());
    QCOMPARE(made.facts.output, map);
    QCOMPARE(made.facts.answers, OnnxAnswers::Logits);

    maker.graph().clear_output();
    maker.graph().add_output()->set_name(maker.node("Shape", {logits}));
    tell(*maker.graph().mutable_output(0), 7, {2});
    QVERIFY(refusal(maker.model().SerializeAsString()).find("none of its outputs") !=
            std::string::npos);
}

void TestOnnxEnds::shapesOfAnswers_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("classes"); // 0: refused
    QTest::addColumn<QString>("last");
    QTest::newRow("2-D") << "-1 4" << 4 << "GlobalAveragePool";
    QTest::newRow("4-D") << "-1 4 1 1" << 4 << "Flatten";
    QTest::newRow("3-D") << "-1 1 4" << 4 << "Flatten";
    QTest::newRow("1-D") << "4" << 4 << "Reshape";
    QTest::newRow("map") << "-1 4 7 7" << 0 << "is a map of 7 × 7";
    QTest::newRow("sequence") << "-1 9 4" << 0 << "? × 9 × 4";
    QTest::newRow("one number") << "-1 1" << 0 << "one number for a picture";
    QTest::newRow("one number, no side") << "-1" << 0 << "one number for a picture";
}

void TestOnnxEnds::shapesOfAnswers()
{
    QFETCH(QString, shape);
    QFETCH(int, classes);
    QFETCH(QString, last);
    OnnxMaker maker({-1, 3, 8, 8});
    maker.answering(maker.node("GlobalAveragePool", {maker.convolution("picture", {4, 3, 3, 3})}));
    tell(*maker.graph().mutable_output(0), 1, shapeIn(shape));
    const std::string file = maker.model().SerializeAsString();
    if (classes == 0) {
        QVERIFY2(refusal(file).find(last.toStdString()) != std::string::npos,
                 refusal(file).c_str());
        return;
    }
    const NormalModel made = normal(file);
    QCOMPARE(made.facts.classes, classes);
    QCOMPARE(made.graph().node().rbegin()->op_type(), last.toStdString());
    QCOMPARE(made.output(), shape == "4" ? "1×4" : "N×4");
    QCOMPARE(made.facts.fixedBatch, shape == "4");
}

QTEST_GUILESS_MAIN(TestOnnxEnds)
#include "tst_onnxends.moc"
