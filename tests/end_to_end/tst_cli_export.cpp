// SPDX-License-Identifier: GPL-3.0-or-later
// What `--export` writes, and that it scores the same to the last bit.
#include "Program.h"
#include "core/image/PngFile.h"

#include <QJsonArray>
#include <algorithm>

using namespace pareidolia;

namespace {

QJsonObject storyOf(const QString& folder)
{
    QFile file(folder + "/run.json");
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

} // namespace

class TestCliExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesScoreTheSame_data();
    void picturesScoreTheSame();
    void everythingIsThere();
    void textKeysTellTheStory();
    void aSecondExportReplacesTheFirst();
    void otherFilesStay();
    void foldersThatCannotBeWritten_data();
    void foldersThatCannotBeWritten();
    void aFileSizeLimitLeavesNothing();
    void aFullDiskKeepsTheOldExport();
    void aBadRunLeavesNoFolder();
};

void TestCliExport::picturesScoreTheSame_data()
{
    QTest::addColumn<QString>("preset");
    for (const char* preset : {"mnist-direct", "mnist-cppn", "mnist-gradient", "fashion-direct"})
        QTest::newRow(preset) << preset;
}

void TestCliExport::picturesScoreTheSame()
{
    QFETCH(QString, preset);
    const QTemporaryDir folder;
    const auto result =
        run({"run", "--preset", preset, "--generations", "10", "--export", folder.path(), "--json"})
            .json();
    const auto pictures = storyOf(folder.path())["pictures"].toArray();
    QCOMPARE(pictures.size(), 10);

    QStringList files;
    for (const auto& picture : pictures)
        files.append(folder.filePath(picture.toObject()["file"].toString()));
    const auto confidencesOf = [&](const QStringList& some) {
        QList<QMap<int, float>> all;
        const auto answer = run(QStringList{"classify", result["model"].toString()} + some +
                                QStringList{"--top", "10", "--json"})
                                .json();
        for (const auto& seen : answer["results"].toArray()) {
            QMap<int, float> classes;
            for (const auto& top : seen.toObject()["top"].toArray())
                classes[top.toObject()["class"].toInt()] =
                    static_cast<float>(top.toObject()["confidence"].toDouble());
            all.append(classes);
        }
        return all;
    };
    QStringList backwards(files.rbegin(), files.rend());
    const auto together = confidencesOf(files);
    auto reversed = confidencesOf(backwards);
    std::ranges::reverse(reversed);
    QCOMPARE(reversed, together);
    for (int i = 0; i < pictures.size(); ++i) {
        const auto picture = pictures[i].toObject();
        const auto stored = static_cast<float>(picture["confidence"].toDouble());
        QCOMPARE(together[i][picture["class"].toInt()], stored);
        if (i < 3)
            QCOMPARE(confidencesOf({files[i]})[0], together[i]);
    }
}

void TestCliExport::everythingIsThere()
{
    const QTemporaryDir folder;
    const QString inside = folder.filePath("new/deep");
    const Finished seen =
        run({"run", "--preset", "mnist-direct", "--generations", "5", "--export", inside});
    QCOMPARE(seen.code, 0);
    QVERIFY(seen.out.contains(QDir(inside).canonicalPath().toUtf8()));
    for (const char* name :
         {"contact-sheet.png", "curves.png", "curves.csv", "improvements.csv", "run.json"})
        QVERIFY2(QFileInfo(QDir(inside).filePath(name)).size() > 100, name);
    QCOMPARE(QDir(inside).entryList({"0*.png"}).size(), 10);
    // Nothing hidden is left behind.
    QCOMPARE(QDir(inside).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(),
             15);
}

