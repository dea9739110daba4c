// SPDX-License-Identifier: GPL-3.0-or-later
// What Caffe's layers become in ONNX.
#include "core/importing/CaffeReader.h"
#include "tests/core/importing/CaffeMaker.h"
#include "tests/core/importing/OnnxView.h"

#include <QtTest>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

using List = std::vector<std::int64_t>;

/// Any value, then one number per class: its weights tell how many numbers the value has.
std::string dense(const std::string& bottom)
{
    return caffeLayer("ip", "InnerProduct", bottom, "inner_product_param { num_output: 2 }");
}

std::string pooling(const std::string& bottom, const std::string& parameters)
{
    return caffeLayer("pool", "Pooling", bottom, "pooling_param { " + parameters + " }");
}

} // namespace

class TestCaffeLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWindowsOfEveryForm();
    void roundsUpAsCaffeDoes_data();
    void roundsUpAsCaffeDoes();
    void dividesAveragesAsCaffeDoes_data();
    void dividesAveragesAsCaffeDoes();
    void dividesBatchNormByItsCount();
    void takesTransposedWeights();
    void normalisesResponses();
    void weighsSums();
    void slices();
    void scalesByAValue();
    void leavesOutWhatDoesNothing();
    void writesLayersOfOneNode_data();
    void writesLayersOfOneNode();

private:
    /// Fails the test if the network cannot be read.
    static std::string written(const std::string& prototxt, const CaffeMaker& weights)
    {
        const auto network =
            readCaffe({prototxt, "net.prototxt", weights.bytes(), "net.caffemodel"});
        if (!network)
            throw std::runtime_error(network.error().sentence());
        return network->onnx;
    }
};

void TestCaffeLayers::readsWindowsOfEveryForm()
{
    const std::string prototxt =
        caffeInput(4, 20, 30) +
        caffeLayer("a", "Convolution", "data",
                   "convolution_param { num_output: 6 kernel_h: 3 kernel_w: 5 stride_h: 1 "
                   "stride_w: 2 pad_h: 1 pad_w: 2 group: 2 bias_term: false }") +
        caffeLayer("b", "Convolution", "a",
                   "convolution_param { num_output: 2 kernel_size: 3 kernel_size: 1 pad: 2 pad: 0 "
                   "dilation: 2 dilation: 1 }") +
        dense("b");
    CaffeMaker maker;
    maker.add("a", {{6, 2, 3, 5}}).add("b", {{2, 6, 3, 1}, {2}}).add("ip", {{2, 600}, {2}});
    const OnnxView view(written(prototxt, maker));
    QCOMPARE(view.types(), std::string("Conv Conv Flatten Gemm"));
    const onnx::NodeProto& first = view.graph().node(0);
    QCOMPARE(first.input_size(), 2);
    QCOMPARE(OnnxView::integers(first, "kernel_shape"), (List{3, 5}));
    QCOMPARE(OnnxView::integers(first, "strides"), (List{1, 2}));
    QCOMPARE(OnnxView::integers(first, "pads"), (List{1, 2, 1, 2}));
    QCOMPARE(OnnxView::attribute(first, "group")->i(), 2);
    const onnx::NodeProto& second = view.graph().node(1);
    QCOMPARE(second.input_size(), 3);
    QCOMPARE(OnnxView::integers(second, "dilations"), (List{2, 1}));
    QCOMPARE(OnnxView::integers(second, "pads"), (List{2, 0, 2, 0}));
}

