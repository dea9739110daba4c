// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ModelFile.h"

#include "core/base/Files.h"
#include "core/models/Manifest.h"
#include "core/torch/ScriptWriter.h"
#include "tests/core/torch/TestNetworks.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

using namespace pareidolia;

class TestModelWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesWhatCanBeOpened();
    void keepsTheOldModelIfTheNewOneIsBad();
    void refusesAPathBeforehand_data();
    void refusesAPathBeforehand();

private:
    static qsizetype entries(const QTemporaryDir& folder)
    {
        return QDir(folder.path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
            .size();
    }
};

void TestModelWriter::writesWhatCanBeOpened()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("lenet.pt").toStdString();
    ScriptProgram program = test::leNetProgram();
    ModelInfo info = test::leNetInfo();
    info.accuracy = 0.1;
    program.extraFiles[std::string(manifestName)] = manifestToJson(info).dump();
    const auto bytes = writeScript(program);
    QVERIFY(bytes.has_value());
    const auto written = writeModel(path, *bytes);
    QVERIFY2(written.has_value(), written ? "" : written.error().sentence().c_str());
    QCOMPARE(written->sha256.size(), std::size_t{64});
    QCOMPARE(written->labels, info.labels);
    QVERIFY(*readFile(path) == *bytes);
    QCOMPARE(entries(folder), 1);
}

void TestModelWriter::keepsTheOldModelIfTheNewOneIsBad()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("lenet.pt").toStdString();
    QVERIFY(writeFile(path, "the old model").has_value());
    const auto bytes = writeScript(test::leNetProgram()); // without a manifest
    QVERIFY(bytes.has_value());
    const auto written = writeModel(path, *bytes);
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().what, path.string());
    QVERIFY(*readFile(path) == "the old model");
    QCOMPARE(entries(folder), 1);
}

void TestModelWriter::refusesAPathBeforehand_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("no folder") << "/nowhere/at/all/lenet.pt";
    QTest::newRow("no disk") << "/proc/lenet.pt";
    QTest::newRow("a device") << "/dev/full";
    QTest::newRow("another kind") << "lenet.onnx";
    QTest::newRow("nothing") << "";
}

void TestModelWriter::refusesAPathBeforehand()
{
    QFETCH(QString, path);
    const auto checked = checkModelPath(path.toStdString());
    QVERIFY(!checked.has_value());
    QVERIFY(checked.error().sentence().find("draft") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestModelWriter)
#include "tst_modelwriter.moc"
