// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged, foreign and missing files: one sentence, exit code 1, no crash.
#include "Program.h"
#include "core/base/Files.h"
#include "core/image/PngFile.h"
#include "core/models/Manifest.h"
#include "core/torch/LeNet.h"
#include "core/torch/ScriptWriter.h"

#include <QJsonArray>
#include <limits>
#include <nlohmann/json.hpp>

using namespace pareidolia;

namespace {

const QString lenet = PAREIDOLIA_SOURCE "/resources/models/lenet-mnist.pt";

void write(const QString& path, const QByteArray& bytes)
{
    QVERIFY(writeFile(path.toStdString(), bytes.toStdString()).has_value());
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ModelInfo leNetInfo(std::size_t labels)
{
    ModelInfo info;
    info.name = "odd";
    info.summary = "A network for tests.";
    for (std::size_t c = 0; c < labels; ++c)
        info.labels.push_back("label" + std::to_string(c));
    info.input = {28, 28, 1};
    info.normalisation = {{0}, {leNetScale}};
    info.provenance = "made by a test";
    info.licence = "CC0-1.0";
    return info;
}

/// A model file with LeNet's first weights, changed by `spoil`.
template <typename Spoil>
void writeModel(const QString& path, const ModelInfo& info, Spoil spoil)
{
    ScriptProgram script{.className = "Network",
                         .tensors = leNetStart(10, 1),
                         .methods = leNetMethods(),
                         .extraFiles = {{std::string(manifestName), manifestToJson(info).dump()}}};
    spoil(script);
    const auto bytes = writeScript(script);
    QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().sentence().c_str());
    write(path, QByteArray::fromStdString(*bytes));
}

} // namespace

class TestCliFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badModels_data();
    void badModels();
    void truncatedModels();
    void missingModelIsNamed();
    void labelsThatDisagree_data();
    void labelsThatDisagree();
    void scoresThatAreNoNumbers();
    void codeThatReadsFilesIsRefused();
    void badPictures_data();
    void badPictures();
    void photographsAreCropped();
    void badSpecFiles_data();
    void badSpecFiles();
    void badIdxFolders_data();
    void badIdxFolders();
    void evaluatesIdxAndPhotos();

private:
    QTemporaryDir m_folder;
};

void TestCliFiles::badModels_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("noise") << QByteArray("\x80\x02}q\x00.", 6) + QByteArray(5000, 'x');
    QTest::newRow("a picture") << read(PAREIDOLIA_SOURCE "/LICENSE");
    QTest::newRow("an empty zip") << QByteArray("PK\x05\x06", 4) + QByteArray(18, '\0');
    QTest::newRow("a pickle") << QByteArray("\x80\x02cos\nsystem\nq\x00X\x04\x00\x00\x00trueq\x01"
                                            "\x85q\x02Rq\x03.",
                                            32);
}

void TestCliFiles::badModels()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_folder.filePath("bad.pt");
    write(path, bytes);
    for (const QStringList& words :
         {QStringList{"run", "--preset", "mnist-direct", "--model", path},
          QStringList{"classify", path, "x.png"}, QStringList{"model", "show", path}})
        expectOneSentence(run(words), 1, path.toUtf8());
}

void TestCliFiles::truncatedModels()
{
    const QByteArray whole = read(lenet);
    const QString path = m_folder.filePath("cut.pt");
    for (const double share : {0.0001, 0.1, 0.5, 0.9, 0.9999}) {
        write(path, whole.left(static_cast<qsizetype>(share * static_cast<double>(whole.size()))));
        expectOneSentence(run({"model", "show", path}), 1, path.toUtf8());
    }
}

void TestCliFiles::missingModelIsNamed()
{
    expectOneSentence(run({"run", "--preset", "mnist-direct", "--model", "/nowhere.pt"}), 1,
                      "/nowhere.pt");
    expectOneSentence(run({"model", "show", m_folder.path() + "/"}), 1);
}

void TestCliFiles::labelsThatDisagree_data()
{
    QTest::addColumn<int>("labels");
    QTest::newRow("too few") << 9;
    QTest::newRow("too many") << 11;
    QTest::newRow("one") << 1;
}

