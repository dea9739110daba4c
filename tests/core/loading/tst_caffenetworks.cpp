// SPDX-License-Identifier: GPL-3.0-or-later
// Imported Caffe networks against OpenCV's own reader of the format, number by number, and their
// gradients against differences.
#include "core/base/Files.h"
#include "core/classifier/PixelBatch.h"
#include "core/classifier/SteadyCheck.h"
#include "core/loading/ModelImport.h"
#include "tests/core/importing/CaffeMaker.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <opencv2/dnn.hpp>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

struct Network
{
    std::string prototxt;
    CaffeMaker weights;
};

std::string convolution(const std::string& name, const std::string& bottom,
                        const std::string& parameters)
{
    return caffeLayer(name, "Convolution", bottom, "convolution_param { " + parameters + " }");
}

std::string pooling(const std::string& name, const std::string& bottom,
                    const std::string& parameters)
{
    return caffeLayer(name, "Pooling", bottom, "pooling_param { " + parameters + " }");
}

std::string inPlace(const std::string& name, const std::string& type, const std::string& blob,
                    const std::string& parameters = {})
{
    return "layer { name: \"" + name + "\" type: \"" + type + "\" bottom: \"" + blob +
           "\" top: \"" + blob + "\" " + parameters + " }\n";
}

std::string many(const std::string& name, const std::string& type,
                 const std::vector<std::string>& bottoms, const std::string& parameters = {})
{
    std::string text = "layer { name: \"" + name + "\" type: \"" + type + "\"";
    for (const std::string& bottom : bottoms)
        text += " bottom: \"" + bottom + "\"";
    return text + " top: \"" + name + "\" " + parameters + " }\n";
}

/// CaffeNet's beginning: a large stride, response normalisation, groups, pooling that overlaps.
/// (OpenCV does not read the constant k of the normalisation, so it stays at its 1.)
Network caffeNet()
{
    Network network{
        caffeInput(3, 63, 63) +
            convolution("conv1", "data", "num_output: 8 kernel_size: 11 stride: 4") +
            inPlace("relu1", "ReLU", "conv1") +
            pooling("pool1", "conv1", "kernel_size: 3 stride: 2") +
            caffeLayer("norm1", "LRN", "pool1",
                       "lrn_param { local_size: 5 alpha: 0.5 beta: 0.75 }") +
            convolution("conv2", "norm1", "num_output: 12 pad: 2 kernel_size: 5 group: 2") +
            inPlace("relu2", "ReLU", "conv2", "relu_param { negative_slope: 0.1 }") +
            pooling("pool2", "conv2", "kernel_size: 3 stride: 2") +
            caffeLayer("fc6", "InnerProduct", "pool2", "inner_product_param { num_output: 16 }") +
            inPlace("drop6", "Dropout", "fc6", "dropout_param { dropout_ratio: 0.5 }") +
            caffeLayer("fc7", "InnerProduct", "fc6", "inner_product_param { num_output: 5 }"),
        {}};
    network.weights.add("conv1", {{8, 3, 11, 11}, {8}}, 0.05)
        .add("conv2", {{12, 4, 5, 5}, {12}}, 0.1)
        .add("fc6", {{16, 108}, {16}})
        .add("fc7", {{5, 16}, {5}});
    return network;
}

