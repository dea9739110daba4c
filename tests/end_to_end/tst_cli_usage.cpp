// SPDX-License-Identifier: GPL-3.0-or-later
// Wrong words on the command line get one sentence, the nearest right word and exit code 2.
#include "Program.h"

#include <QJsonArray>

using namespace pareidolia;

class TestCliUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsItsVersion();
    void everyVerbHasHelp_data();
    void everyVerbHasHelp();
    void badUsage_data();
    void badUsage();
    void listsPresets();
    void findsOwnPresets();
    void showsAPresetThatRuns();
    void documentsEveryKey();
    void listsModels();
    void fullDiskForResultsIsTold();
};

void TestCliUsage::tellsItsVersion()
{
    const Finished seen = run({"--version"});
    QCOMPARE(seen.code, 0);
    QVERIFY(seen.out.startsWith("Pareidolia 0."));
}

void TestCliUsage::everyVerbHasHelp_data()
{
    QTest::addColumn<QStringList>("verb");
    for (const char* verb :
         {"", "run", "presets", "presets show", "presets keys", "classify", "model", "model list",
          "model show", "model evaluate", "model import", "train", "bench", "compare"})
        QTest::newRow(verb) << QString(verb).split(' ', Qt::SkipEmptyParts);
}

void TestCliUsage::everyVerbHasHelp()
{
    QFETCH(QStringList, verb);
    const Finished seen = run(verb + QStringList{"--help"});
    QCOMPARE(seen.code, 0);
    QVERIFY(seen.out.size() > 100);
    QVERIFY(seen.err.isEmpty());
}

void TestCliUsage::badUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("naming");
    const auto add = [](const char* words, const char* naming) {
        QTest::newRow(words) << QString(words).split(' ', Qt::SkipEmptyParts) << QByteArray(naming);
    };
    const auto addToRun = [&](const QByteArray& words, const char* naming) {
        add("run --preset mnist-direct " + words, naming);
    };
    add("", "--help");
    add("nonsense", "nearest");
    add("rnu", "\"run\"");
    add("run", "--preset");
    add("run --no-such-option", "--no-such-option");
    add("run --presets mnist-direct", "\"--preset\"");
    add("run --preset", "--preset");
    add("run --preset mnist-dirct", "\"mnist-direct\"");
    add("run --preset mnist-direct --spec x.json", "--spec");
    add("run --preset ../presets/mnist-direct", "nearest");
    QTest::newRow("an empty limit")
        << QStringList{"run", "--preset", "mnist-direct", "--generations", ""}
        << QByteArray("--generations: its value is empty");
    QTest::newRow("an empty file") << QStringList{"change", "", "--set", "children=5"}
                                   << QByteArray("file: its value is empty");
    addToRun("--set mutation_rte=0.1", "\"mutation_rate\"");
    addToRun("--set mutation_rate", "key=value");
    addToRun("--set mutation_rate=2.0", "0 to 1");
    addToRun("--set mutation_rate=nan", "0 to 1");
    addToRun("--set children=0", "from 1 to");
    addToRun("--set children=100000000", "from 1 to");
    addToRun("--set gradient_decay=0.1", "gradient_decay");
    addToRun("--set encoding=cpn", "cppn");
    addToRun("--set screening=bf16",
             "screening=bf16: LibTorch scores this network in float32 only");
    addToRun("--set screening=fp8", "off, bf16 or int8");
    addToRun("--set screening=int8 --save /tmp/never/made.pareidolia", "screening=int8: LibTorch");
    addToRun("--set screening_margin=-1", "log-odds");
    add("run --preset mnist-gradient --set screening=bf16", "screening: it does not apply");
    addToRun("--seed x", "seed");
    addToRun("--seed -1", "seed");
    addToRun("--seed 99999999999999999999", "seed");
    addToRun("--generations -1", "generations");
    addToRun("--generations 1.5", "generations");
    addToRun("--seconds inf", "seconds");
    addToRun("--until-median 2", "until_median");
    addToRun("--threads 0", "--threads");
    addToRun("--threads 10000000", "1 to 256");
    addToRun("--threads two", "--threads");
    addToRun("--classes 99", "99");
    addToRun("--classes sevn", "\"seven\"");
    addToRun("--model lenet-mnits", "\"lenet-mnist\"");
    addToRun("extra", "\"extra\"");
    add("classify", "model");
    add("classify lenet-mnist", "images");
    add("classify lenet-mnist x.png --top 0", "--top");
    add("classify lenet-mnist x.png --fit stretch", "exact");
    add("model", "--help");
    add("model shw lenet-mnist", "\"show\"");
    add("model show lenet-mnits", "\"lenet-mnist\"");
    add("model evaluate lenet-mnist", "--data");
    add("presets show mnist-cpn", "\"mnist-cppn\"");
    add("train", "--data");
    add("train --data . --name x --out x.pt --epochs many", "--epochs");
    add("train --data . --name x --out x.pt --seed -1", "--seed");
}

