// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxReader.h"
#include "tests/core/importing/OnnxGraphs.h"
#include "tests/core/importing/OnnxMaker.h"

#include <QtTest>
#include <cstring>

using namespace pareidolia;
using test::graphOf;
using test::layerOf;
using test::listAttribute;
using test::numberAttribute;
using test::OnnxMaker;
using test::textAttribute;
using test::wholeAttribute;

class TestOnnxReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsASmallNetwork();
    void padsByItself_data();
    void padsByItself();
    void turnsAndScalesMatrices();
    void aSumAfterAProductIsItsBias();
    void aSharedProductKeepsItsNumbers();
    void foldsBatchNormalisation();
    void constantsByChannelBecomeAffine_data();
    void constantsByChannelBecomeAffine();
    void boundsAreAttributesOrInputs();
    void reshapes_data();
    void reshapes();
    void followsShapesPutTogetherByExporters();
    void readsEveryKindOfNumbers_data();
    void readsEveryKindOfNumbers();
    void takesPicturesThatEndWithChannels();
    void theCheckedFileIsReadAlike();
};

void TestOnnxReader::readsASmallNetwork()
{
    OnnxMaker maker({-1, 3, 9, 8});
    const auto conv = maker.node("Conv", {"picture", maker.noise({6, 1, 3, 3}), maker.noise({6})},
                                 {wholeAttribute("group", 3), listAttribute("strides", {2, 1}),
                                  listAttribute("pads", {1, 0, 1, 2})});
    const auto pool =
        maker.node("MaxPool", {maker.node("Relu", {conv})},
                   {listAttribute("kernel_shape", {2, 2}), listAttribute("strides", {2, 2}),
                    wholeAttribute("ceil_mode", 1)});
    const NetworkGraph graph = graphOf(maker.answeringSums(pool, 6 * 3 * 4));

    QCOMPARE(graph.input, (std::array<std::int64_t, 3>{3, 9, 8}));
    QCOMPARE(graph.name, std::string("made"));
    QCOMPARE(graph.layers.size(), std::size_t{5});
    QCOMPARE(graph.output, std::size_t{5});
    const auto* convolution = layerOf<Convolution>(graph);
    QVERIFY(convolution);
    QCOMPARE(convolution->groups, 3);
    QCOMPARE(convolution->weight.shape, (std::vector<std::int64_t>{6, 1, 3, 3}));
    QCOMPARE(convolution->weight.values.size(), std::size_t{54});
    QCOMPARE(convolution->bias.values.size(), std::size_t{6});
    QCOMPARE(convolution->window.stride, (std::array<std::int64_t, 2>{2, 1}));
    QCOMPARE(convolution->window.padding, (std::array<std::int64_t, 4>{1, 0, 1, 2}));
    QVERIFY(layerOf<Pooling>(graph)->roundUp);
    QCOMPARE(layerOf<Dense>(graph)->weight.shape, (std::vector<std::int64_t>{4, 72}));
    QCOMPARE(graph.layers[0].name, std::string("Conv3"));
    QCOMPARE(graph.layers[4].inputs, std::vector<std::size_t>{4});
}

void TestOnnxReader::padsByItself_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QList<qint64>>("padding");
    QTest::newRow("upper") << "SAME_UPPER" << QList<qint64>{0, 1, 1, 1};
    QTest::newRow("lower") << "SAME_LOWER" << QList<qint64>{1, 1, 0, 1};
    QTest::newRow("valid") << "VALID" << QList<qint64>{0, 0, 0, 0};
}

void TestOnnxReader::padsByItself()
{
    QFETCH(QString, word);
    QFETCH(QList<qint64>, padding);
    OnnxMaker maker({1, 1, 8, 7}); // stride 2: 8 rows need one more row, 7 columns two more
    const auto conv = maker.node(
        "Conv", {"picture", maker.noise({2, 1, 3, 3})},
        {textAttribute("auto_pad", word.toStdString()), listAttribute("strides", {2, 2})});
    const NetworkGraph graph = graphOf(maker.answering(conv));
    const auto* convolution = layerOf<Convolution>(graph);
    QVERIFY(convolution);
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(convolution->window.padding[i], padding[static_cast<qsizetype>(i)]);
}