void TestCaffeLayers::roundsUpAsCaffeDoes_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<QString>("window");
    QTest::addColumn<int>("pooled");
    QTest::addColumn<int>("after");
    QTest::newRow("GoogLeNet's first") << 112 << "kernel_size: 3 stride: 2" << 56 << 1;
    QTest::newRow("AlexNet's last") << 13 << "kernel_size: 3 stride: 2" << 6 << 0;
    QTest::newRow("a rest") << 6 << "kernel_size: 3 stride: 2" << 3 << 1;
    QTest::newRow("rounded down") << 6 << "kernel_size: 3 stride: 2 round_mode: FLOOR" << 2 << 0;
    // Caffe drops a last window that begins in the padding.
    QTest::newRow("all padding") << 4 << "kernel_size: 2 stride: 2 pad: 1" << 3 << 1;
    QTest::newRow("padded rest") << 5 << "kernel_size: 2 stride: 2 pad: 1" << 3 << 0;
}

/// Runtimes round in different ways: the padding is written so that nothing is left to round.
void TestCaffeLayers::roundsUpAsCaffeDoes()
{
    QFETCH(int, side);
    QFETCH(QString, window);
    QFETCH(int, pooled);
    QFETCH(int, after);
    const OnnxView view(
        written(caffeInput(2, side, side) + pooling("data", window.toStdString()) + dense("pool"),
                CaffeMaker().add("ip", {{2, 2 * pooled * pooled}, {2}})));
    const onnx::NodeProto& pool = view.node("MaxPool");
    QVERIFY(!OnnxView::attribute(pool, "ceil_mode"));
    const List pads = OnnxView::integers(pool, "pads");
    QCOMPARE(pads.at(2), std::int64_t{after});
    QCOMPARE(pads.at(3), std::int64_t{after});
    const std::int64_t room =
        side + pads.at(0) + pads.at(2) - OnnxView::integers(pool, "kernel_shape").at(0);
    QCOMPARE(room / OnnxView::integers(pool, "strides").at(0) + 1, std::int64_t{pooled});
}

void TestCaffeLayers::dividesAveragesAsCaffeDoes_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<QString>("window");
    QTest::addColumn<int>("pooled");
    QTest::addColumn<QString>("types");
    QTest::addColumn<bool>("padsCount");
    QTest::addColumn<QList<qint64>>("pads");
    using Pads = QList<qint64>;
    QTest::newRow("whole") << 6 << "kernel_size: 2 stride: 2" << 3 << "AveragePool Flatten Gemm"
                           << true << Pads{0, 0, 0, 0};
    // The zeros around the plane count …
    QTest::newRow("padded") << 6 << "kernel_size: 3 stride: 1 pad: 1" << 6
                            << "AveragePool Flatten Gemm" << true << Pads{1, 1, 1, 1};
    // … what a last window lacks does not …
    QTest::newRow("a rest") << 6 << "kernel_size: 3 stride: 2" << 3 << "AveragePool Flatten Gemm"
                            << false << Pads{0, 0, 1, 1};
    // … and where there is both, the zeros belong to the plane.
    QTest::newRow("both") << 5 << "kernel_size: 4 stride: 2 pad: 1" << 3
                          << "Pad AveragePool Flatten Gemm" << false << Pads{0, 0, 1, 1};
}

void TestCaffeLayers::dividesAveragesAsCaffeDoes()
{
    QFETCH(int, side);
    QFETCH(QString, window);
    QFETCH(int, pooled);
    QFETCH(QString, types);
    QFETCH(bool, padsCount);
    QFETCH(QList<qint64>, pads);
    const OnnxView view(written(caffeInput(1, side, side) +
                                    pooling("data", "pool: AVE " + window.toStdString()) +
                                    dense("pool"),
                                CaffeMaker().add("ip", {{2, pooled * pooled}, {2}})));
    QCOMPARE(view.types(), types.toStdString());
    const onnx::NodeProto& pool = view.node("AveragePool");
    QCOMPARE(OnnxView::attribute(pool, "count_include_pad")->i(), padsCount ? 1 : 0);
    QCOMPARE(OnnxView::integers(pool, "pads"), List(pads.begin(), pads.end()));
    if (types.startsWith("Pad"))
        QCOMPARE(view.numbers<std::int64_t>(view.node("Pad").input(1)),
                 (List{0, 0, 1, 1, 0, 0, 1, 1}));
}

