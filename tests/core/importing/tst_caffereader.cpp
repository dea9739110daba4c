// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeReader.h"

#include "tests/core/importing/CaffeMaker.h"
#include "tests/core/importing/OnnxView.h"

#include <QtTest>

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
    void leavesOutAFinalSoftmax_data();
    void leavesOutAFinalSoftmax();
    void keepsASoftmaxOfSomethingElse();
    void namesAnEmbedding();
    void tellsWeightsThatNobodyUses();
    void sizeReplacesThatOfTheFile();

private:
    static Result<CaffeNetwork> read(const std::string& prototxt, const std::string& caffemodel,
                                     const CaffeOptions& options = {})
    {
        return readCaffe({prototxt, "net.prototxt", caffemodel, "net.caffemodel"}, options);
    }
};

#define VERIFY_READ(result) QVERIFY2(result, result ? "" : result.error().sentence().c_str())

void TestCaffeReader::readsANetwork()
{
    const auto network = read("name: \"tiny\" " + tinyPrototxt(), tinyCaffemodel().bytes());
    VERIFY_READ(network);
    QCOMPARE(network->name, std::string("tiny"));
    QCOMPARE(network->input, (std::array<std::int64_t, 3>{1, 6, 6}));
    QCOMPARE(network->classes, std::size_t{2});
    QCOMPARE(network->answers, AnswerKind::Logits);
    QVERIFY(network->remarks.empty());
    QVERIFY(network->mean.empty() && network->scale.empty());
    const OnnxView view(network->onnx);
    QCOMPARE(view.graph().name(), std::string("tiny"));
    QCOMPARE(view.types(), std::string("Conv MaxPool Flatten Gemm"));
    QCOMPARE(view.graph().node(0).input(0), std::string("pictures"));
    QCOMPARE(view.graph().node(3).output(0), std::string("answers"));
    QCOMPARE(view.shapeOf("conv.weight"), (std::vector<std::int64_t>{2, 1, 3, 3}));
    QCOMPARE(view.numbers<float>("conv.weight").at(5),
             tinyCaffemodel().network().layer(0).blobs(0).data(5));
    QCOMPARE(view.shapeOf("ip.bias"), (std::vector<std::int64_t>{2}));
    const auto& dims = view.graph().output(0).type().tensor_type().shape();
    QCOMPARE(dims.dim(0).dim_param(), std::string("N"));
    QCOMPARE(dims.dim(1).dim_value(), 2);
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
    const OnnxView view(network->onnx);
    QCOMPARE(view.types(), std::string("Conv Relu Flatten Gemm"));
    QCOMPARE(view.shapeOf("ip.weight"), (std::vector<std::int64_t>{2, 32}));
    QCOMPARE(view.shapeOf("conv.bias"), (std::vector<std::int64_t>{2}));
}

void TestCaffeReader::readsAnInputLayer()
{
    const std::string prototxt =
        "layer { name: 'data' type: 'Input' top: 'data' input_param { shape { dim: 10 dim: 3 dim: "
        "8 dim: 9 } } }\n" +
        caffeLayer("ip", "InnerProduct", "data", "inner_product_param { num_output: 4 }");
    const auto network = read(prototxt, CaffeMaker().add("ip", {{4, 216}, {4}}).bytes());
    VERIFY_READ(network);
    QCOMPARE(network->input, (std::array<std::int64_t, 3>{3, 8, 9}));
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
    QCOMPARE(network->input, (std::array<std::int64_t, 3>{3, 6, 6}));
    QCOMPARE(network->classes, std::size_t{3});
    QCOMPARE(OnnxView(network->onnx).types(), std::string("Conv Flatten Gemm"));
}

void TestCaffeReader::leavesOutWhatTheAnswerDoesNotNeed()
{
    const std::string prototxt = tinyPrototxt() + caffeLayer("side", "Python", "conv") +
                                 "layer { name: 'quiet' type: 'Silence' bottom: 'side' }\n";
    const auto network = read(prototxt, tinyCaffemodel().bytes());
    VERIFY_READ(network);
    QCOMPARE(OnnxView(network->onnx).types(), std::string("Conv MaxPool Flatten Gemm"));
}