void TestOnnxReader::turnsAndScalesMatrices()
{
    OnnxMaker maker({1, 1, 1, 2});
    const auto flat = maker.node("Flatten", {"picture"});
    const auto gemm = maker.node(
        "Gemm", {flat, maker.tensor({2, 3}, {1, 2, 3, 4, 5, 6}), maker.tensor({1}, {10})},
        {numberAttribute("alpha", 2), numberAttribute("beta", 0.5f)});
    const NetworkGraph graph = graphOf(maker.answering(gemm));
    const auto* dense = layerOf<Dense>(graph);
    QVERIFY(dense);
    QCOMPARE(dense->weight.shape, (std::vector<std::int64_t>{3, 2}));
    QCOMPARE(dense->weight.values, (std::vector<float>{2, 8, 4, 10, 6, 12}));
    QCOMPARE(dense->bias.values, (std::vector<float>{5, 5, 5}));
}

void TestOnnxReader::aSumAfterAProductIsItsBias()
{
    OnnxMaker maker({1, 1, 1, 2});
    const auto product = maker.node(
        "MatMul", {maker.node("Flatten", {"picture"}), maker.tensor({2, 2}, {1, 2, 3, 4})});
    const auto sum = maker.node("Add", {maker.tensor({2}, {7, 8}), product});
    const NetworkGraph graph = graphOf(maker.answering(sum));
    QCOMPARE(graph.layers.size(), std::size_t{2});
    QCOMPARE(layerOf<Dense>(graph)->bias.values, (std::vector<float>{7, 8}));
}

void TestOnnxReader::aSharedProductKeepsItsNumbers()
{
    OnnxMaker maker({1, 1, 1, 2});
    const auto product = maker.node(
        "MatMul", {maker.node("Flatten", {"picture"}), maker.tensor({2, 2}, {1, 2, 3, 4})});
    const auto sum = maker.node("Add", {product, maker.tensor({2}, {7, 8})});
    const NetworkGraph graph = graphOf(maker.answering(maker.node("Mul", {sum, product})));
    QVERIFY(layerOf<Dense>(graph)->bias.values.empty());
    QCOMPARE(layerOf<ChannelAffine>(graph)->shift.values, (std::vector<float>{7, 8}));
}

void TestOnnxReader::foldsBatchNormalisation()
{
    OnnxMaker maker({1, 1, 2, 2});
    const auto normal = maker.node("BatchNormalization",
                                   {"picture", maker.tensor({1}, {3}), maker.tensor({1}, {5}),
                                    maker.tensor({1}, {2}), maker.tensor({1}, {8})},
                                   {numberAttribute("epsilon", 1)});
    const NetworkGraph graph = graphOf(maker.answering(normal));
    const auto* affine = layerOf<ChannelAffine>(graph);
    QVERIFY(affine);
    QCOMPARE(affine->scale.values, std::vector<float>{1}); // 3 / sqrt(8 + 1)
    QCOMPARE(affine->shift.values, std::vector<float>{3}); // 5 − 2 · 1
}

void TestOnnxReader::constantsByChannelBecomeAffine_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("constantFirst");
    QTest::addColumn<float>("scale");
    QTest::addColumn<float>("shift");
    QTest::newRow("x + c") << "Add" << false << 1.0f << 4.0f;
    QTest::newRow("x − c") << "Sub" << false << 1.0f << -4.0f;
    QTest::newRow("c − x") << "Sub" << true << -1.0f << 4.0f;
    QTest::newRow("x · c") << "Mul" << false << 4.0f << 0.0f;
    QTest::newRow("c · x") << "Mul" << true << 4.0f << 0.0f;
    QTest::newRow("x / c") << "Div" << false << 0.25f << 0.0f;
}