void TestCaffeLayers::dividesBatchNormByItsCount()
{
    CaffeMaker maker;
    maker.add("norm", {{2}, {2}, {1}});
    auto& blobs = *maker.network().mutable_layer(0)->mutable_blobs();
    blobs[0].set_data(0, 30);
    blobs[1].set_data(0, 40);
    blobs[1].set_data(1, 10);
    blobs[2].set_data(0, 10);
    const OnnxView view(written(caffeInput(2, 1, 1) + caffeLayer("norm", "BatchNorm", "data",
                                                                 "batch_norm_param { eps: 0 }"),
                                maker));
    QCOMPARE(view.types(), std::string("Mul Add Flatten"));
    QCOMPARE(view.shapeOf("norm.scale"), (List{2, 1, 1}));
    QCOMPARE(view.numbers<float>("norm.scale").at(0), 0.5f);  // variance 40 / 10
    QCOMPARE(view.numbers<float>("norm.shift").at(0), -1.5f); // mean 30 / 10
    QCOMPARE(view.numbers<float>("norm.scale").at(1), 1.0f);
}

void TestCaffeLayers::takesTransposedWeights()
{
    CaffeMaker maker;
    maker.add("ip", {{3, 2}});
    const OnnxView view(
        written(caffeInput(3, 1, 1) + caffeLayer("ip", "InnerProduct", "data",
                                                 "inner_product_param { num_output: 2 transpose: "
                                                 "true bias_term: false }"),
                maker));
    const onnx::NodeProto& gemm = view.node("Gemm");
    QCOMPARE(gemm.input_size(), 2);
    QCOMPARE(OnnxView::attribute(gemm, "transB")->i(), 0);
    QCOMPARE(view.shapeOf("ip.weight"), (List{3, 2}));
}

void TestCaffeLayers::normalisesResponses()
{
    const auto with = [](const std::string& parameters) {
        return OnnxView(
            written(caffeInput(4, 3, 3) +
                        caffeLayer("norm", "LRN", "data", "lrn_param { " + parameters + " }") +
                        dense("norm"),
                    CaffeMaker().add("ip", {{2, 36}, {2}})));
    };
    const OnnxView across = with("local_size: 3 alpha: 0.5 beta: 0.25 k: 2");
    QCOMPARE(across.types(), std::string("LRN Flatten Gemm"));
    const onnx::NodeProto& node = across.node("LRN");
    QCOMPARE(OnnxView::attribute(node, "size")->i(), 3);
    QCOMPARE(OnnxView::attribute(node, "alpha")->f(), 0.5f);
    QCOMPARE(OnnxView::attribute(node, "beta")->f(), 0.25f);
    QCOMPARE(OnnxView::attribute(node, "bias")->f(), 2.0f);
    const OnnxView within = with("local_size: 5 k: 2 norm_region: WITHIN_CHANNEL");
    QCOMPARE(within.types(), std::string("Mul AveragePool Mul Add Pow Div Flatten Gemm"));
    QCOMPARE(OnnxView::integers(within.node("AveragePool"), "pads"), (List{2, 2, 2, 2}));
    QCOMPARE(within.numbers<float>(within.node("Add").input(1)).at(0), 1.0f); // Caffe reads no k
}

void TestCaffeLayers::weighsSums()
{
    const std::string prototxt =
        caffeInput(1, 2, 2) + caffeLayer("a", "ReLU", "data") + caffeLayer("b", "TanH", "data") +
        "layer { name: 's' type: 'Eltwise' bottom: 'a' bottom: 'b' bottom: 'data' top: 's' "
        "eltwise_param { coeff: 1 coeff: -0.5 coeff: 1 } }\n" +
        dense("s");
    const OnnxView view(written(prototxt, CaffeMaker().add("ip", {{2, 4}, {2}})));
    QCOMPARE(view.types(), std::string("Relu Tanh Mul Add Add Flatten Gemm"));
    QCOMPARE(view.numbers<float>(view.node("Mul").input(1)), std::vector<float>{-0.5f});
}

