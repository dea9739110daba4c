// SPDX-License-Identifier: GPL-3.0-or-later
// Run files as their users meet them: saved, killed, resumed, looked at.
#include "tests/end_to_end/Program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QtTest>
#include <csignal>

using namespace pareidolia;

class TestCliRunFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void killedAtRandomMomentsEndsTheSame_data();
    void killedAtRandomMomentsEndsTheSame();
    void tellsWhatItHolds();
    void isComparedWithAnExport();
    void goesOnToOtherLimits();
    void oneProcessWrites();
    void whatHasNoFileAnyMoreIsSavedBesideIt_data();
    void whatHasNoFileAnyMoreIsSavedBesideIt();
    void refuses_data();
    void refuses();

private:
    QString path() const { return m_folder->filePath("a.pareidolia"); }
    QStringList limits(int generation) const
    {
        return {"--generations", QString::number(generation), "--json"};
    }
    QStringList runWords(const QString& preset) const
    {
        return {"run", "--preset", preset, "--seed", "11"};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliRunFile::killedAtRandomMomentsEndsTheSame_data()
{
    QTest::addColumn<int>("generations");
    QTest::addColumn<int>("kills");
    QTest::newRow("mnist-direct") << 1200 << 7;
    QTest::newRow("mnist-cppn") << 1000 << 7;
    QTest::newRow("mnist-gradient") << 400 << 6;
}

void TestCliRunFile::killedAtRandomMomentsEndsTheSame()
{
    QFETCH(int, generations);
    QFETCH(int, kills);
    // More of them for a figure: PAREIDOLIA_KILLS=34 kills a hundred times in all.
    if (const int wanted = qEnvironmentVariableIntValue("PAREIDOLIA_KILLS"); wanted > 0)
        kills = wanted;
    const QString preset = QTest::currentDataTag();
    const Finished whole = run(runWords(preset) + limits(generations));
    QVERIFY2(whole.code == 0, whole.told());

    QStringList words = runWords(preset) + QStringList{"--save", path()} + limits(generations);
    for (int kill = 0; kill < kills; ++kill) {
        QProcess process;
        process.start(program(), words);
        QVERIFY(QTest::qWaitFor([this] { return QFile::exists(path()); }, 20'000));
        process.waitForFinished(static_cast<int>(QRandomGenerator::global()->bounded(50, 2500)));
        process.kill();
        process.waitForFinished();
        words = QStringList{"resume", path()} + limits(generations);
    }
    const Finished resumed = run(words);
    QVERIFY2(resumed.code == 0, resumed.told());
    QVERIFY(resumed.json().contains("resumed_from_generation"));
    for (const char* key : {"archive_sha256", "evaluations", "generation", "passes"})
        QCOMPARE(resumed.json()[key], whole.json()[key]);
    const Finished verified = run({"verify", path(), "--json"});
    QVERIFY2(verified.code == 0, verified.told());
    QCOMPARE(verified.json()["equal"].toInt(), 10);
}

void TestCliRunFile::tellsWhatItHolds()
{
    const Finished saved = run(runWords("mnist-cppn") + QStringList{"--save", path()} + limits(8));
    QVERIFY2(saved.code == 0, saved.told());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"a.pareidolia"});
    const Finished info = run({"info", path(), "--json"});
    QVERIFY2(info.code == 0, info.told());
    for (const char* key : {"archive_sha256", "evaluations", "generation", "confidences", "median",
                            "model_sha256", "preset", "seed", "seconds"})
        QCOMPARE(info.json()[key], saved.json()[key]);
    const Finished words = run({"info", path()});
    QVERIFY2(words.code == 0 && words.out.contains("generation    8"), words.told());
}

void TestCliRunFile::isComparedWithAnExport()
{
    const QString exported = m_folder->filePath("exported");
    const Finished saved =
        run(runWords("mnist-cppn") +
            QStringList{"--save", path(), "--export", exported, "--generations", "5"});
    QVERIFY2(saved.code == 0, saved.told());
    const Finished compared = run({"compare", path(), exported + "/run.json", "--json"});
    QVERIFY2(compared.code == 0, compared.told());
    const QJsonArray medians = compared.json()["median"].toArray();
    QVERIFY(medians[0].toDouble() > 0);
    QCOMPARE(medians[0], medians[1]);
    QCOMPARE(compared.json()["mean"].toArray()[0], compared.json()["mean"].toArray()[1]);
    QVERIFY(compared.json()["settings_that_differ"].toObject().isEmpty());
}

void TestCliRunFile::goesOnToOtherLimits()
{
    QVERIFY(run(runWords("mnist-direct") + QStringList{"--save", path()} + limits(4)).code == 0);
    const Finished more = run(QStringList{"resume", path()} + limits(7));
    QVERIFY2(more.code == 0, more.told());
    QCOMPARE(more.json()["resumed_from_generation"].toInt(), 4);
    QCOMPARE(more.json()["generation"].toInt(), 7);
    // The limit that was given last is the run's now: nothing is left to do.
    const Finished again = run({"resume", path(), "--json"});
    QVERIFY2(again.code == 0, again.told());
    QCOMPARE(again.json()["generation"].toInt(), 7);
    QCOMPARE(again.json()["archive_sha256"], more.json()["archive_sha256"]);
}

void TestCliRunFile::oneProcessWrites()
{
    QProcess process;
    process.start(program(), runWords("mnist-direct") +
                                 QStringList{"--save", path(), "--generations", "1000000"});
    QVERIFY(QTest::qWaitFor([this] { return QFile::exists(path() + "-wal"); }, 20'000));
    expectOneSentence(run({"resume", path()}), 1, "another Pareidolia is writing it");
    const Finished info = run({"info", path(), "--json"});
    QVERIFY2(info.code == 0, info.told());
    process.kill();
    process.waitForFinished();
    QVERIFY(run(QStringList{"resume", path()} + limits(1)).code == 0);
}

void TestCliRunFile::whatHasNoFileAnyMoreIsSavedBesideIt_data()
{
    QTest::addColumn<bool>("replaced");
    QTest::addColumn<QString>("saved");
    QTest::newRow("deleted") << false << QStringLiteral("a.pareidolia");
    QTest::newRow("replaced") << true << QStringLiteral("a-1.pareidolia");
}

void TestCliRunFile::whatHasNoFileAnyMoreIsSavedBesideIt()
{
    QFETCH(bool, replaced);
    QFETCH(QString, saved);
    const QString other = m_folder->filePath("other.pareidolia");
    QVERIFY(run(QStringList{"run", "--preset", "mnist-cppn", "--save", other} + limits(1)).code ==
            0);
    QProcess process;
    process.start(program(), runWords("mnist-direct") +
                                 QStringList{"--save", path(), "--generations", "1000000"});
    QVERIFY(QTest::qWaitFor([this] { return QFile::exists(path() + "-wal"); }, 20'000));
    QVERIFY(QFile::remove(path()));
    QVERIFY(!replaced || QFile::rename(other, path()));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardError().contains("was saved as"));
    const Finished info = run({"info", m_folder->filePath(saved), "--json"});
    QVERIFY2(info.code == 0, info.told());
    QCOMPARE(info.json()["state"].toString(), QStringLiteral("paused"));
    QCOMPARE(info.json()["spec"].toObject()["name"].toString(), QStringLiteral("mnist-direct"));
}

void TestCliRunFile::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("naming");
    for (const char* verb : {"resume", "info", "verify"}) {
        QTest::addRow("%s, no file", verb) << QStringList{verb} << 2 << QByteArray("file");
        QTest::addRow("%s, missing", verb)
            << QStringList{verb, "/no/such.pareidolia"} << 1 << QByteArray("such.pareidolia");
        QTest::addRow("%s, a text", verb) << QStringList{verb, "TEXT"} << 1 << QByteArray("TEXT");
        QTest::addRow("%s, empty", verb) << QStringList{verb, "EMPTY"} << 1 << QByteArray("EMPTY");
    }
    QTest::newRow("a file that is there")
        << runWords("mnist-direct") + QStringList{"--save", "TEXT"} << 2 << QByteArray("already");
    QTest::newRow("a folder that is not")
        << runWords("mnist-direct") + QStringList{"--save", "/no/such/a.pareidolia"} << 1
        << QByteArray("/no/such");
    QTest::newRow("a limit that is none")
        << QStringList{"resume", "TEXT", "--generations", "many"} << 1 << QByteArray("TEXT");
}

void TestCliRunFile::refuses()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QByteArray, naming);
    for (const auto& [name, content] :
         {std::pair<QString, QByteArray>{"TEXT", QByteArray(5000, 'x')}, {"EMPTY", {}}}) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content);
        words.replaceInStrings(QRegularExpression("^" + name + "$"), file.fileName());
    }
    expectOneSentence(run(words), code, naming);
}

QTEST_GUILESS_MAIN(TestCliRunFile)
#include "tst_cli_runfile.moc"