void TestCliUsage::badUsage()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, naming);
    expectOneSentence(run(words), 2, naming);
}

void TestCliUsage::listsPresets()
{
    const Finished plain = run({"presets"});
    QCOMPARE(plain.code, 0);
    const auto list = QJsonDocument::fromJson(run({"presets", "--json"}).out.trimmed());
    QVERIFY(list.isArray());
    for (const char* name :
         {"mnist-direct", "mnist-cppn", "mnist-gradient", "fashion-direct", "fashion-cppn",
          "fashion-gradient", "imagenet-direct", "imagenet-cppn", "imagenet-gradient"})
        QVERIFY2(plain.out.contains(name) && list.toJson().contains(name), name);
    // A preset whose network is not here is listed all the same; one sentence tells of it.
    for (const QJsonValue& preset : list.array()) {
        const QByteArray model = preset["model"].toString().toUtf8();
        const bool told = plain.err.contains("the network " + model + " is missing");
        QCOMPARE(told, !preset["model_at_hand"].toBool());
        QVERIFY(preset["model_at_hand"].toBool() || model == "efficientnet-lite0");
    }
}

void TestCliUsage::findsOwnPresets()
{
    const QTemporaryDir data;
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", data.path().toUtf8());
    const auto write = [&](const char* name, const QByteArray& text) {
        QVERIFY(QDir(data.path()).mkpath("pareidolia/presets"));
        QFile file(data.filePath(QString("pareidolia/presets/") + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("my digits.json", run({"presets", "show", "mnist-direct"}).out);
    write("broken.json", "{");

    const Finished plain = run({"presets"});
    QCOMPARE(plain.code, 0);
    QVERIFY2(plain.out.contains("my digits") && !plain.out.contains("broken"), plain.out);
    QVERIFY2(plain.err.contains("broken.json"), plain.err);
    const QJsonArray list =
        QJsonDocument::fromJson(run({"presets", "--json"}).out.trimmed()).array();
    QCOMPARE(list.last()["name"].toString(), QString("my digits"));
    QVERIFY(list.last()["own"].toBool());
    QVERIFY(!list.first()["own"].toBool());

    QVERIFY(run({"presets", "show", "my digits"}).out.contains("\"my digits\""));
    expectOneSentence(run({"presets", "show", "my digit"}), 2, "\"my digits\"");
    expectOneSentence(run({"run", "--preset", "my-digits"}), 2, "\"my digits\"");
    expectOneSentence(run({"presets", "show", "broken"}), 2, "broken.json");
    const auto hash = [](const QString& preset) {
        return run({"run", "--preset", preset, "--generations", "2", "--json"})
            .json()["archive_sha256"]
            .toString();
    };
    QCOMPARE(hash("my digits"), hash("mnist-direct"));
    before.isNull() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", before);
}

void TestCliUsage::showsAPresetThatRuns()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("mine.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(run({"presets", "show", "mnist-direct"}).out);
    file.close();
    const auto hash = [](const QStringList& words) {
        return run(QStringList{"run", "--generations", "3", "--json"} + words)
            .json()["archive_sha256"]
            .toString();
    };
    const QString ofFile = hash({"--spec", file.fileName()});
    QCOMPARE(ofFile.size(), 64);
    QCOMPARE(ofFile, hash({"--preset", "mnist-direct"}));
}

void TestCliUsage::documentsEveryKey()
{
    const QByteArray keys = run({"presets", "keys"}).out;
    for (const char* key :
         {"mutation_rate", "cppn_split_connection", "gradient_stop_at", "until_median", "seed"})
        QVERIFY2(keys.contains(key), key);
    QVERIFY(QJsonDocument::fromJson(run({"presets", "keys", "--json"}).out.trimmed()).isArray());
}

void TestCliUsage::listsModels()
{
    const Finished plain = run({"model", "list"});
    const auto list = QJsonDocument::fromJson(run({"model", "list", "--json"}).out.trimmed());
    QCOMPARE(plain.code, 0);
    QVERIFY2(plain.err.isEmpty(), plain.err);
    for (const char* name : {"lenet-mnist", "lenet-mnist-b", "lenet-fashion"})
        QVERIFY2(plain.out.contains(name) && list.toJson().contains(name), name);
    const auto shown = run({"model", "show", "lenet-mnist", "--json"}).json();
    QCOMPARE(shown["name"].toString(), "lenet-mnist");
    QCOMPARE(shown["sha256"].toString().size(), 64);
}

void TestCliUsage::fullDiskForResultsIsTold()
{
    const Finished seen = shell("\"$CLI\" presets > /dev/full");
    QCOMPARE(seen.code, 1);
    QVERIFY(seen.err.contains("standard output"));
}

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
