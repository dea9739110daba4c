// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeReader.h"

#include "core/importing/GraphShapes.h"
#include "tests/core/importing/CaffeMaker.h"

#include <QtTest>
#include <cmath>

using namespace pareidolia;
using namespace pareidolia::test;

class TestCaffeReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsANetwork();
    void readsTheOlderGeneration();
    void readsAnInputLayer();
    void readsATrainingNetwork();
    void leavesOutWhatTheAnswerDoesNotNeed();
    void readsWindowsOfEveryForm();
    void roundsUpAsCaffeDoes_data();
    void roundsUpAsCaffeDoes();
    void dividesBatchNormByItsCount();
    void turnsTransposedWeights();
    void tellsWeightsThatNobodyUses();
    void sizeReplacesThatOfTheFile();

private:
    static Result<CaffeNetwork> read(const std::string& prototxt, const std::string& caffemodel,
                                     const CaffeOptions& options = {})
    {
        return readCaffe({prototxt, "net.prototxt", caffemodel, "net.caffemodel"}, options);
    }

    /// The shape of the answer.
    static ValueShape answer(const CaffeNetwork& network)
    {
        return inferShapes(network.graph, "net")->at(network.graph.output);
    }
};

#define VERIFY_READ(result) QVERIFY2(result, result ? "" : result.error().sentence().c_str())

void TestCaffeReader::readsANetwork()
{
    const auto network = read("name: \"tiny\" " + tinyPrototxt(), tinyCaffemodel().bytes());
    VERIFY_READ(network);
    QCOMPARE(network->graph.name, std::string("tiny"));
    QCOMPARE(network->graph.input, (std::array<std::int64_t, 3>{1, 6, 6}));
    QCOMPARE(network->graph.layers.size(), std::size_t{3});
    QCOMPARE(answer(*network), (ValueShape{2}));
    QVERIFY(network->remarks.empty());
    const auto& convolution = std::get<Convolution>(network->graph.layers[0].operation);
    QCOMPARE(convolution.weight.values.size(), std::size_t{18});
    QCOMPARE(convolution.weight.values[5], tinyCaffemodel().network().layer(0).blobs(0).data(5));
}

void TestCaffeReader::readsTheOlderGeneration()
{
    const std::string prototxt =
        caffeInput(1, 6, 6) +
        "layers { name: 'conv' type: CONVOLUTION bottom: 'data' top: 'conv' blobs_lr: 1 "
        "convolution_param { num_output: 2 kernel_size: 3 } }\n"
        "layers { name: 'relu' type: RELU bottom: 'conv' top: 'conv' }\n"
        "layers { name: 'drop' type: DROPOUT bottom: 'conv' top: 'conv' }\n"
        "layers { name: 'ip' type: INNER_PRODUCT bottom: 'conv' top: 'ip' "
        "inner_product_param { num_output: 2 } }\n"
        "layers { name: 'prob' type: SOFTMAX bottom: 'ip' top: 'prob' }\n";
    CaffeMaker maker;
    maker.addOld("conv", {{2, 1, 3, 3}, {1, 1, 1, 2}}).addOld("ip", {{1, 1, 2, 32}, {1, 1, 1, 2}});
    const auto network = read(prototxt, maker.bytes());
    VERIFY_READ(network);
    QCOMPARE(network->graph.layers.size(), std::size_t{4});
    QVERIFY(std::holds_alternative<Softmax>(network->graph.layers[3].operation));
    QCOMPARE(network->graph.layers[2].inputs, (std::vector<std::size_t>{2}));
}

void TestCaffeReader::readsAnInputLayer()
{
    const std::string prototxt =
        "layer { name: 'data' type: 'Input' top: 'data' input_param { shape { dim: 10 dim: 3 dim: "
        "8 dim: 9 } } }\n" +
        caffeLayer("ip", "InnerProduct", "data", "inner_product_param { num_output: 4 }");
    const auto network = read(prototxt, CaffeMaker().add("ip", {{4, 216}, {4}}).bytes());
    VERIFY_READ(network);
    QCOMPARE(network->graph.input, (std::array<std::int64_t, 3>{3, 8, 9}));
}

