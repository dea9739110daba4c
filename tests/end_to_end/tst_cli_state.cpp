// SPDX-License-Identifier: GPL-3.0-or-later
// The state of a run, walked through from outside: what docs/run-state.md says of files and of
// `info`, and what is asked of a run that rests.
#include "tests/end_to_end/Program.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>
#include <csignal>

using namespace pareidolia;

class TestCliState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theTableOfTheStateIsTrue();
    void theManualNamesEveryKey();
    void branchesAndChangesKeepWhatWasAsked();
    void whatWaitsIsReplacedAndWithdrawn();
    void endsAndGoesOn();
    void anInterruptedRunSaysSo_data();
    void anInterruptedRunSaysSo();
    void refuses_data();
    void refuses();

private:
    QString at(const char* name) const { return m_folder->filePath(name); }
    QString path() const { return at("a.pareidolia"); }
    QJsonObject info(const QString& file) const { return run({"info", file, "--json"}).json(); }

    /// A run file with generations up to the tenth.
    Finished save() const
    {
        return run({"run", "--preset", "mnist-cppn", "--seed", "4", "--set", "children=20",
                    "--generations", "10", "--save", path(), "--json"});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliState::theTableOfTheStateIsTrue()
{
    QVERIFY(save().code == 0);
    QFile document(PAREIDOLIA_SOURCE "/docs/run-state.md");
    QVERIFY(document.open(QFile::ReadOnly));
    const QJsonObject told = info(path());
    SQLite::Database database(path().toStdString());
    QSet<QString> tables, keys;
    for (const QString& line : QString::fromUtf8(document.readAll()).split('\n')) {
        const QStringList cells = line.split('|');
        if (cells.size() != 8 || cells[1].contains("---") || cells[1].trimmed() == "what")
            continue;
        const QRegularExpression code("`([^`]+)`");
        for (auto found = code.globalMatch(cells[3]); found.hasNext();) {
            const QStringList column = found.next().captured(1).split('.');
            QCOMPARE(column.size(), 2);
            tables.insert(column[0]);
            // Throws where there is no such column.
            database.execAndGet("SELECT count(" + column[1].toStdString() + ") FROM " +
                                column[0].toStdString());
        }
        for (auto found = code.globalMatch(cells[6]); found.hasNext();) {
            const QString key = found.next().captured(1);
            keys.insert(key);
            QVERIFY2(told.contains(key) || cells[6].contains('('), qPrintable(key));
        }
    }
    SQLite::Statement all(database, "SELECT name FROM sqlite_master WHERE type = 'table'");
    while (all.executeStep())
        QVERIFY2(tables.contains(QString::fromStdString(all.getColumn(0).getString())),
                 all.getColumn(0).getText());
    for (const QString& key : told.keys())
        QVERIFY2(keys.contains(key), qPrintable(key));
}

void TestCliState::theManualNamesEveryKey()
{
    QVERIFY(save().code == 0);
    QFile document(PAREIDOLIA_SOURCE "/docs/command-line.md");
    QVERIFY(document.open(QFile::ReadOnly));
    const QString manual = QString::fromUtf8(document.readAll());
    for (const QString& key : info(path()).keys())
        QVERIFY2(manual.contains('`' + key + '`') || manual.contains("\"" + key + "\":"),
                 qPrintable(key));
}

void TestCliState::branchesAndChangesKeepWhatWasAsked()
{
    QVERIFY(save().code == 0);
    const Finished branched = run({"branch", path(), "--at", "6", "--out", at("b.pareidolia"),
                                   "--seed", "77", "--set", "cppn_weight_rate=0.33", "--json"});
    QVERIFY2(branched.code == 0, branched.told());
    QCOMPARE(branched.json()["waiting"].toArray().size(), 2);
    QVERIFY(run({"change", at("b.pareidolia"), "--set", "children=15"}).code == 0);
    for (int look = 0; look < 2; ++look) {
        const QJsonObject told = info(at("b.pareidolia"));
        QCOMPARE(told["state"].toString(), QString("paused"));
        QCOMPARE(told["generation"].toInt(), 6);
        QCOMPARE(told["seed"].toInt(), 77);
        QCOMPARE(told["spec"].toObject()["children"].toInt(), 15);
        QCOMPARE(told["spec"].toObject()["generations"].toInt(), 10); // a limit, as its parent has
        QCOMPARE(told["waiting"].toArray().size(), 3);
    }
    const QJsonObject ended = run({"resume", at("b.pareidolia"), "--json"}).json();
    QCOMPARE(ended["generation"].toInt(), 10);
    QCOMPARE(ended["evaluations"].toInt(), 200 + 6 * 20 + 4 * 15);
    const QJsonObject told = info(at("b.pareidolia"));
    QVERIFY(told["waiting"].toArray().isEmpty());
    for (const QJsonValue& change : told["changes"].toArray())
        QCOMPARE(change["generation"].toInt(), 7);
    QCOMPARE(info(path())["seed"].toInt(), 4);
}

void TestCliState::whatWaitsIsReplacedAndWithdrawn()
{
    QVERIFY(save().code == 0);
    const QString archive = info(path())["archive_sha256"].toString();
    QVERIFY(run({"change", path(), "--set", "children=15", "--set", "cppn_weight_rate=0.3"}).code ==
            0);
    QVERIFY(run({"change", path(), "--set", "children=16"}).code == 0);
    QCOMPARE(info(path())["spec"].toObject()["children"].toInt(), 16);
    QCOMPARE(info(path())["waiting"].toArray().size(), 2);
    QVERIFY(run({"change", path(), "--clear", "cppn_weight_rate"}).code == 0);
    QCOMPARE(info(path())["waiting"].toArray().size(), 1);
    QVERIFY(run({"change", path(), "--set", "children=20"}).code == 0); // what holds already
    const QJsonObject told = info(path());
    QVERIFY(told["waiting"].toArray().isEmpty());
    QCOMPARE(told["state"].toString(), QString("finished"));
    QCOMPARE(told["archive_sha256"].toString(), archive);
}

void TestCliState::endsAndGoesOn()
{
    const QJsonObject first = save().json();
    QCOMPARE(first["state"].toString(), QString("finished"));
    QCOMPARE(first["ended_by"].toString(), QString("generations"));
    const Finished again = run({"resume", path(), "--json"}); // its limit is met: nothing to do
    QVERIFY2(again.code == 0, again.told());
    for (const char* key : {"generation", "evaluations", "archive_sha256", "state", "ended_by"})
        QCOMPARE(again.json()[key], first[key]);
    const QJsonObject more = run({"resume", path(), "--evaluations", "500", "--json"}).json();
    QCOMPARE(more["ended_by"].toString(), QString("evaluations"));
    QCOMPARE(more["resumed_from_generation"].toInt(), 10);
    const QJsonObject told = info(path());
    QVERIFY(!told["spec"].toObject().contains("generations"));
    QCOMPARE(told["spec"].toObject()["evaluations"].toInt(), 500);
    QVERIFY(told["changes"].toArray().isEmpty() && told["waiting"].toArray().isEmpty());
}

void TestCliState::anInterruptedRunSaysSo_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("killed") << SIGKILL;
    QTest::newRow("Ctrl-C") << SIGINT;
}

