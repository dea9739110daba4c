// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe files that are not as they must be: each gets one sentence that names what is wrong.
#include "core/importing/CaffeReader.h"
#include "core/importing/ImportFiles.h"
#include "core/models/ZipArchive.h"
#include "tests/core/importing/CaffeMaker.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

/// The beginning of what NumPy writes, by which it is known.
const std::string numpyMean("\x93NUMPY\x01\x00", 8);

} // namespace

class TestCaffeBroken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesABadDescription_data();
    void refusesABadDescription();
    void refusesBadWeights_data();
    void refusesBadWeights();
    void survivesEveryTruncation();
    void survivesDeepNesting();
    void tellsOtherEncodings();
    void refusesAHugeFileUnread();
    void takesAMeanAndAnotherEnding();
    void refusesFilesThatDoNotBelongTogether_data();
    void refusesFilesThatDoNotBelongTogether();

private:
    static void expectRefusal(const std::string& prototxt, const std::string& caffemodel,
                              const QString& naming)
    {
        const auto network = readCaffe({prototxt, "net.prototxt", caffemodel, "net.caffemodel"});
        QVERIFY(!network);
        const QString sentence = QString::fromStdString(network.error().sentence());
        QVERIFY2(sentence.contains(naming), qPrintable(sentence));
        QVERIFY2(!network.error().advice.empty() && !sentence.contains('\n'), qPrintable(sentence));
    }
};