void TestCaffeReader::readsATrainingNetwork()
{
    const std::string prototxt =
        "layer { name: 'mnist' type: 'Data' top: 'data' top: 'label' include { phase: TRAIN } "
        "transform_param { crop_size: 5 } }\n"
        "layer { name: 'mnist' type: 'Data' top: 'data' top: 'label' include { phase: TEST } "
        "transform_param { crop_size: 6 mirror: false } data_param { backend: LMDB } }\n" +
        caffeLayer("conv", "Convolution", "data",
                   "convolution_param { num_output: 2 kernel_size: 3 }") +
        "layer { name: 'noise' type: 'Dropout' bottom: 'conv' top: 'conv' "
        "include { phase: TRAIN } }\n" +
        caffeLayer("early", "InnerProduct", "conv", "inner_product_param { num_output: 2 }") +
        "layer { name: 'loss1' type: 'SoftmaxWithLoss' bottom: 'early' bottom: 'label' top: "
        "'loss1' }\n" +
        caffeLayer("ip", "InnerProduct", "conv", "inner_product_param { num_output: 3 }") +
        "layer { name: 'accuracy' type: 'Accuracy' bottom: 'ip' bottom: 'label' top: 'accuracy' }\n"
        "layer { name: 'loss' type: 'SoftmaxWithLoss' bottom: 'ip' bottom: 'label' top: 'loss' }\n";
    CaffeMaker maker;
    maker.add("conv", {{2, 3, 3, 3}, {2}}).add("early", {{2, 32}, {2}}).add("ip", {{3, 32}, {3}});
    const auto network = read(prototxt, maker.bytes());
    VERIFY_READ(network);
    QCOMPARE(network->graph.input, (std::array<std::int64_t, 3>{3, 6, 6}));
    QCOMPARE(network->graph.layers.size(), std::size_t{2});
    QCOMPARE(answer(*network), (ValueShape{3}));
}

void TestCaffeReader::leavesOutWhatTheAnswerDoesNotNeed()
{
    const std::string prototxt = tinyPrototxt() + caffeLayer("side", "Python", "conv") +
                                 "layer { name: 'quiet' type: 'Silence' bottom: 'side' }\n";
    const auto network = read(prototxt, tinyCaffemodel().bytes());
    VERIFY_READ(network);
    QCOMPARE(network->graph.layers.size(), std::size_t{3});
}

void TestCaffeReader::readsWindowsOfEveryForm()
{
    const std::string prototxt =
        caffeInput(4, 20, 30) +
        caffeLayer("a", "Convolution", "data",
                   "convolution_param { num_output: 6 kernel_h: 3 kernel_w: 5 stride_h: 1 "
                   "stride_w: 2 pad_h: 1 pad_w: 2 group: 2 bias_term: false }") +
        caffeLayer("b", "Convolution", "a",
                   "convolution_param { num_output: 2 kernel_size: 3 kernel_size: 1 pad: 2 pad: 0 "
                   "dilation: 2 dilation: 1 }") +
        caffeLayer("c", "Pooling", "b", "pooling_param { pool: AVE global_pooling: true }");
    CaffeMaker maker;
    maker.add("a", {{6, 2, 3, 5}}).add("b", {{2, 6, 3, 1}, {2}});
    const auto network = read(prototxt, maker.bytes());
    VERIFY_READ(network);
    const auto shapes = inferShapes(network->graph, "net");
    QCOMPARE(shapes->at(1), (ValueShape{6, 20, 15}));
    QCOMPARE(shapes->at(2), (ValueShape{2, 20, 15}));
    QCOMPARE(shapes->at(3), (ValueShape{2, 1, 1}));
}