/// An inception module of GoogLeNet between pooling that rounds up and an average at the end.
Network googLeNet()
{
    Network network{
        caffeInput(3, 30, 30) +
            convolution("stem/7x7_s2", "data", "num_output: 8 pad: 3 kernel_size: 7 stride: 2") +
            inPlace("stem/relu", "ReLU", "stem/7x7_s2") +
            pooling("stem/pool", "stem/7x7_s2", "pool: MAX kernel_size: 3 stride: 2") +
            convolution("3a/1x1", "stem/pool", "num_output: 4 kernel_size: 1") +
            convolution("3a/3x3", "stem/pool", "num_output: 6 kernel_size: 3 pad: 1") +
            convolution("3a/5x5", "stem/pool", "num_output: 2 kernel_size: 5 pad: 2") +
            pooling("3a/pool", "stem/pool", "pool: MAX kernel_size: 3 stride: 1 pad: 1") +
            convolution("3a/pool_proj", "3a/pool", "num_output: 3 kernel_size: 1") +
            many("3a/output", "Concat", {"3a/1x1", "3a/3x3", "3a/5x5", "3a/pool_proj"}) +
            pooling("pool5", "3a/output", "pool: AVE kernel_size: 3 stride: 2 pad: 1") +
            pooling("global", "pool5", "pool: AVE global_pooling: true") +
            caffeLayer("loss3/classifier", "InnerProduct", "global",
                       "inner_product_param { num_output: 4 }"),
        {}};
    network.weights.add("stem/7x7_s2", {{8, 3, 7, 7}, {8}}, 0.1)
        .add("3a/1x1", {{4, 8, 1, 1}, {4}})
        .add("3a/3x3", {{6, 8, 3, 3}, {6}})
        .add("3a/5x5", {{2, 8, 5, 5}, {2}})
        .add("3a/pool_proj", {{3, 8, 1, 1}, {3}})
        .add("loss3/classifier", {{4, 15}, {4}});
    return network;
}

/// A residual block: normalisation that is folded away, sums, a stride, a dilation.
Network resNet()
{
    Network network{
        caffeInput(1, 20, 24) +
            convolution("conv1", "data", "num_output: 6 kernel_size: 3 pad: 1 bias_term: false") +
            inPlace("bn1", "BatchNorm", "conv1") +
            inPlace("scale1", "Scale", "conv1", "scale_param { bias_term: true }") +
            inPlace("relu1", "ReLU", "conv1") +
            convolution("conv2", "conv1", "num_output: 6 kernel_size: 3 pad: 2 dilation: 2") +
            many("sum", "Eltwise", {"conv1", "conv2"},
                 "eltwise_param { operation: SUM coeff: 1 coeff: -0.5 }") +
            many("largest", "Eltwise", {"sum", "conv1"}, "eltwise_param { operation: MAX }") +
            caffeLayer("prelu", "PReLU", "largest") + caffeLayer("bn2", "BatchNorm", "prelu") +
            caffeLayer("tanh", "TanH", "bn2") +
            many("product", "Eltwise", {"tanh", "sum"}, "eltwise_param { operation: PROD }") +
            pooling("pool", "product",
                    "pool: MAX kernel_h: 2 kernel_w: 3 stride_h: 2 stride_w: 3") +
            caffeLayer("flat", "Flatten", "pool") +
            caffeLayer("fc", "InnerProduct", "flat", "inner_product_param { num_output: 3 }"),
        {}};
    network.weights.add("conv1", {{6, 1, 3, 3}})
        .add("bn1", {{6}, {6}, {1}})
        .makeLastPositive(1)
        .makeLastPositive(2)
        .add("scale1", {{6}, {6}}, 1)
        .add("conv2", {{6, 6, 3, 3}, {6}})
        .add("prelu", {{6}})
        .add("bn2", {{6}, {6}, {1}})
        .makeLastPositive(1)
        .makeLastPositive(2)
        .add("fc", {{3, 480}, {3}}, 0.05);
    return network;
}

/// What is left: response normalisation in the plane, powers, exponential and sigmoid units.
Network oddments()
{
    Network network{
        caffeInput(3, 12, 12) + convolution("c", "data", "num_output: 4 kernel_size: 3 stride: 2") +
            caffeLayer(
                "within", "LRN", "c",
                "lrn_param { local_size: 3 alpha: 0.7 beta: 0.75 norm_region: WITHIN_CHANNEL }") +
            caffeLayer("elu", "ELU", "within", "elu_param { alpha: 0.7 }") +
            caffeLayer("abs", "AbsVal", "elu") +
            caffeLayer("power", "Power", "abs", "power_param { power: 2 scale: 0.5 shift: 0.3 }") +
            caffeLayer("sigmoid", "Sigmoid", "power") +
            caffeLayer("shape", "Reshape", "sigmoid",
                       "reshape_param { shape { dim: 0 dim: -1 } }") +
            caffeLayer("ip", "InnerProduct", "shape", "inner_product_param { num_output: 4 }"),
        {}};
    network.weights.add("c", {{4, 3, 3, 3}, {4}}).add("ip", {{4, 100}, {4}});
    return network;
}

