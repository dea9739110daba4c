// SPDX-License-Identifier: GPL-3.0-or-later
// `model import` as its users call it: Caffe's LeNet and SqueezeNet where they are at hand.
#include "tests/end_to_end/Program.h"

#include "core/base/Files.h"
#include "tests/core/importing/OnnxMaker.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>
#include <csignal>

using namespace pareidolia;

class TestCliImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leNetReadsDigits();
    void squeezeNetKnowsPhotographs();
    void whatLibTorchLacksIsScoredWithoutGradients();
    void ctrlCLeavesNothing();
    void refuses_data();
    void refuses();
    void aFullDiskLeavesNothing();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QString write(const QString& name, const std::string& bytes) const
    {
        if (!writeFile(path(name).toStdString(), bytes))
            qFatal("the disk is full");
        return path(name);
    }

    static QString models() { return dataFolder() + "/../models"; }

    QTemporaryDir m_folder;
};

void TestCliImport::leNetReadsDigits()
{
    if (!QDir(models() + "/caffe-lenet").exists())
        QSKIP("Caffe's LeNet is not here");
    const Finished imported =
        run({"model", "import", models() + "/caffe-lenet/lenet_deploy.prototxt",
             models() + "/caffe-lenet/lenet_iter_10000.caffemodel", "--out", path("lenet.pt"),
             "--scale", "0.00390625", "--labels", "digits", "--json"});
    QVERIFY2(imported.code == 0, imported.told());
    const QJsonObject told = imported.json();
    QCOMPARE(told["name"].toString(), "lenet_iter_10000");
    QCOMPARE(told["output"].toString(), "logits");
    QCOMPARE(told["labels"].toArray().size(), 10);
    QCOMPARE(told["file"].toString(), path("lenet.pt"));
    QCOMPARE(told["sha256"].toString().size(), 64);
    QVERIFY(!told["remarks"].toArray().isEmpty());
    QVERIFY(imported.err.contains("pictures/s"));

    const Finished evaluated =
        run({"model", "evaluate", path("lenet.pt"), "--data", dataFolder() + "/mnist", "--json"});
    QVERIFY2(evaluated.code == 0, evaluated.told());
    QVERIFY2(evaluated.json()["top1"].toDouble() >= 0.991, evaluated.out);
}

void TestCliImport::squeezeNetKnowsPhotographs()
{
    if (!QDir(models() + "/squeezenet_v1.0").exists())
        QSKIP("SqueezeNet is not here");
    const Finished imported =
        run({"model", "import", models() + "/squeezenet_v1.0/deploy.prototxt",
             models() + "/squeezenet_v1.0/squeezenet_v1.0.caffemodel", "--out", path("s.pt"),
             "--mean", "123,117,104", "--channels", "bgr", "--view", "crop"});
    QVERIFY2(imported.code == 0, imported.told());
    const Finished evaluated = run({"model", "evaluate", path("s.pt"), "--data",
                                    dataFolder() + "/imagenet-samples", "--json"});
    QVERIFY2(evaluated.code == 0, evaluated.told());
    QVERIFY2(evaluated.json()["top1"].toDouble() >= 0.60, evaluated.out);
}

void TestCliImport::whatLibTorchLacksIsScoredWithoutGradients()
{
    test::OnnxMaker maker; // LibTorch is not asked for this operator; one grid is for one picture
    const auto bent = maker.node("GridSample", {"picture", maker.noise({1, 10, 10, 2}, 0.5f)});
    const auto flat = maker.node("Flatten", {maker.convolution(bent, {4, 3, 3, 3})});
    const auto logits = maker.node("Gemm", {flat, maker.noise({4, 4 * 64}, 0.03f)},
                                   {test::wholeAttribute("transB", 1)});
    const QString onnx = write("bent.onnx", maker.answering(logits));
    const QString labels = write("labels.txt", "north\neast\nsouth\nwest\n");
    const QString model = path("bent.pt");
    const QStringList import{"model",    "import", onnx,      "--out", model,
                             "--labels", labels,   "--scale", "0.01",  "--json"};
    const Finished imported = run(import);
    QVERIFY2(imported.code == 0, imported.told());
    QCOMPARE(imported.json()["runner"].toString(), "onnx");
    QCOMPARE(imported.json()["gradients"], QJsonValue(false));
    QCOMPARE(imported.json()["plan"].toObject()["micro_batch"].toInt(), 1);
    QVERIFY2(imported.err.contains("gradient ascent is not available") &&
                 imported.err.contains("GridSample"),
             imported.err);

    const Finished evolved = run({"run", "--preset", "mnist-cppn", "--model", model,
                                  "--generations", "3", "--export", path("out"), "--json"});
    QVERIFY2(evolved.code == 0, evolved.told());
    QVERIFY(evolved.json()["mean"].toDouble() > 0.25);
    const QString champion =
        path("out") + "/" + QDir(path("out")).entryList({"*north*.png"}).value(0);
    const Finished named = run({"classify", model, champion, "--json"});
    QVERIFY2(named.code == 0 && named.out.contains("north"), named.told());
    expectOneSentence(run({"run", "--preset", "mnist-gradient", "--model", model}), 2, "gradient");

    // Copied elsewhere alone, it has no program that tries networks.
    QVERIFY(QDir(m_folder.path()).mkdir("bin"));
    QVERIFY(QFile::copy(program(), path("bin/pareidolia-cli")));
    QProcess alone;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", path("cache")); // where nothing was tried before
    alone.setProcessEnvironment(environment);
    alone.start(path("bin/pareidolia-cli"), import);
    expectOneSentence(finish(alone), 1, "libexec/pareidolia/pareidolia-try-onnx: this part");
}

