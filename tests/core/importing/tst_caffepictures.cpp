// SPDX-License-Identifier: GPL-3.0-or-later
// What Caffe's files say of pictures: their size, mean and scale.
#include "core/importing/CaffeReader.h"
#include "tests/core/importing/CaffeMaker.h"
#include "tests/core/importing/OnnxView.h"

#include <QtTest>
#include <cstring>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

using Input = std::array<std::int64_t, 3>;
using Shape = std::vector<int>;

/// As NumPy writes it, with 0, 1, 2 … in it.
template <typename Number>
std::string numpy(const std::string& type, const std::string& shape, int count)
{
    std::string header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    header.resize(117, ' ');
    header += '\n';
    std::string bytes = std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(header.size()) +
                        std::string(1, '\0') + header;
    for (int i = 0; i < count; ++i) {
        const auto value = static_cast<Number>(i);
        bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
    }
    return bytes;
}

std::string binaryproto(const Shape& shape)
{
    caffe::BlobProto blob;
    blob.set_num(1);
    blob.set_channels(shape.at(0));
    blob.set_height(shape.at(1));
    blob.set_width(shape.at(2));
    for (int i = 0; i < shape[0] * shape[1] * shape[2]; ++i)
        blob.add_data(static_cast<float>(i));
    return blob.SerializeAsString();
}

std::string source(const std::string& type, const std::string& parameters)
{
    return "layer { name: 'data' type: '" + type + "' top: 'data' top: 'label' " + parameters +
           " }\n";
}

std::string behind()
{
    return caffeLayer("conv", "Convolution", "data",
                      "convolution_param { num_output: 2 kernel_size: 1 }") +
           caffeLayer("pool", "Pooling", "conv",
                      "pooling_param { pool: AVE global_pooling: true }");
}

std::string weights(int channels)
{
    return CaffeMaker().add("conv", {{2, channels, 1, 1}, {2}}).bytes();
}

} // namespace

class TestCaffePictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheSize_data();
    void findsTheSize();
    void readsTheTransformation_data();
    void readsTheTransformation();
    void subtractsAMeanExactly_data();
    void subtractsAMeanExactly();
    void averagesASmallMean();
    void takesNumbersPerChannel();
    void namesAMissingMean();
    void refusesABadMean_data();
    void refusesABadMean();

private:
    static Result<CaffeNetwork> read(const std::string& begin, int channels,
                                     const std::string& mean = {}, const CaffeOptions& options = {})
    {
        return readCaffe({begin + behind(), "net.prototxt", weights(channels), "net.caffemodel",
                          mean, "mean.npy"},
                         options);
    }
};

#define VERIFY_READ(result) QVERIFY2(result, result ? "" : result.error().sentence().c_str())

void TestCaffePictures::findsTheSize_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    const auto row = [](const char* name, const std::string& begin, Shape shape) {
        QTest::newRow(name) << QString::fromStdString(begin) << shape[0] << shape[1] << shape[2];
    };
    row("input_dim", caffeInput(3, 4, 5), {3, 4, 5});
    row("input_shape", "input: 'data' input_shape { dim: 1 dim: 1 dim: 7 dim: 6 }\n", {1, 7, 6});
    row("input_param",
        source("Input", "input_param { shape { dim: 1 dim: 3 dim: 9 dim: 8 } shape { dim: 1 } }"),
        {3, 9, 8});
    row("transform_param", source("Data", "transform_param { crop_size: 6 }"), {3, 6, 6});
    row("memory_data_param",
        source("MemoryData", "memory_data_param { batch_size: 2 channels: 1 height: 5 width: 4 }"),
        {1, 5, 4});
    row("image_data_param",
        source("ImageData", "image_data_param { source: 'x' new_height: 5 new_width: 4 }"),
        {3, 5, 4});
    row("grey images",
        source("ImageData", "image_data_param { new_height: 5 new_width: 4 "
                            "is_color: false }"),
        {1, 5, 4});
    row("cropped images",
        source("ImageData", "image_data_param { new_height: 8 new_width: 8 } "
                            "transform_param { crop_size: 6 }"),
        {3, 6, 6});
    row("old images", source("ImageData", "image_data_param { crop_size: 6 }"), {3, 6, 6});
    row("window_data_param", source("WindowData", "window_data_param { crop_size: 6 }"), {3, 6, 6});
    row("dummy_data_param",
        source("DummyData", "dummy_data_param { num: 1 num: 1 channels: 3 channels: 1 height: 5 "
                            "height: 1 width: 4 width: 1 }"),
        {3, 5, 4});
}