/// Left-over pixels and padding on every side: where rounding up matters.
Network roundedUp()
{
    Network network{
        caffeInput(1, 17, 18) +
            pooling("average", "data", "pool: AVE kernel_size: 4 stride: 3 pad: 1") +
            convolution("c", "average", "num_output: 4 kernel_size: 1") +
            pooling("largest", "c", "pool: MAX kernel_size: 3 stride: 2 pad: 1") +
            caffeLayer("ip", "InnerProduct", "largest", "inner_product_param { num_output: 3 }"),
        {}};
    network.weights.add("c", {{4, 1, 1, 1}, {4}}).add("ip", {{3, 64}, {3}});
    return network;
}

/// Padding of more than half a window, which LibTorch does not allow in pooling.
Network widelyPadded()
{
    Network network{
        caffeInput(1, 17, 18) +
            pooling("average", "data", "pool: AVE kernel_size: 3 stride: 3 pad: 2") +
            convolution("c", "average", "num_output: 4 kernel_size: 1") +
            pooling("largest", "c", "pool: MAX kernel_size: 3 stride: 2 pad: 2") +
            caffeLayer("ip", "InnerProduct", "largest", "inner_product_param { num_output: 3 }"),
        {}};
    network.weights.add("c", {{4, 1, 1, 1}, {4}}).add("ip", {{3, 100}, {3}});
    return network;
}

const std::string shared = [] {
    const char* folder = std::getenv("PAREIDOLIA_SHARED");
    return std::string(folder ? folder : PAREIDOLIA_SOURCE "/../shared") + "/models/";
}();

} // namespace

class TestCaffeNetworks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreThoseOfOpenCv_data();
    void answersAreThoseOfOpenCv();
    void gradientsAreDifferences_data();
    void gradientsAreDifferences();
    void realNetworksAnswerAsInOpenCv_data();
    void realNetworksAnswerAsInOpenCv();

private:
    static void addNetworks();
    ImportSettings written(const Network& network) const;
    static void compare(const ImportSettings& settings, const std::string& logits);

    QTemporaryDir m_folder;
};

Q_DECLARE_METATYPE(Network)

void TestCaffeNetworks::addNetworks()
{
    QTest::addColumn<Network>("network");
    QTest::newRow("caffenet") << caffeNet();
    QTest::newRow("googlenet") << googLeNet();
    QTest::newRow("resnet") << resNet();
    QTest::newRow("oddments") << oddments();
    QTest::newRow("rounded up") << roundedUp();
    QTest::newRow("widely padded") << widelyPadded();
}

ImportSettings TestCaffeNetworks::written(const Network& network) const
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    ImportSettings settings;
    settings.files = {folder / "net.prototxt", folder / "net.caffemodel"};
    settings.mean = {120};
    settings.scale = {0.02f};
    if (!writeFile(settings.files[0], network.prototxt) ||
        !writeFile(settings.files[1], network.weights.bytes()))
        qFatal("the disk is full");
    return settings;
}

