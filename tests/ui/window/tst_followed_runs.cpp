// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that another program writes: watched, and opened for running when it has gone.
#include "WindowFixture.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunRecorder.h"
#include "tests/support/DriveRun.h"

#include <QAction>
#include <QDir>
#include <QTabWidget>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace pareidolia;

class TestFollowedRuns : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void aRunThatAnotherProgramWritesIsFollowed();
    void aRunThatNobodyWritesAnyMoreIsOpenedForRunning();
    void aFileThatHasGoneStartsNoNewRun();
    void aFailureInAnotherProgramIsToldOnce();
    void aRunFileThatCannotBeReadAnyMoreIsToldOnce();

private:
    QString at(const QString& name) const { return QDir(m_folder->path()).filePath(name); }
    std::string archive() const { return session().snapshot().archive.sha256(); }

    /// A run of another program, whose file is "other.pareidolia".
    struct Elsewhere
    {
        std::unique_ptr<Run> run;
        std::unique_ptr<RunRecorder> recorder;

        void advance(int generations) const
        {
            run->start(0);
            for (int i = 0; i < generations; ++i)
                recorder->generationEnded(*run, pareidolia::advance(*run).value());
            QVERIFY(recorder->flush().has_value());
        }
    };
    Elsewhere elsewhere() const
    {
        RunSpec spec;
        spec.name = "other";
        spec.model = "lenet-mnist";
        spec.settings.children = 20;
        Elsewhere made{.run = Run::create(spec, *loadFake("lenet-mnist")).value()};
        made.recorder = std::make_unique<RunRecorder>(
            RunFileWriter::create(at("other.pareidolia").toStdString(), headerOf(*made.run))
                .value(),
            *made.run);
        return made;
    }
    void dismissAll() const
    {
        while (!m_fixture->window->messages().isEmpty())
            m_fixture->window->messages().dismiss();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFollowedRuns::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<WindowFixture>(loadFake, at("runs"));
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestFollowedRuns::aRunThatAnotherProgramWritesIsFollowed()
{
    const Elsewhere other = elsewhere();
    const auto& run = other.run;
    other.advance(3);
    m_fixture->window->openFiles({at("other.pareidolia")});
    QTRY_VERIFY(page());
    QVERIFY2(m_fixture->message().contains("not kept"), qPrintable(m_fixture->message()));
    QCOMPARE(generation(), 2u);
    QCOMPARE(session().state(), RunState::Running);
    QVERIFY(!m_fixture->window->findChild<QAction*>("run")->isEnabled());
    other.advance(5);
    QTRY_COMPARE_WITH_TIMEOUT(generation(), 7u, 20'000);
    QCOMPARE(archive(), run->search().archive().sha256());
    QCOMPARE(session().champion(0)->logOdds, run->search().archive().champion(0)->logOdds);
    page()->group().start(); // Space would do this, too
    run->pause(1);
    other.recorder->changed(*run);
    QTRY_COMPARE_WITH_TIMEOUT(session().state(), RunState::Paused, 20'000);
    QCOMPARE(generation(), 7u);
    // A copy of one's own is here to go on with.
    act("duplicateRun");
    QTRY_VERIFY(page() && !session().isFollowing());
    QCOMPARE(archive(), run->search().archive().sha256());
}

void TestFollowedRuns::aRunThatNobodyWritesAnyMoreIsOpenedForRunning()
{
    Elsewhere other = elsewhere();
    other.advance(3);
    m_fixture->window->openFiles({at("other.pareidolia")});
    QTRY_VERIFY(page());
    QVERIFY(session().isFollowing());
    m_fixture->window->openRun(smallSpec(), false); // behind it
    QTRY_VERIFY(page() && !session().isFollowing());
    other.run->pause(1);
    other.recorder->changed(*other.run);
    const std::string pictures = other.run->search().archive().sha256();
    other.recorder.reset();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->find("message-openForRunning"), 20'000);
    QTest::mouseClick(m_fixture->find("message-openForRunning"), Qt::LeftButton);
    tabs()->setCurrentIndex(1); // where it was
    QTRY_VERIFY(page() && session().file() == at("other.pareidolia"));
    QCOMPARE(tabs()->count(), 3);
    QCOMPARE(archive(), pictures);
    QVERIFY(!session().isForLooking());
    page()->group().start();
    QTRY_VERIFY(generation() > 3);
}

void TestFollowedRuns::aFileThatHasGoneStartsNoNewRun()
{
    Elsewhere other = elsewhere();
    other.advance(3);
    m_fixture->window->openFiles({at("other.pareidolia")});
    QTRY_VERIFY(page());
    const std::string pictures = archive();
    other.run->pause(1);
    other.recorder->changed(*other.run);
    other.recorder.reset();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->find("message-openForRunning"), 20'000);
    QVERIFY(QFile::remove(at("other.pareidolia")));
    QTest::mouseClick(m_fixture->find("message-openForRunning"), Qt::LeftButton);
    QTRY_VERIFY2(m_fixture->message().contains("moved or deleted"),
                 qPrintable(m_fixture->message()));
    QVERIFY(session().isFollowing());
    QCOMPARE(archive(), pictures);
}

void TestFollowedRuns::aFailureInAnotherProgramIsToldOnce()
{
    const Elsewhere other = elsewhere();
    other.advance(3);
    m_fixture->window->openFiles({at("other.pareidolia")});
    QTRY_VERIFY(page());
    other.run->fail({"the network", "it is broken", "mend it"}, 1);
    other.recorder->changed(*other.run);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->message().contains("it is broken"), 20'000);
    QCOMPARE(session().state(), RunState::Failed);
    dismissAll();
    QTest::qWait(2500); // two more looks at its file
    QVERIFY2(m_fixture->message().isEmpty(), qPrintable(m_fixture->message()));
}

void TestFollowedRuns::aRunFileThatCannotBeReadAnyMoreIsToldOnce()
{
    const Elsewhere other = elsewhere();
    other.advance(3);
    m_fixture->window->openFiles({at("other.pareidolia")});
    QTRY_VERIFY(page());
    dismissAll();
    SQLite::Database database(at("other.pareidolia").toStdString(), SQLite::OPEN_READWRITE, 5000);
    database.exec("ALTER TABLE lifecycle RENAME TO elsewhere");
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->message().isEmpty(), 20'000);
    dismissAll();
    QTest::qWait(2500); // two more looks at its file
    QVERIFY2(m_fixture->message().isEmpty(), qPrintable(m_fixture->message()));
    database.exec("ALTER TABLE elsewhere RENAME TO lifecycle");
    QTest::qWait(2500);
    database.exec("ALTER TABLE lifecycle RENAME TO elsewhere");
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->message().isEmpty(), 20'000);
}

QTEST_MAIN(TestFollowedRuns)
#include "tst_followed_runs.moc"