void TestCliExport::textKeysTellTheStory()
{
    const QTemporaryDir folder;
    run({"run", "--preset", "mnist-cppn", "--generations", "3", "--seed", "9", "--export",
         folder.path()});
    const auto story = storyOf(folder.path());
    const auto picture = story["pictures"].toArray()[4].toObject();
    const auto png = readPng(folder.filePath(picture["file"].toString()).toStdString());
    QVERIFY(png.has_value());
    QMap<QString, QString> keys;
    for (const auto& [key, value] : png->text)
        keys[QString::fromStdString(key)] = QString::fromStdString(value);
    QCOMPARE(keys["Class"], "4");
    QCOMPARE(keys["Label"], "four");
    QCOMPARE(keys["Seed"], "9");
    QCOMPARE(keys["Model"], "lenet-mnist");
    QCOMPARE(keys["Model SHA-256"], story["model_sha256"].toString());
    QCOMPARE(keys["Confidence"].toFloat(), static_cast<float>(picture["confidence"].toDouble()));
    QCOMPARE(keys["Generation"].toInt(), picture["generation"].toInt());
    QVERIFY(keys["Software"].startsWith("Pareidolia "));
    QCOMPARE(QJsonDocument::fromJson(keys["Spec"].toUtf8())["encoding"].toString(), "cppn");
    QVERIFY(QJsonDocument::fromJson(keys["Genome"].toUtf8()).isObject());
}

void TestCliExport::aSecondExportReplacesTheFirst()
{
    const QTemporaryDir folder;
    run({"run", "--preset", "mnist-direct", "--generations", "1", "--export", folder.path()});
    run({"run", "--preset", "mnist-direct", "--generations", "3", "--classes", "1", "--export",
         folder.path()});
    QCOMPARE(QDir(folder.path()).entryList({"0*.png"}).size(), 1);
    QCOMPARE(storyOf(folder.path())["pictures"].toArray().size(), 1);
}

void TestCliExport::otherFilesStay()
{
    const QTemporaryDir folder;
    QFile mine(folder.filePath("0000_mine.png"));
    QVERIFY(mine.open(QIODevice::WriteOnly));
    mine.close();
    for (int i = 0; i < 2; ++i)
        run({"run", "--preset", "mnist-direct", "--generations", "1", "--export", folder.path()});
    QVERIFY(QFile::exists(mine.fileName()));
}

void TestCliExport::foldersThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("proc") << "/proc/nowhere";
    QTest::newRow("proc itself") << "/proc";
    QTest::newRow("a device") << "/dev/full";
    QTest::newRow("below a file") << PAREIDOLIA_SOURCE "/LICENSE/out";
    QTest::newRow("a file") << PAREIDOLIA_SOURCE "/LICENSE";
}

void TestCliExport::foldersThatCannotBeWritten()
{
    QFETCH(QString, folder);
    QElapsedTimer timer;
    timer.start();
    // An hour's run: that it cannot be exported is told before, not after it.
    expectOneSentence(
        run({"run", "--preset", "mnist-direct", "--seconds", "3600", "--export", folder}), 1,
        folder.toUtf8());
    QVERIFY(timer.elapsed() < 60'000);
}

void TestCliExport::aFileSizeLimitLeavesNothing()
{
    const QTemporaryDir folder;
    const QString inside = folder.filePath("out");
    const Finished seen = shell("ulimit -f 2; \"$CLI\" run --preset mnist-direct --generations 1 "
                                "--export '" +
                                inside + "'");
    expectOneSentence(seen, 1);
    QVERIFY(!QDir(inside).exists());
}

void TestCliExport::aFullDiskKeepsTheOldExport()
{
    const QTemporaryDir folder;
    run({"run", "--preset", "mnist-direct", "--generations", "1", "--seed", "1", "--export",
         folder.path()});
    const auto before = storyOf(folder.path());
    const Finished seen = shell("ulimit -f 2; \"$CLI\" run --preset mnist-direct --generations 1 "
                                "--seed 2 --export '" +
                                folder.path() + "'");
    QCOMPARE(seen.code, 1);
    QCOMPARE(storyOf(folder.path()), before);
    for (const auto& picture : before["pictures"].toArray())
        QVERIFY(QFile::exists(folder.filePath(picture.toObject()["file"].toString())));
}

void TestCliExport::aBadRunLeavesNoFolder()
{
    const QTemporaryDir folder;
    const QString inside = folder.filePath("out");
    QCOMPARE(
        run({"run", "--preset", "mnist-direct", "--model", "/nowhere.pt", "--export", inside}).code,
        1);
    QVERIFY(!QDir(inside).exists());
}

QTEST_GUILESS_MAIN(TestCliExport)
#include "tst_cli_export.moc"