void TestCaffeNetworks::compare(const ImportSettings& settings, const std::string& logits)
{
    const auto draft = draftImport(settings);
    QVERIFY2(draft, draft ? "" : draft.error().sentence().c_str());
    const ModelInfo& info = draft->info;
    cv::dnn::Net theirs =
        cv::dnn::readNetFromCaffe(settings.files[0].string(), settings.files[1].string());
    const auto pictures = noisePictures(info.input, 3);
    const auto ours = draft->classifier->score(pictures);
    QVERIFY(ours);
    const int sizes[] = {1, info.input.channels, info.input.height, info.input.width};
    cv::Mat blob(4, sizes, CV_32F);
    const PixelBatch batch(info);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        batch.fill(std::span(&pictures[i], 1), {blob.ptr<float>(), info.input.bytes()});
        theirs.setInput(blob);
        const cv::Mat answer = logits.empty() ? theirs.forward() : theirs.forward(logits);
        QCOMPARE(answer.total(), info.classes());
        const std::vector<double> numbers(answer.ptr<float>(),
                                          answer.ptr<float>() + info.classes());
        std::vector<double> expected(info.classes());
        logOddsFromLogits(numbers, expected);
        for (std::size_t c = 0; c < expected.size(); ++c)
            QVERIFY2(std::abs(ours->row(i)[c] - expected[c]) < 1e-4,
                     qPrintable(QStringLiteral("class %1: %2 and %3")
                                    .arg(c)
                                    .arg(ours->row(i)[c])
                                    .arg(expected[c])));
    }
}

void TestCaffeNetworks::answersAreThoseOfOpenCv_data()
{
    addNetworks();
}

void TestCaffeNetworks::answersAreThoseOfOpenCv()
{
    QFETCH(Network, network);
    compare(written(network), {});
}

void TestCaffeNetworks::gradientsAreDifferences_data()
{
    addNetworks();
}

/// Along its own direction a gradient is as long as the slope is steep.
void TestCaffeNetworks::gradientsAreDifferences()
{
    QFETCH(Network, network);
    const auto draft = draftImport(written(network));
    QVERIFY2(draft, draft ? "" : draft.error().sentence().c_str());
    QVERIFY(draft->classifier->hasGradient());
    const auto probabilityAt = [&](const std::vector<float>& pixels) {
        const GradientQuery query{.pixels = pixels, .target = 1};
        return draft->classifier->gradients(std::span(&query, 1))->front();
    };
    for (const std::vector<float>& pixels : noisePixels(draft->info.input, 3)) {
        const Gradient gradient = probabilityAt(pixels);
        double square = 0;
        for (const float value : gradient.values)
            square += static_cast<double>(value) * static_cast<double>(value);
        const double length = std::sqrt(square);
        QVERIFY(length > 0);
        constexpr double step = 0.5;
        std::vector<float> up = pixels;
        std::vector<float> down = pixels;
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            const auto way =
                static_cast<float>(step * static_cast<double>(gradient.values[i]) / length);
            up[i] += way;
            down[i] -= way;
        }
        const double slope =
            (probabilityAt(up).probability - probabilityAt(down).probability) / (2 * step);
        QVERIFY2(std::abs(slope - length) < 0.03 * length,
                 qPrintable(QStringLiteral("%1 and %2").arg(slope).arg(length)));
    }
}

void TestCaffeNetworks::realNetworksAnswerAsInOpenCv_data()
{
    QTest::addColumn<QString>("prototxt");
    QTest::addColumn<QString>("caffemodel");
    QTest::addColumn<QString>("logits");
    QTest::addColumn<float>("scale");
    QTest::newRow("LeNet") << "caffe-lenet/lenet_deploy.prototxt"
                           << "caffe-lenet/lenet_iter_10000.caffemodel"
                           << "ip2" << 0.00390625f;
    QTest::newRow("SqueezeNet") << "squeezenet_v1.0/deploy.prototxt"
                                << "squeezenet_v1.0/squeezenet_v1.0.caffemodel"
                                << "" << 1.0f;
}

void TestCaffeNetworks::realNetworksAnswerAsInOpenCv()
{
    QFETCH(QString, prototxt);
    QFETCH(QString, caffemodel);
    QFETCH(QString, logits);
    QFETCH(float, scale);
    ImportSettings settings;
    settings.files = {shared + prototxt.toStdString(), shared + caffemodel.toStdString()};
    if (!std::filesystem::exists(settings.files[0]))
        QSKIP("the networks to try importers with are not here");
    settings.scale = {scale};
    compare(settings, logits.toStdString());
}

QTEST_APPLESS_MAIN(TestCaffeNetworks)
#include "tst_caffenetworks.moc"