void TestCaffeReader::leavesOutAFinalSoftmax_data()
{
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("types");
    QTest::addColumn<bool>("leftOut");
    const auto row = [](const char* name, const std::string& end, const char* types, bool leftOut) {
        QTest::newRow(name) << QString::fromStdString(end) << types << leftOut;
    };
    row("none", "", "Flatten Gemm", false);
    row("softmax", caffeLayer("prob", "Softmax", "ip"), "Flatten Gemm", true);
    row("the last axis", caffeLayer("prob", "Softmax", "ip", "softmax_param { axis: -1 }"),
        "Flatten Gemm", true);
    row("flattened", caffeLayer("prob", "Softmax", "ip") + caffeLayer("flat", "Flatten", "prob"),
        "Flatten Gemm Flatten", true);
    row("not at the end", caffeLayer("prob", "Softmax", "ip") + caffeLayer("r", "ReLU", "prob"),
        "Flatten Gemm Softmax Relu", false);
}

void TestCaffeReader::leavesOutAFinalSoftmax()
{
    QFETCH(QString, end);
    QFETCH(QString, types);
    QFETCH(bool, leftOut);
    const std::string prototxt =
        caffeInput(1, 2, 2) +
        caffeLayer("ip", "InnerProduct", "data", "inner_product_param { num_output: 3 }") +
        end.toStdString();
    const auto network = read(prototxt, CaffeMaker().add("ip", {{3, 4}, {3}}).bytes());
    VERIFY_READ(network);
    QCOMPARE(OnnxView(network->onnx).types(), types.toStdString());
    QCOMPARE(network->answers, AnswerKind::Logits);
    QCOMPARE(network->remarks.size(), std::size_t{leftOut ? 1u : 0u});
}

void TestCaffeReader::keepsASoftmaxOfSomethingElse()
{
    const std::string prototxt =
        caffeInput(3, 2, 2) +
        caffeLayer("pool", "Pooling", "data", "pooling_param { global_pooling: true }") +
        caffeLayer("bias", "Bias", "pool") +
        caffeLayer("across", "Softmax", "bias", "softmax_param { axis: 2 }");
    const auto network = read(prototxt, CaffeMaker().add("bias", {{3}}).bytes());
    VERIFY_READ(network);
    QCOMPARE(OnnxView(network->onnx).types(), std::string("GlobalMaxPool Add Softmax Flatten"));
    QCOMPARE(network->answers, AnswerKind::Probabilities);
}

void TestCaffeReader::namesAnEmbedding()
{
    const std::string prototxt =
        caffeInput(1, 2, 2) +
        caffeLayer("feat", "InnerProduct", "data", "inner_product_param { num_output: 3 }");
    const std::string weights = CaffeMaker().add("feat", {{3, 4}, {3}}).bytes();
    const auto network = read(prototxt, weights);
    VERIFY_READ(network);
    QCOMPARE(network->remarks.size(), std::size_t{1});
    QVERIFY(network->remarks[0].find("\"feat\"") != std::string::npos);
    const auto classifier = read(prototxt + caffeLayer("prob", "Softmax", "feat"), weights);
    VERIFY_READ(classifier);
    QCOMPARE(classifier->remarks.size(), std::size_t{1});
    QVERIFY(classifier->remarks[0].find("softmax") != std::string::npos);
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
    const auto larger = read(prototxt, weights, {.size = PictureSize{12, 9}});
    VERIFY_READ(larger);
    QCOMPARE(larger->input, (std::array<std::int64_t, 3>{1, 9, 12}));
    const auto misfit = read(tinyPrototxt(), tinyCaffemodel().bytes(), {.size = PictureSize{9, 9}});
    QVERIFY(!misfit);
    QVERIFY(misfit.error().why.find("\"ip\"") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestCaffeReader)
#include "tst_caffereader.moc"