void TestOnnxReader::constantsByChannelBecomeAffine()
{
    QFETCH(QString, kind);
    QFETCH(bool, constantFirst);
    QFETCH(float, scale);
    QFETCH(float, shift);
    // Channels, one number, and the old way to say an axis.
    for (const int way : {0, 1, 2}) {
        OnnxMaker maker({1, 3, 4, 4}, way == 2 ? 6 : 13);
        const std::size_t count = way == 1 ? 1 : 3;
        const auto constant = maker.tensor(way == 0   ? test::OnnxShape{3, 1, 1}
                                           : way == 1 ? test::OnnxShape{}
                                                      : test::OnnxShape{3},
                                           std::vector<float>(count, 4));
        OnnxMaker::Names inputs{"picture", constant};
        if (constantFirst)
            std::swap(inputs[0], inputs[1]);
        const OnnxMaker::Attributes attributes =
            way == 2
                ? OnnxMaker::Attributes{wholeAttribute("broadcast", 1), wholeAttribute("axis", 1)}
                : OnnxMaker::Attributes{};
        const NetworkGraph graph =
            graphOf(maker.answering(maker.node(kind.toStdString(), inputs, attributes)));
        const auto* affine = layerOf<ChannelAffine>(graph);
        QVERIFY(affine);
        QCOMPARE(affine->scale.values, std::vector<float>(count, scale));
        QCOMPARE(affine->shift.values, std::vector<float>(count, shift));
    }
}

void TestOnnxReader::boundsAreAttributesOrInputs()
{
    OnnxMaker inputs;
    const auto bounded =
        inputs.node("Clip", {"picture", inputs.tensor({}, {0}), inputs.tensor({}, {6})});
    const NetworkGraph fromInputs = graphOf(inputs.answering(bounded));
    OnnxMaker attributes({1, 3, 8, 8}, 6);
    const NetworkGraph fromAttributes = graphOf(attributes.answering(attributes.node(
        "Clip", {"picture"}, {numberAttribute("min", 0), numberAttribute("max", 6)})));
    for (const NetworkGraph& graph : {fromInputs, fromAttributes}) {
        const auto* clip = layerOf<Activation>(graph);
        QVERIFY(clip && clip->kind == Activation::Kind::Clip);
        QCOMPARE(clip->first, 0.0f);
        QCOMPARE(clip->second, 6.0f);
    }
}

void TestOnnxReader::reshapes_data()
{
    QTest::addColumn<QList<qint64>>("wanted");
    QTest::addColumn<bool>("flat");
    QTest::newRow("0, −1") << QList<qint64>{0, -1} << true;
    QTest::newRow("−1, all") << QList<qint64>{-1, 192} << true;
    QTest::newRow("1, −1") << QList<qint64>{1, -1} << true;
    QTest::newRow("1, all") << QList<qint64>{1, 192} << true;
    QTest::newRow("channels kept") << QList<qint64>{0, 0, -1} << false;
    QTest::newRow("another plane") << QList<qint64>{-1, 3, 16, 4} << false;
}

void TestOnnxReader::reshapes()
{
    QFETCH(QList<qint64>, wanted);
    QFETCH(bool, flat);
    OnnxMaker maker;
    const test::OnnxShape shape(wanted.begin(), wanted.end());
    const NetworkGraph graph =
        graphOf(maker.answering(maker.node("Reshape", {"picture", maker.integers(shape)})));
    QCOMPARE(graph.layers.size(), std::size_t{1});
    QCOMPARE(layerOf<Flatten>(graph) != nullptr, flat);
    if (!flat)
        QCOMPARE(layerOf<Reshape>(graph)->shape.front(), 0);
}

void TestOnnxReader::followsShapesPutTogetherByExporters()
{
    // x.view(x.size(0), -1), exported with an open batch.
    OnnxMaker maker({-1, 3, 8, 8});
    const auto shape = maker.node("Shape", {"picture"});
    onnx::AttributeProto zero;
    zero.set_name("value");
    zero.mutable_t()->set_data_type(7);
    zero.mutable_t()->add_int64_data(0);
    const auto index = maker.node("Constant", {}, {zero});
    const auto batch = maker.node("Gather", {shape, index}, {wholeAttribute("axis", 0)});
    const auto side = maker.node("Unsqueeze", {batch, maker.integers({0})});
    const auto wanted =
        maker.node("Concat", {side, maker.integers({-1})}, {wholeAttribute("axis", 0)});
    const NetworkGraph graph = graphOf(maker.answering(maker.node("Reshape", {"picture", wanted})));
    QCOMPARE(graph.layers.size(), std::size_t{1});
    QVERIFY(layerOf<Flatten>(graph));
}

