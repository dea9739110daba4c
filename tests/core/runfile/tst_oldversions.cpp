// SPDX-License-Identifier: GPL-3.0-or-later
// Run files that older programs wrote; one of every kind lies in tests/data.
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunRecorder.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace pareidolia;

namespace {

/// A run on a network that is not here: it can be looked at and changed, not go on.
std::unique_ptr<Run> reopened(const QString& path)
{
    const auto file = RunFile::open(path.toStdString()).value();
    return reopen(*file, std::make_shared<AbsentClassifier>(file->header())).value();
}

int versionOf(const QString& path)
{
    return SQLite::Database(path.toStdString()).execAndGet("PRAGMA user_version").getInt();
}

} // namespace

class TestOldVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void opens_data();
    void opens();
    void aFileOfVersion2Opens();
    void isLeftAloneByLooking_data() { opens_data(); }
    void isLeftAloneByLooking();
    void isBroughtUpOnTheFirstWriting_data() { opens_data(); }
    void isBroughtUpOnTheFirstWriting();
    void keepsEveryOldFile();
    void gradientAscentRemembersItsClasses();
    void damageIsTold();

private:
    /// A copy of a file of tests/data.
    QString copyOf(const QString& name) const
    {
        const QString path = m_folder->filePath("run.pareidolia");
        QFile::remove(path);
        QFile::copy(QStringLiteral(PAREIDOLIA_SOURCE "/tests/data/") + name + ".pareidolia", path);
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOldVersions::opens_data()
{
    QTest::addColumn<std::uint32_t>("generation");
    QTest::addColumn<Lifecycle>("life");
    QTest::addColumn<std::vector<ChangeRecord>>("changes");
    QTest::addColumn<std::vector<ChangeRecord>>("waiting");
    QTest::addColumn<std::uint32_t>("limit"); ///< in generations
    QTest::addColumn<QString>("archive");
    const Lifecycle paused{.state = RunState::Paused};
    using Changes = std::vector<ChangeRecord>;
    QTest::newRow("version-1-direct")
        << 9u << paused << Changes{} << Changes{} << 400u
        << "933473410b694cbfd8153827234b36604b62cda28ab1fe2c92b81501861cccd3";
    QTest::newRow("version-1-gradient")
        << 8u << paused << Changes{} << Changes{} << 600u
        << "d6a1582d15041ff77152d1744391879e3e32f5202aa0b55e352cb2e10e66dce3";
    QTest::newRow("version-1-changes")
        << 9u << paused
        << Changes{{4, "cppn_weight_rate", "0.25"},
                   {4, "children", "30"},
                   {7, "cppn_weight_rate", "0.2"}}
        << Changes{} << 450u << "0a02376239784c3ce6c6da235b4f1d2715f0b61a793627a14aac9220b5eb96f4";
    QTest::newRow("version-1-waiting")
        << 5u << paused << Changes{}
        << Changes{{6, "cppn_weight_rate", "0.25"}, {6, "children", "30"}} << 450u
        << "624bcfec752e02599e9b961686948188b11d7a164f03f4d8fa2b6d8bfcdf1dd0";
    QTest::newRow("version-1-branch")
        << 8u << paused
        << Changes{{4, "cppn_weight_rate", "0.25"},
                   {4, "children", "30"},
                   {7, "cppn_weight_rate", "0.2"}}
        << Changes{{9, "seed", "77"}, {9, "cppn_weight_rate", "0.33"}} << 480u
        << "cd5c48621d3d728c9b63484d7b7c728b4a01bb026a581fd09fbe8b2bd932d6d5";
    QTest::newRow("version-1-stopped")
        << 5u << Lifecycle{.state = RunState::Stopped, .reason = "the user ended it"} << Changes{}
        << Changes{} << 500u << "624bcfec752e02599e9b961686948188b11d7a164f03f4d8fa2b6d8bfcdf1dd0";
    QTest::newRow("version-1-finished")
        << 12u
        << Lifecycle{.state = RunState::Finished,
                     .endedBy = "generations",
                     .reason = "generation 12 is reached"}
        << Changes{} << Changes{} << 12u
        << "d9c3311eb84efc9b02291b5227fa50dfd275d0e50c22514f813b8b1c61a506ef";
    QTest::newRow("version-1-killed")
        << 130u << Lifecycle{.state = RunState::Paused, .interrupted = true} << Changes{}
        << Changes{} << 100000u
        << "b328f8a2cef23bb95ee327b49180db1c821e6c48757a27a0c7ad83ba02f2d654";
}

void TestOldVersions::opens()
{
    QFETCH(std::uint32_t, generation);
    QFETCH(Lifecycle, life);
    QFETCH(std::vector<ChangeRecord>, changes);
    QFETCH(std::vector<ChangeRecord>, waiting);
    QFETCH(std::uint32_t, limit);
    QFETCH(QString, archive);
    const QString path = copyOf(QTest::currentDataTag());
    QCOMPARE(RunFile::open(path.toStdString()).value()->lifecycle(), life);
    const auto run = reopened(path);
    QCOMPARE(run->generation(), std::optional(generation));
    QCOMPARE(run->lifecycle(), life);
    QCOMPARE(run->settings().changes(), changes);
    QCOMPARE(run->settings().waiting(), waiting);
    QCOMPARE(run->spec().limits.generations, std::optional(limit));
    QCOMPARE(QString::fromStdString(run->search().archive().sha256()), archive);
}

void TestOldVersions::aFileOfVersion2Opens()
{
    const QString path = copyOf("version-2-cppn");
    const auto run = reopened(path);
    QCOMPARE(run->generation(), std::optional(12u));
    QCOMPARE(run->lifecycle().endedBy, std::string("generations"));
    QCOMPARE(run->search().archive().sha256(),
             std::string("1ef05f014758749b49f8128db7d857d12dc58aa6d344a6fc2faa829d8ca4ad16"));
}

void TestOldVersions::isLeftAloneByLooking()
{
    const QString path = copyOf(QTest::currentDataTag());
    {
        const auto run = reopened(path);
        const RunRecorder recorder(RunFileWriter::open(path.toStdString()).value(), *run);
    }
    QCOMPARE(versionOf(path), 1);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"run.pareidolia"});
    QVERIFY(reopened(path)->generation().has_value());
}