void TestCaffeBroken::refusesABadDescription_data()
{
    QTest::addColumn<QString>("prototxt");
    QTest::addColumn<QString>("naming");
    const auto row = [](const char* name, const std::string& prototxt, const char* naming) {
        QTest::newRow(name) << QString::fromStdString(prototxt) << naming;
    };
    const std::string input = caffeInput(1, 6, 6);
    const auto convolution = [&](const std::string& parameters) {
        return input + caffeLayer("conv", "Convolution", "data",
                                  "convolution_param { " + parameters + " }");
    };
    row("empty", "", "net.prototxt: it is empty");
    row("blank", " \n\t\n", "it is empty");
    row("prose", "Dear reader, this is no network.", "line 1");
    row("cut off", "layer { name: 'conv' type:", "line 1");
    row("no layers", input, "it has no layers");
    row("another format", "{\"layers\": []}", "line 1");
    row("oldest format", "layers { layer { name: 'conv' type: 'conv' } }", "V0");
    row("unknown bottom", input + caffeLayer("ip", "InnerProduct", "dat"), "\"dat\"");
    row("cycle", input + caffeLayer("a", "ReLU", "b") + caffeLayer("b", "ReLU", "a"),
        "layer \"a\": its input \"b\"");
    row("unsupported type", input + caffeLayer("up", "Deconvolution", "data"), "Deconvolution");
    row("all unsupported types",
        input + caffeLayer("up", "Deconvolution", "data") + caffeLayer("cut", "Crop", "up") +
            caffeLayer("again", "Deconvolution", "cut"),
        "\"Deconvolution\" (2 layers), \"Crop\" (1 layer)");
    row("detector", input + caffeLayer("p", "PriorBox", "data"), "a detector");
    row("embedding",
        input + caffeLayer("r", "ReLU", "data") +
            "layer { name: 'l' type: 'ContrastiveLoss' bottom: 'r' }",
        "an embedding");
    row("normalised at the end",
        input + caffeLayer("r", "ReLU", "data") + caffeLayer("n", "Normalize", "r"),
        "an embedding");
    row("estimate",
        input + caffeLayer("r", "ReLU", "data") +
            "layer { name: 'l' type: 'EuclideanLoss' bottom: 'r' }",
        "estimates numbers");
    row("map", input + caffeLayer("r", "ReLU", "data"), "its output is 1×6×6 numbers");
    row("one number", caffeInput(1, 1, 1) + caffeLayer("r", "ReLU", "data"), "not one per class");
    row("slices that do not divide",
        input +
            "layer { name: 's' type: 'Slice' bottom: 'data' top: 'a' top: 'b' "
            "slice_param { axis: 1 } }" +
            "layer { name: 'e' type: 'Eltwise' bottom: 'a' bottom: 'b' top: 'e' }",
        "cannot slice 1×6×6 into 2");
    row("mean of two",
        "layer { name: 'd' type: 'Input' top: 'data' input_param { shape { dim: 1 dim: 3 dim: 6 "
        "dim: 6 } } transform_param { mean_value: 1 mean_value: 2 } }" +
            caffeLayer("r", "ReLU", "data"),
        "2 numbers of mean or scale for 3 channels");
    row("two answers", tinyPrototxt() + caffeLayer("other", "ReLU", "pool"),
        "several outputs (\"ip\", \"other\")");
    row("no input size",
        "layer { name: 'd' type: 'Data' top: 'data' }" +
            caffeLayer("conv", "Convolution", "data",
                       "convolution_param { num_output: 2 kernel_size: 3 }"),
        "does not give the size of its input");
    row("input of two dimensions",
        "input: 'data' input_shape { dim: 1 dim: 9 }" + caffeLayer("r", "ReLU", "data"),
        "no channels, height and width");
    row("negative input", caffeInput(1, -6, 6) + caffeLayer("r", "ReLU", "data"), "-6");
    row("absurd input", caffeInput(1, 2000000000, 2000000000) + caffeLayer("r", "ReLU", "data"),
        "2000000000");
    row("labels as pictures",
        "input: 'data' input: 'label' input_dim: 1 input_dim: 1 input_dim: 6 input_dim: 6 " +
            caffeLayer("r", "ReLU", "label"),
        "not the picture");
    row("no kernel", convolution("num_output: 2"), "kernel_size of 0");
    row("no outputs", convolution("kernel_size: 3"), "num_output of 0");
    row("zero stride", convolution("num_output: 2 kernel_size: 3 stride: 0"), "stride of 0");
    row("absurd kernel", convolution("num_output: 2 kernel_size: 4000000000"),
        "kernel_size of 4000000000");
    row("three kernels", convolution("num_output: 2 kernel_size: [3, 3, 3]"), "two values");
    row("groups that do not divide", convolution("num_output: 2 kernel_size: 3 group: 3"),
        "3 groups");
    row("kernel and weights disagree", convolution("num_output: 2 kernel_size: 5"), "2×1×3×3");
    row("outputs and weights disagree", convolution("num_output: 3 kernel_size: 3"), "2×1×3×3");
    row("no bias here", convolution("num_output: 2 kernel_size: 3 bias_term: false"),
        "2 tensors for it, but the prototxt expects 1");
    row("channels disagree",
        caffeInput(3, 6, 6) + caffeLayer("conv", "Convolution", "data",
                                         "convolution_param { num_output: 2 kernel_size: 3 }"),
        "for 1 channels, but it gets 3");
    row("no weights",
        input + caffeLayer("fc", "InnerProduct", "data", "inner_product_param { num_output: 2 }"),
        "layer \"fc\": the caffemodel has no weights for it");
    row("weights for none", input + caffeLayer("conv", "ReLU", "data"), "ReLU takes none");
    row("window too large",
        input + caffeLayer("pool", "Pooling", "data", "pooling_param { kernel_size: 9 }"),
        "larger than the 6 pixels");
    row("padding too large",
        input + caffeLayer("pool", "Pooling", "data", "pooling_param { kernel_size: 2 pad: 2 }"),
        "pad must be smaller");
    row("stochastic",
        input + caffeLayer("pool", "Pooling", "data",
                           "pooling_param { pool: STOCHASTIC kernel_size: 2 }"),
        "stochastic");
    row("even neighbourhood", input + caffeLayer("n", "LRN", "data", "lrn_param { local_size: 4 }"),
        "odd");
    row("coefficients",
        input + "layer { name: 's' type: 'Eltwise' bottom: 'data' bottom: 'data' top: 's' "
                "eltwise_param { coeff: 1 } }",
        "1 coefficients for 2 inputs");
    row("axis", input + caffeLayer("p", "Softmax", "data", "softmax_param { axis: 7 }"), "axis 7");
    row("reshape",
        input +
            caffeLayer("r", "Reshape", "data", "reshape_param { shape { dim: 0 dim: 5 dim: -1 } }"),
        "cannot reshape to");
    row("no top", input + "layer { name: 'r' type: 'ReLU' bottom: 'data' }", "has no output");
}