void TestCliFiles::labelsThatDisagree()
{
    QFETCH(int, labels);
    const QString path = m_folder.filePath("labels.pt");
    writeModel(path, leNetInfo(static_cast<std::size_t>(labels)), [](ScriptProgram&) {});
    expectOneSentence(run({"run", "--preset", "mnist-direct", "--model", path}), 1, "label");
}

void TestCliFiles::scoresThatAreNoNumbers()
{
    const QString path = m_folder.filePath("nan.pt");
    writeModel(path, leNetInfo(10), [](ScriptProgram& script) {
        script.tensors.back().values.front() = std::numeric_limits<float>::quiet_NaN();
    });
    const QString out = m_folder.filePath("nan-out");
    for (const char* preset : {"mnist-direct", "mnist-gradient"})
        expectOneSentence(run({"run", "--preset", preset, "--generations", "3", "--model", path,
                               "--export", out}),
                          1, "number");
    QVERIFY(!QDir(out).exists());
    const QString picture = m_folder.filePath("grey.png");
    QVERIFY(writePng(picture.toStdString(), Image({28, 28, 1})).has_value());
    expectOneSentence(run({"classify", path, picture}), 1, "not numbers");
    expectOneSentence(run({"model", "evaluate", path, "--data", dataFolder() + "/mnist"}), 1);
}

void TestCliFiles::codeThatReadsFilesIsRefused()
{
    const QString path = m_folder.filePath("reads.pt");
    ModelInfo info = leNetInfo(10);
    ScriptProgram script{.className = "Network",
                         .tensors = leNetStart(10, 1),
                         .methods = leNetMethods(),
                         .extraFiles = {{std::string(manifestName), manifestToJson(info).dump()}}};
    script.methods.push_back(
        {"", "def steal(self):\n    return torch.from_file('/etc/passwd', False, 10)\n"});
    // The writer refuses it too, so that no such file can be made here by mistake.
    QVERIFY(!writeScript(script).has_value());
}

void TestCliFiles::badPictures_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("naming");
    const auto png = [](const ImageShape& shape) {
        return QByteArray::fromStdString(encodePng(Image(shape)));
    };
    QTest::newRow("noise") << "n.png" << QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(100, 0)
                           << QByteArray("n.png");
    QTest::newRow("empty") << "e.png" << QByteArray() << QByteArray("e.png");
    QTest::newRow("truncated") << "t.png" << png({28, 28, 1}).chopped(20) << QByteArray("t.png");
    QTest::newRow("other size") << "s.png" << png({27, 28, 1}) << QByteArray("--fit crop");
    QTest::newRow("colour") << "c.png" << png({28, 28, 3}) << QByteArray("--fit crop");
    QTest::newRow("text as photograph") << "x.jpg" << QByteArray("hello") << QByteArray("x.jpg");
}

void TestCliFiles::badPictures()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, naming);
    const QString path = m_folder.filePath(name);
    write(path, bytes);
    expectOneSentence(run({"classify", "lenet-mnist", path}), 1, naming);
}

void TestCliFiles::photographsAreCropped()
{
    const QString path = m_folder.filePath("large.png");
    QVERIFY(writePng(path.toStdString(), Image({300, 200, 3})).has_value());
    const auto seen =
        run({"classify", "lenet-mnist", path, "--fit", "crop", "--top", "3", "--json"}).json();
    QCOMPARE(seen["results"].toArray()[0].toObject()["top"].toArray().size(), 3);
}

void TestCliFiles::badSpecFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("truncated") << QByteArray("{ \"generations\": ");
    QTest::newRow("unknown key") << QByteArray("{ \"generation\": 3 }");
    QTest::newRow("absurd") << QByteArray("{ \"model\": \"lenet-mnist\", \"children\": 0 }");
    QTest::newRow("no model") << QByteArray("{ \"generations\": 3 }");
    QTest::newRow("binary") << QByteArray(100, '\xff');
}

void TestCliFiles::badSpecFiles()
{
    QFETCH(QByteArray, text);
    const QString path = m_folder.filePath("spec.json");
    write(path, text);
    expectOneSentence(run({"run", "--spec", path}), 2);
    expectOneSentence(run({"run", "--spec", m_folder.filePath("missing.json")}), 1, "missing.json");
}