void TestOldVersions::isBroughtUpOnTheFirstWriting()
{
    const QString path = copyOf(QTest::currentDataTag());
    const auto before = reopened(path);
    {
        const auto run = reopened(path);
        RunRecorder recorder(RunFileWriter::open(path.toStdString()).value(), *run);
        run->setLimits({.generations = 100'001});
        recorder.changed(*run);
        QVERIFY(recorder.flush().has_value());
        const auto remarks = recorder.takeRemarks();
        QCOMPARE(remarks.size(), 1u); // told once
        QVERIFY(remarks.front().find("run.v1.pareidolia") != std::string::npos);
        recorder.changed(*run);
        QVERIFY(recorder.flush().has_value());
        QVERIFY(recorder.takeRemarks().empty());
    }
    QCOMPARE(versionOf(path), 2);
    const auto after = reopened(path), kept = reopened(m_folder->filePath("run.v1.pareidolia"));
    QCOMPARE(versionOf(m_folder->filePath("run.v1.pareidolia")), 1);
    for (const auto* run : {&after, &kept}) {
        QCOMPARE((*run)->search().archive().sha256(), before->search().archive().sha256());
        QCOMPARE((*run)->lifecycle(), before->lifecycle());
        QCOMPARE((*run)->settings().changes(), before->settings().changes());
        QCOMPARE((*run)->settings().waiting(), before->settings().waiting());
        QCOMPARE((*run)->search().report().dump(), before->search().report().dump());
        QCOMPARE((*run)->improvements().size(), before->improvements().size());
    }
    QCOMPARE(after->spec().limits.generations, std::optional(100'001u));
}

void TestOldVersions::keepsEveryOldFile()
{
    const QString path = copyOf("version-1-direct");
    QVERIFY(QFile::copy(path, m_folder->filePath("run.v1.pareidolia"))); // of another day
    const auto run = reopened(path);
    RunRecorder recorder(RunFileWriter::open(path.toStdString()).value(), *run);
    recorder.changed(*run);
    QVERIFY(recorder.flush().has_value());
    QVERIFY(QFile::exists(m_folder->filePath("run.v1-2.pareidolia")));
}

void TestOldVersions::gradientAscentRemembersItsClasses()
{
    const auto run = reopened(copyOf("version-1-gradient"));
    const auto milestones = run->search().report()["milestones"];
    QCOMPARE(milestones.size(), 3u);
    int done = 0;
    for (const std::string& part : run->search().memory().pack())
        done += nlohmann::ordered_json::parse(part)["done"].get<bool>() ? 1 : 0;
    QCOMPARE(done, 1);
    QCOMPARE(run->search().memory().pack().size(), 2u); // the third has not begun
}

void TestOldVersions::damageIsTold()
{
    for (const char* sql : {"UPDATE change SET value = '7'", "UPDATE ascent SET steps = 7",
                            "UPDATE about SET value = '' WHERE key = 'manifest'",
                            "UPDATE ascent SET content = x'00', steps = -1"}) {
        const QString path = copyOf(sql[7] == 'c' ? "version-1-changes" : "version-1-gradient");
        SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE).exec(sql);
        const auto file = RunFile::open(path.toStdString());
        QVERIFY2(!file, sql);
        QVERIFY2(file.error().sentence().find("run.pareidolia: it is damaged") != std::string::npos,
                 file.error().sentence().c_str());
    }
}

QTEST_GUILESS_MAIN(TestOldVersions)
#include "tst_oldversions.moc"