void TestCliState::anInterruptedRunSaysSo()
{
    QFETCH(int, signal);
    QProcess process;
    process.start(program(),
                  {"run", "--preset", "mnist-cppn", "--generations", "1000000", "--save", path()});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path()) && info(path())["generation"].toInt() > 0,
                             30'000);
    QCOMPARE(info(path())["state"].toString(), QString("running"));
    QVERIFY(!info(path()).contains("seconds"));
    QCOMPARE(run({"change", path(), "--set", "children=15"}).code, 1); // somebody writes it
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(30'000));
    for (int look = 0; look < 2; ++look) {
        QCOMPARE(info(path())["state"].toString(), QString("paused"));
        QCOMPARE(info(path())["interrupted"].toBool(), signal == SIGKILL);
        QVERIFY(info(path())["ended_by"].isNull());
    }
}

void TestCliState::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("names");
    QTest::newRow("a value out of range")
        << QStringList{"change", "FILE", "--set", "cppn_weight_rate=7"} << 2 << "cppn_weight_rate";
    QTest::newRow("a setting of another kind of run")
        << QStringList{"change", "FILE", "--set", "mutation_rate=0.5"} << 2 << "mutation_rate";
    QTest::newRow("a seed in mid-run")
        << QStringList{"change", "FILE", "--set", "seed=5"} << 2 << "seed";
    QTest::newRow("nothing") << QStringList{"change", "FILE"} << 2 << "--set";
    QTest::newRow("nothing to withdraw")
        << QStringList{"change", "FILE", "--clear", "children"} << 2 << "children";
    QTest::newRow("a generation to come")
        << QStringList{"branch", "FILE", "--at", "11", "--out", "OUT"} << 2 << "generation 11";
    QTest::newRow("no generation")
        << QStringList{"branch", "FILE", "--at", "-1", "--out", "OUT"} << 2 << "--at";
    QTest::newRow("a file that is there")
        << QStringList{"branch", "FILE", "--at", "5", "--out", "FILE"} << 2 << "a.pareidolia";
    QTest::newRow("no file") << QStringList{"change", "/nowhere", "--set", "children=5"} << 1
                             << "/nowhere";
}

void TestCliState::refuses()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QString, names);
    QVERIFY(save().code == 0);
    const QJsonObject before = info(path());
    words.replaceInStrings("FILE", path()).replaceInStrings("OUT", at("out.pareidolia"));
    const Finished refused = run(words);
    QVERIFY2(refused.code == code, refused.told());
    QVERIFY2(QString(refused.told()).contains(names), refused.told());
    QCOMPARE(info(path()), before);
    QVERIFY(!QFile::exists(at("out.pareidolia")));
}

QTEST_GUILESS_MAIN(TestCliState)
#include "tst_cli_state.moc"