void TestCaffeBroken::refusesABadDescription()
{
    QFETCH(QString, prototxt);
    QFETCH(QString, naming);
    expectRefusal(prototxt.toStdString(), tinyCaffemodel().bytes(), naming);
}

void TestCaffeBroken::refusesBadWeights_data()
{
    QTest::addColumn<QByteArray>("caffemodel");
    QTest::addColumn<QString>("naming");
    const auto row = [](const char* name, const std::string& bytes, const char* naming) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << naming;
    };
    row("empty", "", "net.caffemodel: it is empty");
    row("prose", "These are no weights, this is a letter.", "net.caffemodel");
    row("HDF5", "\x89HDF\r\n\x1a\n", "HDF5");
    row("a prototxt", tinyPrototxt(), "net.caffemodel");
    CaffeMaker none;
    none.network().add_layer()->set_name("conv");
    row("no weights at all", none.bytes(), "has no weights");
    row("one layer missing", CaffeMaker().add("conv", {{2, 1, 3, 3}, {2}}).bytes(),
        "layer \"ip\": the caffemodel has no weights");
    row("another network", CaffeMaker().add("fc8", {{2, 8}, {2}}).bytes(), "layer \"conv\"");
    const auto changed = [&](auto&& change) {
        CaffeMaker maker = tinyCaffemodel();
        change(*maker.network().mutable_layer(0)->mutable_blobs(0));
        return maker.bytes();
    };
    row("too few numbers",
        changed([](caffe::BlobProto& blob) { blob.mutable_data()->Truncate(3); }), "3 numbers");
    row("negative shape",
        changed([](caffe::BlobProto& blob) { blob.mutable_shape()->set_dim(0, -2); }),
        "impossible shape");
    row("a shape that overflows", changed([](caffe::BlobProto& blob) {
            for (int i = 0; i < 4; ++i)
                blob.mutable_shape()->set_dim(i, std::int64_t{1} << 62);
        }),
        "impossible shape");
    row("no numbers", changed([](caffe::BlobProto& blob) { blob.clear_data(); }), "0 numbers");
}

void TestCaffeBroken::refusesBadWeights()
{
    QFETCH(QByteArray, caffemodel);
    QFETCH(QString, naming);
    expectRefusal(tinyPrototxt(), caffemodel.toStdString(), naming);
}

void TestCaffeBroken::survivesEveryTruncation()
{
    const std::string prototxt = tinyPrototxt();
    const std::string weights = tinyCaffemodel().bytes();
    int refused = 0;
    for (std::size_t length = 0; length < weights.size(); ++length)
        refused += !readCaffe({prototxt, "p", weights.substr(0, length), "w"});
    QCOMPARE(refused, static_cast<int>(weights.size()));
    for (std::size_t length = 0; length < prototxt.size(); ++length)
        static_cast<void>(readCaffe({prototxt.substr(0, length), "p", weights, "w"}));
}