void TestCaffePictures::findsTheSize()
{
    QFETCH(QString, begin);
    QFETCH(int, channels);
    QFETCH(int, height);
    QFETCH(int, width);
    const auto network = read(begin.toStdString(), channels);
    VERIFY_READ(network);
    QCOMPARE(network->input, (Input{channels, height, width}));
}

void TestCaffePictures::readsTheTransformation_data()
{
    QTest::addColumn<QString>("parameters");
    QTest::addColumn<QList<float>>("mean");
    QTest::addColumn<QList<float>>("scale");
    using Numbers = QList<float>;
    QTest::newRow("nothing") << "transform_param { crop_size: 4 }" << Numbers{} << Numbers{};
    QTest::newRow("mean per channel")
        << "transform_param { crop_size: 4 mean_value: 104 mean_value: 117 mean_value: 123 }"
        << Numbers{104, 117, 123} << Numbers{};
    QTest::newRow("one mean") << "transform_param { crop_size: 4 mean_value: 127.5 scale: 0.5 }"
                              << Numbers{127.5f} << Numbers{0.5f};
    QTest::newRow("older") << "data_param { crop_size: 4 scale: 0.25 }" << Numbers{}
                           << Numbers{0.25f};
}

void TestCaffePictures::readsTheTransformation()
{
    QFETCH(QString, parameters);
    QFETCH(QList<float>, mean);
    QFETCH(QList<float>, scale);
    const auto network = read(source("Data", parameters.toStdString()), 3);
    VERIFY_READ(network);
    QCOMPARE(network->mean, std::vector<float>(mean.begin(), mean.end()));
    QCOMPARE(network->scale, std::vector<float>(scale.begin(), scale.end()));
    QVERIFY(network->remarks.empty());
}

void TestCaffePictures::subtractsAMeanExactly_data()
{
    QTest::addColumn<QByteArray>("mean");
    QTest::addColumn<float>("first");
    QTest::addColumn<QString>("saying");
    const auto row = [](const char* name, const std::string& mean, float first,
                        const char* saying) {
        QTest::newRow(name) << QByteArray::fromStdString(mean) << first << saying;
    };
    row("binaryproto", binaryproto({3, 2, 3}), 0, "The picture of means");
    row("larger", binaryproto({3, 4, 5}), 6, "The middle");
    row("float32", numpy<float>("<f4", "3, 2, 3", 18), 0, "The picture of means");
    row("float64", numpy<double>("<f8", "3, 2, 3", 18), 0, "The picture of means");
    row("bytes", numpy<std::uint8_t>("|u1", "1, 3, 2, 3", 18), 0, "The picture of means");
}

/// The scale comes before, so that the mean is scaled too.
void TestCaffePictures::subtractsAMeanExactly()
{
    QFETCH(QByteArray, mean);
    QFETCH(float, first);
    QFETCH(QString, saying);
    const std::string begin = source("Input", "input_param { shape { dim: 1 dim: 3 dim: 2 dim: 3 } "
                                              "} transform_param { scale: 0.5 }");
    const auto network = read(begin, 3, mean.toStdString());
    VERIFY_READ(network);
    QVERIFY(network->mean.empty());
    QCOMPARE(network->remarks.size(), std::size_t{1});
    QVERIFY(QString::fromStdString(network->remarks[0]).startsWith(saying));
    const OnnxView view(network->onnx);
    QCOMPARE(view.types(), std::string("Sub Conv GlobalAveragePool Flatten"));
    QCOMPARE(view.node("Sub").input(0), std::string("pictures"));
    QCOMPARE(view.node("Conv").input(0), view.node("Sub").output(0));
    QCOMPARE(view.shapeOf("mean"), (std::vector<std::int64_t>{1, 3, 2, 3}));
    QCOMPARE(view.numbers<float>("mean").at(0), first * 0.5f);
    QCOMPARE(view.numbers<float>("mean").at(1), (first + 1) * 0.5f);

    const auto scaled = read(begin, 3, mean.toStdString(), {.scale = {1, 2, 3}});
    VERIFY_READ(scaled);
    const OnnxView other(scaled->onnx);
    QCOMPARE(other.numbers<float>("mean").at(17), view.numbers<float>("mean").at(17) * 2 * 3);
}