void TestCaffeReader::roundsUpAsCaffeDoes_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<QString>("window");
    QTest::addColumn<int>("pooled");
    QTest::newRow("GoogLeNet's first") << 112 << "kernel_size: 3 stride: 2" << 56;
    QTest::newRow("AlexNet's last") << 13 << "kernel_size: 3 stride: 2" << 6;
    QTest::newRow("a rest") << 6 << "kernel_size: 3 stride: 2" << 3;
    QTest::newRow("rounded down") << 6 << "kernel_size: 3 stride: 2 round_mode: FLOOR" << 2;
    // Caffe drops a last window that begins in the padding.
    QTest::newRow("all padding") << 4 << "kernel_size: 2 stride: 2 pad: 1" << 3;
    QTest::newRow("padded rest") << 5 << "kernel_size: 2 stride: 2 pad: 1" << 3;
}

void TestCaffeReader::roundsUpAsCaffeDoes()
{
    QFETCH(int, side);
    QFETCH(QString, window);
    QFETCH(int, pooled);
    const std::string prototxt =
        caffeInput(2, side, side) + caffeLayer("bias", "Bias", "data") +
        caffeLayer("pool", "Pooling", "bias", "pooling_param { " + window.toStdString() + " }");
    const auto network = read(prototxt, CaffeMaker().add("bias", {{2}}).bytes());
    VERIFY_READ(network);
    QCOMPARE(answer(*network), (ValueShape{2, pooled, pooled}));
}

void TestCaffeReader::dividesBatchNormByItsCount()
{
    CaffeMaker maker;
    maker.add("norm", {{2}, {2}, {1}});
    auto& blobs = *maker.network().mutable_layer(0)->mutable_blobs();
    blobs[0].set_data(0, 30);
    blobs[1].set_data(0, 40);
    blobs[1].set_data(1, 10);
    blobs[2].set_data(0, 10);
    const auto network = read(caffeInput(2, 1, 1) + caffeLayer("norm", "BatchNorm", "data",
                                                               "batch_norm_param { eps: 0 }"),
                              maker.bytes());
    VERIFY_READ(network);
    const auto& affine = std::get<ChannelAffine>(network->graph.layers[0].operation);
    QCOMPARE(affine.scale.values[0], 0.5f);  // variance 40 / 10
    QCOMPARE(affine.shift.values[0], -1.5f); // mean 30 / 10
    QCOMPARE(affine.scale.values[1], 1.0f);
}

void TestCaffeReader::turnsTransposedWeights()
{
    CaffeMaker maker;
    maker.add("ip", {{3, 2}});
    const auto network =
        read(caffeInput(3, 1, 1) + caffeLayer("ip", "InnerProduct", "data",
                                              "inner_product_param { num_output: 2 transpose: true "
                                              "bias_term: false }"),
             maker.bytes());
    VERIFY_READ(network);
    const auto& dense = std::get<Dense>(network->graph.layers[0].operation);
    QCOMPARE(dense.weight.shape, (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(dense.weight.values[1], maker.network().layer(0).blobs(0).data(2));
}

void TestCaffeReader::tellsWeightsThatNobodyUses()
{
    CaffeMaker maker = tinyCaffemodel();
    maker.add("loss1/classifier", {{2, 2}});
    const auto network = read(tinyPrototxt(), maker.bytes());
    VERIFY_READ(network);
    QCOMPARE(network->remarks.size(), std::size_t{1});
    QVERIFY(network->remarks[0].find("\"loss1/classifier\"") != std::string::npos);
}

void TestCaffeReader::sizeReplacesThatOfTheFile()
{
    const std::string prototxt =
        caffeInput(1, 6, 6) +
        caffeLayer("conv", "Convolution", "data",
                   "convolution_param { num_output: 2 kernel_size: 3 }") +
        caffeLayer("pool", "Pooling", "conv", "pooling_param { pool: AVE global_pooling: true }");
    const std::string weights = CaffeMaker().add("conv", {{2, 1, 3, 3}, {2}}).bytes();
    const auto larger = read(prototxt, weights, {.size = 9});
    VERIFY_READ(larger);
    QCOMPARE(larger->graph.input, (std::array<std::int64_t, 3>{1, 9, 9}));
    const auto misfit = read(tinyPrototxt(), tinyCaffemodel().bytes(), {.size = 9});
    QVERIFY(!misfit);
    QVERIFY(misfit.error().why.find("\"ip\"") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestCaffeReader)
#include "tst_caffereader.moc"