void TestCaffeBroken::survivesDeepNesting()
{
    std::string nested;
    for (int i = 0; i < 100'000; ++i)
        nested += "unknown { ";
    expectRefusal(nested, tinyCaffemodel().bytes(), "too deep");
    expectRefusal("name: \"{{{{\" # {{{{\n" + caffeLayer("r", "ReLU", "x"),
                  tinyCaffemodel().bytes(), "\"x\"");
}

void TestCaffeBroken::tellsOtherEncodings()
{
    expectRefusal("\xFF\xFEl", tinyCaffemodel().bytes(), "UTF-16");
    expectRefusal("\xFE\xFFl", tinyCaffemodel().bytes(), "UTF-16");
    expectRefusal("\xEF\xBB\xBF", tinyCaffemodel().bytes(), "it is empty");
    const auto marked =
        readCaffe({"\xEF\xBB\xBF" + tinyPrototxt(), "p", tinyCaffemodel().bytes(), "w"});
    QVERIFY2(marked, marked ? "" : marked.error().sentence().c_str());
}

void TestCaffeBroken::refusesAHugeFileUnread()
{
    const QTemporaryDir folder;
    const std::filesystem::path base = folder.path().toStdString();
    std::ofstream(base / "net.prototxt") << tinyPrototxt();
    std::ofstream(base / "net.caffemodel") << "x";
    std::filesystem::resize_file(base / "net.caffemodel", std::uintmax_t{3} << 30); // a hole
    const auto files = readImportFiles({base / "net.prototxt", base / "net.caffemodel"});
    QVERIFY(!files);
    QVERIFY(files.error().why.find("2 GB") != std::string::npos);
}

void TestCaffeBroken::takesAMeanAndAnotherEnding()
{
    const QTemporaryDir folder;
    const std::filesystem::path base = folder.path().toStdString();
    std::ofstream(base / "net.prototxt.txt") << tinyPrototxt();
    std::ofstream(base / "net.caffemodel") << tinyCaffemodel().bytes();
    std::ofstream(base / "mean.npy") << numpyMean;
    const auto files =
        readImportFiles({base / "mean.npy", base / "net.caffemodel", base / "net.prototxt.txt"});
    QVERIFY2(files, files ? "" : files.error().sentence().c_str());
    QCOMPARE(files->format, ImportFiles::Format::Caffe);
    QCOMPARE(files->network.bytes, tinyPrototxt());
    QCOMPARE(files->weights.bytes, tinyCaffemodel().bytes());
    QCOMPARE(files->mean.bytes, numpyMean);
    QVERIFY(files->provenance().find("mean.npy (SHA-256 ") != std::string::npos);
}

void TestCaffeBroken::refusesFilesThatDoNotBelongTogether_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("naming");
    QTest::newRow("nothing") << QStringList{} << "no file was given";
    QTest::newRow("a picture") << QStringList{"cat.png"} << "cat.png";
    QTest::newRow("weights alone") << QStringList{"a.caffemodel"} << "the .prototxt";
    QTest::newRow("description alone") << QStringList{"a.prototxt"} << "the .caffemodel";
    QTest::newRow("two descriptions") << QStringList{"a.prototxt", "b.prototxt"} << "same part";
    QTest::newRow("a mean alone") << QStringList{"a.npy"} << "the network is missing";
    QTest::newRow("two means") << QStringList{"a.prototxt", "b.caffemodel", "c.npy", "d.npy"}
                               << "same part";
    QTest::newRow("no description") << QStringList{"b.caffemodel", "c.npy"} << "the .prototxt";
    QTest::newRow("mixed") << QStringList{"a.prototxt", "b.pt"} << "does not belong";
    QTest::newRow("two networks") << QStringList{"a.pt", "b.pt"} << "same part";
}

void TestCaffeBroken::refusesFilesThatDoNotBelongTogether()
{
    QFETCH(QStringList, names);
    QFETCH(QString, naming);
    const QTemporaryDir folder;
    std::vector<std::filesystem::path> paths;
    for (const QString& name : names) {
        paths.emplace_back(folder.filePath(name).toStdString());
        std::ofstream(paths.back())
            << (name.endsWith(".png")        ? std::string("\x89PNG\r\n\x1a\n")
                : name.endsWith(".prototxt") ? tinyPrototxt()
                : name.endsWith(".npy")      ? numpyMean
                : name.endsWith(".pt")       ? packZip({{"a/constants.pkl", "x"}}, "a.pt").value()
                                             : tinyCaffemodel().bytes());
    }
    const auto files = readImportFiles(paths);
    QVERIFY(!files);
    QCOMPARE(files.error().kind, Error::Kind::Usage);
    QVERIFY2(QString::fromStdString(files.error().sentence()).contains(naming),
             files.error().sentence().c_str());
}

QTEST_APPLESS_MAIN(TestCaffeBroken)
#include "tst_caffebroken.moc"