void TestCaffePictures::averagesASmallMean()
{
    const auto network = read(caffeInput(3, 5, 5), 3, binaryproto({3, 2, 2}));
    VERIFY_READ(network);
    QCOMPARE(network->mean, (std::vector<float>{1.5f, 5.5f, 9.5f}));
    QCOMPARE(network->remarks.size(), std::size_t{1});
    QVERIFY(network->remarks[0].find("2×2") != std::string::npos);
    QCOMPARE(OnnxView(network->onnx).types(), std::string("Conv GlobalAveragePool Flatten"));

    // NumPy's pictures have their channels last.
    const auto turned = read(caffeInput(3, 5, 5), 3, numpy<float>("<f4", "2, 2, 3", 12));
    VERIFY_READ(turned);
    QCOMPARE(turned->mean, (std::vector<float>{4.5f, 5.5f, 6.5f}));
}

void TestCaffePictures::takesNumbersPerChannel()
{
    const auto network = read(caffeInput(3, 5, 5), 3, numpy<float>("<f4", "3,", 3));
    VERIFY_READ(network);
    QCOMPARE(network->mean, (std::vector<float>{0, 1, 2}));
    QVERIFY(network->remarks.empty());
}

void TestCaffePictures::namesAMissingMean()
{
    const std::string begin =
        source("Data", "transform_param { crop_size: 4 mean_file: '/home/x/mean.binaryproto' }");
    const auto network = read(begin, 3);
    VERIFY_READ(network);
    QCOMPARE(network->remarks.size(), std::size_t{1});
    QVERIFY(network->remarks[0].find("\"mean.binaryproto\"") != std::string::npos);
    const auto given = read(begin, 3, {}, {.mean = {100}});
    VERIFY_READ(given);
    QVERIFY(given->remarks.empty());
}

void TestCaffePictures::refusesABadMean_data()
{
    QTest::addColumn<QByteArray>("mean");
    QTest::addColumn<QString>("naming");
    const auto row = [](const char* name, const std::string& mean, const char* naming) {
        QTest::newRow(name) << QByteArray::fromStdString(mean) << naming;
    };
    const std::string good = numpy<float>("<f4", "3, 2, 2", 12);
    row("prose", "This is a letter.", "not a picture of means");
    row("cut off", good.substr(0, good.size() - 1), "more or fewer");
    row("only a header", good.substr(0, 40), "not a complete");
    row("another type", numpy<std::int64_t>("<i8", "3, 2, 2", 12), "another type");
    row("absurd", numpy<float>("<f4", "99999, 99999, 99999", 1), "more or fewer");
    row("endless side", numpy<float>("<f4", "99999999999999999999", 1), "not a complete");
    row("five dimensions", numpy<float>("<f4", "1, 1, 3, 2, 2", 12), "shape");
    row("no picture", numpy<float>("<f4", "0, 2, 2", 0), "shape");
    row("grey", binaryproto({1, 5, 5}), "1 channels, but the network takes 3");
    std::string infinite = good;
    const float endless = std::numeric_limits<float>::infinity();
    std::memcpy(infinite.data() + infinite.size() - sizeof(endless), &endless, sizeof(endless));
    row("infinite", infinite, "not finite");
    std::string turned = good;
    turned.replace(turned.find("False"), 5, "True ");
    row("Fortran", turned, "Fortran");
}

void TestCaffePictures::refusesABadMean()
{
    QFETCH(QByteArray, mean);
    QFETCH(QString, naming);
    const auto network = read(caffeInput(3, 5, 5), 3, mean.toStdString());
    QVERIFY(!network);
    const QString sentence = QString::fromStdString(network.error().sentence());
    QVERIFY2(sentence.startsWith("mean.npy: ") && sentence.contains(naming), qPrintable(sentence));

    const auto twice = read(caffeInput(3, 5, 5), 3, binaryproto({3, 5, 5}), {.mean = {1}});
    QVERIFY(!twice);
    QCOMPARE(twice.error().kind, Error::Kind::Usage);
}

QTEST_APPLESS_MAIN(TestCaffePictures)
#include "tst_caffepictures.moc"