void TestCliImport::ctrlCLeavesNothing()
{
    if (!QDir(models() + "/squeezenet_v1.0").exists())
        QSKIP("SqueezeNet is not here");
    QProcess process;
    process.setReadChannel(QProcess::StandardError);
    process.start(program(), {"model", "import", models() + "/squeezenet_v1.0/deploy.prototxt",
                              models() + "/squeezenet_v1.0/squeezenet_v1.0.caffemodel", "--out",
                              path("stopped.pt")});
    QByteArray told;
    while (!told.contains("fastest plan") && process.waitForReadyRead(60'000))
        told += process.readAllStandardError();
    QVERIFY2(told.contains("fastest plan"), told);
    kill(static_cast<pid_t>(process.processId()), SIGINT);
    QElapsedTimer patience;
    patience.start();
    QCOMPARE(finish(process).code, 130);
    QVERIFY2(patience.elapsed() < 10'000, "a few runs of the network at most");
    QVERIFY(!QFile::exists(path("stopped.pt")));
}

void TestCliImport::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("naming");
    const QString prototxt = write("net.prototxt", "layer { name: 'x' ");
    const QString weights = write("net.caffemodel", "nothing");
    const QString empty = write("empty.pt", "");
    const QString out = path("out.pt");
    const auto row = [&](const char* name, const QStringList& rest, int code,
                         const QByteArray& naming) {
        QTest::newRow(name) << QStringList{"model", "import"} + rest << code << naming;
    };
    row("no file", {"--out", out}, 2, "files");
    row("no out", {prototxt, weights}, 2, "--out");
    row("missing", {"nowhere.pt", "--out", out}, 1, "nowhere.pt");
    row("empty", {empty, "--out", out}, 1, "it is empty");
    row("no network", {prototxt, weights, "--out", out}, 1, "net.prototxt");
    row("half a network", {weights, "--out", out}, 2, ".prototxt");
    row("a picture",
        {write("cat.jpg", std::string("\xff\xd8\xff\xe0\0\x10JFIF", 10)), "--out", out}, 2,
        "a JPEG picture, not a network");
    row("mean", {empty, "--out", out, "--mean", "a,b,c"}, 2, "--mean");
    row("two scales", {empty, "--out", out, "--scale", "1", "--std", "1"}, 2, "--std");
    row("zero", {empty, "--out", out, "--std", "0"}, 2, "--std");
    row("channels", {empty, "--out", out, "--channels", "cmyk"}, 2, "cmyk");
    row("size", {empty, "--out", out, "--size", "huge"}, 2, "--size");
    row("view", {empty, "--out", out, "--view", "fisheye"}, 2, "fisheye");
}

void TestCliImport::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, naming);
    expectOneSentence(run(arguments), code, naming);
    QVERIFY(!QFile::exists(path("out.pt")));
}

void TestCliImport::aFullDiskLeavesNothing()
{
    if (!QDir(models() + "/caffe-lenet").exists())
        QSKIP("Caffe's LeNet is not here");
    const Finished finished = shell(
        "ulimit -f 100; $CLI model import " + models() + "/caffe-lenet/lenet_deploy.prototxt " +
        models() + "/caffe-lenet/lenet_iter_10000.caffemodel --out " + path("full.pt"));
    QCOMPARE(finished.code, 1);
    QVERIFY2(finished.err.contains("full.pt"), finished.err);
    QVERIFY(QDir(m_folder.path())
                .entryList({"*full*", ".*full*", "*.part"}, QDir::Files | QDir::Hidden)
                .isEmpty());
}

QTEST_APPLESS_MAIN(TestCliImport)
#include "tst_cli_import.moc"