void TestCliFiles::badIdxFolders_data()
{
    QTest::addColumn<QByteArray>("images");
    QTest::addColumn<QByteArray>("labels");
    const auto header = [](std::initializer_list<int> numbers) {
        QByteArray bytes;
        for (const int number : numbers)
            for (int shift = 24; shift >= 0; shift -= 8)
                bytes.append(static_cast<char>(number >> shift));
        return bytes;
    };
    const QByteArray images = header({0x803, 2, 28, 28}) + QByteArray(2 * 28 * 28, 5);
    const QByteArray labels = header({0x801, 2}) + QByteArray(2, 3);
    QTest::newRow("truncated pictures") << images.chopped(1) << labels;
    QTest::newRow("truncated labels") << images << labels.chopped(1);
    QTest::newRow("truncated header") << images.left(10) << labels;
    QTest::newRow("other magic number") << header({0x802, 2, 28, 28}) + images.mid(16) << labels;
    QTest::newRow("counts differ") << images << header({0x801, 3}) + QByteArray(3, 3);
    QTest::newRow("other size") << header({0x803, 2, 14, 56}) + images.mid(16) << labels;
    QTest::newRow("labels too large") << images << header({0x801, 2}) + QByteArray(2, 77);
    QTest::newRow("no pictures") << header({0x803, 0, 28, 28}) << header({0x801, 0});
    QTest::newRow("negative count") << header({0x803, -2, 28, 28}) + images.mid(16) << labels;
    QTest::newRow("damaged gzip") << QByteArray("\x1f\x8b\x08\x00", 4) + images << labels;
}

void TestCliFiles::badIdxFolders()
{
    QFETCH(QByteArray, images);
    QFETCH(QByteArray, labels);
    const QTemporaryDir folder;
    for (const char* part : {"train", "t10k"}) {
        write(folder.filePath(QString(part) + "-images-idx3-ubyte"), images);
        write(folder.filePath(QString(part) + "-labels-idx1-ubyte"), labels);
    }
    expectOneSentence(run({"model", "evaluate", "lenet-mnist", "--data", folder.path()}), 1);
    const QString out = folder.filePath("x.pt");
    expectOneSentence(run({"train", "--data", folder.path(), "--name", "x", "--out", out}), 1);
    QVERIFY(!QFile::exists(out));
}

void TestCliFiles::evaluatesIdxAndPhotos()
{
    const QTemporaryDir folder;
    expectOneSentence(run({"model", "evaluate", "lenet-mnist", "--data", folder.path()}), 1,
                      folder.path().toUtf8());
    QVERIFY(writePng(folder.filePath("3_black.png").toStdString(), Image({40, 40, 1})).has_value());
    const auto photos =
        run({"model", "evaluate", "lenet-mnist", "--data", folder.path(), "--json"}).json();
    QCOMPARE(photos["images"].toInt(), 1);
    QVERIFY(writePng(folder.filePath("77_black.png").toStdString(), Image({4, 4, 1})).has_value());
    expectOneSentence(run({"model", "evaluate", "lenet-mnist", "--data", folder.path()}), 1, "77");

    const QString mnist = dataFolder() + "/mnist";
    if (!QDir(mnist).exists())
        QSKIP("MNIST is not here");
    const auto idx = run({"model", "evaluate", "lenet-mnist", "--data", mnist, "--json"}).json();
    QCOMPARE(idx["images"].toInt(), 10000);
    QVERIFY(idx["top1"].toDouble() >= 0.99);
    QVERIFY(idx["images_per_second"].toDouble() > 100);

    // What the window compares with was measured by this very command.
    const auto typical =
        QJsonDocument::fromJson(read(PAREIDOLIA_SOURCE "/resources/models/typical.json"))
            .object()[idx["model_sha256"].toString()]
            .toObject();
    QCOMPARE(typical["top1"].toDouble(), idx["top1"].toDouble());
    const auto measured = idx["log_odds_quantiles"].toObject();
    QCOMPARE(measured.keys().size(), 5);
    for (const QString& share : measured.keys())
        QVERIFY(std::abs(typical["log_odds_quantiles"][share].toDouble() -
                         measured[share].toDouble()) < 1e-3);
    QCOMPARE(idx["confidence_quantiles"].toObject().keys(), measured.keys());
}

QTEST_GUILESS_MAIN(TestCliFiles)
#include "tst_cli_files.moc"