void TestCaffeLayers::slices()
{
    const std::string prototxt = caffeInput(4, 2, 2) +
                                 "layer { name: 's' type: 'Slice' bottom: 'data' top: 'x' top: 'y' "
                                 "slice_param { slice_point: 1 } }\n"
                                 "layer { name: 'quiet' type: 'Silence' bottom: 'x' }\n" +
                                 dense("y");
    const OnnxView view(written(prototxt, CaffeMaker().add("ip", {{2, 12}, {2}})));
    QCOMPARE(view.types(), std::string("Slice Flatten Gemm"));
    const onnx::NodeProto& node = view.node("Slice");
    QCOMPARE(view.numbers<std::int64_t>(node.input(1)), List{1});
    QCOMPARE(view.numbers<std::int64_t>(node.input(2)), List{4});
    QCOMPARE(view.numbers<std::int64_t>(node.input(3)), List{1});
}

void TestCaffeLayers::scalesByAValue()
{
    const std::string prototxt =
        caffeInput(3, 4, 4) +
        caffeLayer("g", "Pooling", "data", "pooling_param { pool: AVE global_pooling: true }") +
        "layer { name: 's' type: 'Scale' bottom: 'data' bottom: 'g' top: 's' "
        "scale_param { axis: 0 } }\n" +
        dense("s");
    const OnnxView view(written(prototxt, CaffeMaker().add("ip", {{2, 48}, {2}})));
    QCOMPARE(view.types(), std::string("GlobalAveragePool Reshape Mul Flatten Gemm"));
    QCOMPARE(view.numbers<std::int64_t>(view.node("Reshape").input(1)), (List{0, 3, 1, 1}));
}

void TestCaffeLayers::leavesOutWhatDoesNothing()
{
    const std::string prototxt =
        caffeInput(1, 2, 2) + caffeLayer("p", "Power", "data") +
        caffeLayer("d", "Dropout", "p", "dropout_param { dropout_ratio: 0.5 }") + dense("d");
    const OnnxView view(written(prototxt, CaffeMaker().add("ip", {{2, 4}, {2}})));
    QCOMPARE(view.types(), std::string("Flatten Gemm"));
    QCOMPARE(view.node("Flatten").input(0), std::string("pictures"));
}

void TestCaffeLayers::writesLayersOfOneNode_data()
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("types");
    const auto row = [](const char* name, const char* parameters, const char* types) {
        QTest::newRow(name) << QString::fromStdString(caffeLayer("x", name, "data", parameters))
                            << types;
    };
    row("ReLU", "", "Relu");
    row("ELU", "elu_param { alpha: 0.5 }", "Elu");
    row("AbsVal", "", "Abs");
    row("BNLL", "", "Softplus");
    row("Sigmoid", "", "Sigmoid");
    row("TanH", "", "Tanh");
    row("Softmax", "softmax_param { axis: 2 }", "Softmax");
    row("Power", "power_param { power: 2 scale: 3 shift: 1 }", "Mul Add Pow");
    row("Flatten", "", "Flatten");
    row("Flatten", "flatten_param { axis: 2 }", "Reshape");
    row("Reshape", "reshape_param { shape { dim: 0 dim: -1 dim: 2 } }", "Reshape");
}

void TestCaffeLayers::writesLayersOfOneNode()
{
    QFETCH(QString, layer);
    QFETCH(QString, types);
    const OnnxView view(written(caffeInput(2, 2, 2) + layer.toStdString() + dense("x"),
                                CaffeMaker().add("ip", {{2, 8}, {2}})));
    const std::string end = view.graph().node_size() == 2 ? " Gemm" : " Flatten Gemm";
    QCOMPARE(view.types(), types.toStdString() + end);
}

QTEST_APPLESS_MAIN(TestCaffeLayers)
#include "tst_caffelayers.moc"
