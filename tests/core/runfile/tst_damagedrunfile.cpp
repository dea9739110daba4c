// SPDX-License-Identifier: GPL-3.0-or-later
// Run files that somebody or something changed: what they hold is right or refused.
#include "core/base/Files.h"
#include "core/runfile/RunFile.h"
#include "tests/core/runfile/SavedSmallRun.h"

#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>
#include <random>

using namespace pareidolia;
using namespace pareidolia::test;

class TestDamagedRunFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isRefused_data();
    void isRefused();
    void genomesAreMadeAgain();
    void flippedBytesAreNeverShownAsRight();

private:
    std::filesystem::path path() const { return m_folder->filePath("a.pareidolia").toStdString(); }
    void execute(const char* sql) const
    {
        SQLite::Database(path().string(), SQLite::OPEN_READWRITE).exec(sql);
    }
    /// Why the run cannot be had; empty if it can.
    std::string refusal() const
    {
        const auto file = RunFile::open(path());
        if (!file)
            return file.error().sentence();
        const auto run = reopen(**file, honestNetwork());
        return run ? std::string() : run.error().sentence();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_archive; ///< hash
};

void TestDamagedRunFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    save(path(), smallSpec("map-elites", "direct"), 6);
    QCOMPARE(refusal(), std::string());
    m_archive = reopened(path())->search().archive().sha256();
}

void TestDamagedRunFile::isRefused_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* name, const char* sql, const char* why) {
        QTest::newRow(name) << QByteArray(sql) << why;
    };
    row("log-odds", "UPDATE improvement SET log_odds = 99 WHERE class = 1", "improvement");
    row("an improvement less", "DELETE FROM improvement WHERE class = 1 AND generation = 0",
        "improvement");
    row("its class", "UPDATE improvement SET class = 77 WHERE class = 1 AND generation = 0",
        "improvement");
    row("lineage", "UPDATE individual SET from_class = 0 WHERE generation > 0", "lost");
    row("an individual less", "DELETE FROM individual WHERE generation = 0", "individual");
    row("progress", "UPDATE progress SET generation = 3", "far");
    row("no progress", "DELETE FROM progress", "far");
    row("the spec", "UPDATE about SET value = replace(value, '12', '13') WHERE key = 'spec'",
        "spec");
    row("no network", "DELETE FROM network", "network");
    row("the state", "UPDATE lifecycle SET state = 'finished'", "state");
    row("no state", "DELETE FROM lifecycle", "state");
    row("statistics", "UPDATE generation SET median = 1 WHERE number = 2", "statistics");
    row("a change", "INSERT INTO change VALUES (1, 0, 'children', '5', 0)", "change");
    row("a view", "CREATE VIEW v AS SELECT 1", "no run file has");
    row("a trigger", "CREATE TRIGGER t AFTER INSERT ON change BEGIN SELECT 1; END",
        "no run file has");
    row("a table less", "DROP TABLE change", "missing");
    row("of tomorrow", "PRAGMA user_version = 3", "get Pareidolia 0.");
    row("of another program", "PRAGMA application_id = 7", "not a run file");
}

void TestDamagedRunFile::isRefused()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, why);
    execute(sql);
    const std::string sentence = refusal();
    QVERIFY2(!sentence.empty(), "it was taken for right");
    QVERIFY2(sentence.find(why.toStdString()) != std::string::npos, sentence.c_str());
}

void TestDamagedRunFile::genomesAreMadeAgain()
{
    execute("UPDATE genome SET content = x'00' WHERE generation > 0");
    QCOMPARE(refusal(), std::string());
    QCOMPARE(reopened(path())->search().archive().sha256(), m_archive);
    execute("DELETE FROM genome");
    QCOMPARE(refusal(), std::string());
    QCOMPARE(reopened(path())->search().archive().sha256(), m_archive);
}

void TestDamagedRunFile::flippedBytesAreNeverShownAsRight()
{
    const std::string whole = readFile(path()).value();
    std::mt19937 random(1);
    int taken = 0;
    for (int trial = 0; trial < 300; ++trial) {
        std::string bytes = whole;
        if (trial % 4 == 0)
            bytes.resize(random() % bytes.size());
        for (std::size_t flips = trial % 3 == 0 ? 1 : 20; flips > 0 && !bytes.empty(); --flips)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        QVERIFY(writeFile(path(), bytes).has_value());
        const auto file = RunFile::open(path());
        const auto run = file ? reopen(**file, honestNetwork()) : tl::unexpected(file.error());
        if (!run)
            continue;
        ++taken;
        QCOMPARE((*run)->search().archive().sha256(), m_archive);
    }
    QVERIFY(taken > 0); // a byte of an unused page hurts nobody
}

QTEST_GUILESS_MAIN(TestDamagedRunFile)
#include "tst_damagedrunfile.moc"