void TestOnnxReader::readsEveryKindOfNumbers_data()
{
    QTest::addColumn<QByteArray>("tensor");
    const auto row = [](const char* name, int type, const auto& fill) {
        onnx::TensorProto tensor;
        tensor.set_data_type(type);
        tensor.add_dims(3);
        fill(tensor);
        QTest::newRow(name) << QByteArray::fromStdString(tensor.SerializeAsString());
    };
    row("float, typed", 1, [](auto& tensor) {
        for (const float value : {-1.5f, 0.25f, 8.0f})
            tensor.add_float_data(value);
    });
    row("double, typed", 11, [](auto& tensor) {
        for (const double value : {-1.5, 0.25, 8.0})
            tensor.add_double_data(value);
    });
    row("double, raw", 11, [](auto& tensor) {
        const double values[] = {-1.5, 0.25, 8.0};
        tensor.set_raw_data(values, sizeof values);
    });
    row("half, typed", 10, [](auto& tensor) {
        for (const int bits : {0xbe00, 0x3400, 0x4800})
            tensor.add_int32_data(bits);
    });
    row("half, raw", 10, [](auto& tensor) {
        const std::uint16_t values[] = {0xbe00, 0x3400, 0x4800};
        tensor.set_raw_data(values, sizeof values);
    });
    row("bfloat, raw", 16, [](auto& tensor) {
        const std::uint16_t values[] = {0xbfc0, 0x3e80, 0x4100};
        tensor.set_raw_data(values, sizeof values);
    });
}

void TestOnnxReader::readsEveryKindOfNumbers()
{
    QFETCH(QByteArray, tensor);
    OnnxMaker maker;
    onnx::TensorProto& numbers = *maker.graph().add_initializer();
    QVERIFY(numbers.ParseFromString(tensor.toStdString()));
    numbers.set_name("numbers");
    numbers.add_dims(1);
    numbers.add_dims(1);
    const NetworkGraph graph = graphOf(maker.answering(maker.node("Add", {"picture", "numbers"})));
    const auto* affine = layerOf<ChannelAffine>(graph);
    QVERIFY(affine);
    QCOMPARE(affine->shift.values, (std::vector<float>{-1.5f, 0.25f, 8.0f}));
}

void TestOnnxReader::takesPicturesThatEndWithChannels()
{
    OnnxMaker maker({-1, 6, 8, 3});
    const auto turned = maker.node("Transpose", {"picture"}, {listAttribute("perm", {0, 3, 1, 2})});
    const NetworkGraph graph = graphOf(maker.answering(maker.node("Relu", {turned})));
    QCOMPARE(graph.input, (std::array<std::int64_t, 3>{3, 6, 8}));
    QCOMPARE(graph.layers.size(), std::size_t{1});
}

void TestOnnxReader::theCheckedFileIsReadAlike()
{
    OnnxMaker maker({-1, 3, -1, -1});
    maker.node("Einsum", {"picture"}); // needed by nobody
    const std::string file = maker.answering(maker.node("Relu", {"picture"}));
    const auto checked = checkOnnx(file, "net.onnx", {.size = 9});
    QVERIFY(checked.has_value());
    QCOMPARE(checked->input, (std::array<std::int64_t, 3>{3, 9, 9}));
    const NetworkGraph graph = graphOf(checked->bytes);
    QCOMPARE(graph.input, checked->input);
    QCOMPARE(graph.layers.size(), std::size_t{1});
    QVERIFY(checked->bytes.find("Einsum") == std::string::npos);
    QCOMPARE(checkOnnx(checked->bytes, "net.onnx")->bytes, checked->bytes);
}

QTEST_GUILESS_MAIN(TestOnnxReader)
#include "tst_onnxreader.moc"
