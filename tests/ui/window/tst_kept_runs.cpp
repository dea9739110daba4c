// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that are saved by themselves: closed, interrupted, opened, named, doubled.
#include "WindowFixture.h"
#include "core/run/LogQueries.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunRecorder.h"

#include <QAction>
#include <QDir>
#include <QTabWidget>
#include <QUrl>

using namespace pareidolia;

class TestKeptRuns : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void nobodyIsAskedWhatIsKeptAnyway();
    void anotherStartHasThePicturesAgain();
    void anInterruptedRunIsTold();
    void aCrashWhilePausedInterruptedNothing();
    void tabsOfAKilledWindowThatWasAskedForOneRunComeBack();
    void everyWindowHasItsOwnTabs();
    void aRunIsNamed();
    void aRunIsDoubled();
    void aRunFileIsOpened();
    void aRunFileOfAnotherNetworkIsLookedAt();
    void aClosingWindowLeavesItsTabsToTheNext();
    void runsAreLetGoOfBeforeTheWindow();
    void aFileThatVanishesIsToldAndSavedElsewhere();
    void brokenRunFilesAreTold();

private:
    void killWhileRunning();
    QString at(const QString& name) const { return QDir(m_folder->path()).filePath(name); }
    QStringList keptFiles() const
    {
        QStringList files;
        for (const QFileInfo& info : QDir(at("runs")).entryInfoList({"*.pareidolia"}, QDir::Files))
            files.append(info.filePath());
        return files;
    }
    std::string archive() const { return session().snapshot().archive.sha256(); }

    /// A run that has grown a little and is paused.
    void grow()
    {
        QVERIFY(m_fixture->openCard("mnist-direct"));
        QTRY_VERIFY(generation() > 2);
        QVERIFY(comesToRest(page()->group()));
    }
    void drop(const QString& file) const { dropOn(m_fixture->window.get(), urlsOf({file})); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestKeptRuns::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<WindowFixture>(loadFake, at("runs"));
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestKeptRuns::nobodyIsAskedWhatIsKeptAnyway()
{
    grow();
    QCOMPARE(keptFiles().size(), 1);
    QVERIFY(!page()->group().hasUnsavedPictures());
    act("closeTab");
    QTRY_VERIFY(!page());
    QCOMPARE(m_fixture->answers->asked, 0);
    QCOMPARE(keptFiles().size(), 1);
    // It is among the recent things, pictures and all.
    QTest::mouseClick(m_fixture->find<QAbstractButton>("recent-0"), Qt::LeftButton);
    QTRY_VERIFY(page());
    QVERIFY(generation() > 2);
}

void TestKeptRuns::anotherStartHasThePicturesAgain()
{
    grow();
    const std::uint32_t reached = generation();
    const std::string pictures = archive();
    QVERIFY(m_fixture->restart());
    QTRY_VERIFY(page());
    QCOMPARE(generation(), reached);
    QCOMPARE(archive(), pictures);
    QVERIFY(m_fixture->message().isEmpty());
    QVERIFY(session().history(0).points().size() >= 1);
    // It goes on from there, and looks back beyond the restart.
    page()->group().start();
    QTRY_VERIFY(generation() > reached);
    std::size_t known = 0;
    session().inspect([&](const Run& run) { known = takersOf(run.improvements(), 0).size(); });
    QVERIFY(known >= session().history(0).points().size());
}

/// As if the program had been killed in the middle of the run.
void TestKeptRuns::killWhileRunning()
{
    const QString file = session().file();
    m_fixture->window.reset();
    const auto run = reopen(*RunFile::open(file.toStdString()).value(), *loadFake("lenet-mnist"));
    QVERIFY(run.has_value());
    RunRecorder recorder(RunFileWriter::open(file.toStdString()).value(), **run);
    (*run)->start((*run)->seconds());
    recorder.changed(**run);
    QVERIFY(recorder.flush().has_value());
}

void TestKeptRuns::anInterruptedRunIsTold()
{
    grow();
    const std::string pictures = archive();
    killWhileRunning();
    m_fixture->crash();
    QTRY_VERIFY(page());
    QTRY_VERIFY2(m_fixture->message().contains("was interrupted"),
                 qPrintable(m_fixture->message()));
    QCOMPARE(archive(), pictures);
    const std::uint32_t reached = generation();
    m_fixture->window->findChild<QAction*>("goOn")->trigger();
    QTRY_VERIFY(generation() > reached);
}

void TestKeptRuns::aCrashWhilePausedInterruptedNothing()
{
    grow();
    const std::string pictures = archive();
    m_fixture->crash();
    QTRY_VERIFY(page());
    QCOMPARE(archive(), pictures);
    QVERIFY2(m_fixture->message().isEmpty(), qPrintable(m_fixture->message()));
}

void TestKeptRuns::tabsOfAKilledWindowThatWasAskedForOneRunComeBack()
{
    QVERIFY(m_fixture->window->close()); // the day before: without tabs
    m_fixture->makeWindow();
    m_fixture->window->show();
    grow();
    const std::string pictures = archive();
    m_fixture->crash();
    QTRY_VERIFY(page());
    QCOMPARE(archive(), pictures);
    QVERIFY(m_fixture->restart());
    QTRY_VERIFY(page());
    QCOMPARE(archive(), pictures);
}

void TestKeptRuns::everyWindowHasItsOwnTabs()
{
    grow();
    auto second = std::make_unique<MainWindow>(m_fixture->loader, 2);
    second->setRunFolder(m_fixture->runs);
    second->show();
    second->reopenTabs(); // the first one's are not there for the taking
    QCOMPARE(second->findChild<QTabWidget*>("tabs")->count(), 1);
    second->openRun(session().spec(), false);
    QTRY_VERIFY(second->currentPage());
    QVERIFY(second->close());
    second.reset();
    QVERIFY(m_fixture->restart());
    QCOMPARE(tabs()->count(), 3); // of both that ended
}

void TestKeptRuns::aRunIsNamed()
{
    grow();
    m_fixture->answers->newFile = at("named.pareidolia");
    act("saveRun");
    QTRY_COMPARE(session().file(), at("named.pareidolia"));
    QTRY_VERIFY(keptFiles().isEmpty());
    page()->group().start();
    const std::uint32_t before = generation();
    QTRY_VERIFY(generation() > before + 3);
    page()->group().pause();
    act("closeTab");
    const auto file = RunFile::open(at("named.pareidolia").toStdString());
    QVERIFY(file.has_value());
    QVERIFY((*file)->generation() > before + 3);
}

void TestKeptRuns::aRunIsDoubled()
{
    grow();
    RunPage* first = page();
    const std::string pictures = archive();
    act("duplicateRun");
    QTRY_VERIFY(page() && page() != first);
    QCOMPARE(archive(), pictures);
    QCOMPARE(keptFiles().size(), 2);
    const std::uint32_t before = generation();
    page()->group().start();
    QTRY_VERIFY(generation() > before);
    QCOMPARE(first->group().state(), RunState::Paused);
}

void TestKeptRuns::aRunFileIsOpened()
{
    grow();
    const std::string pictures = archive();
    m_fixture->answers->newFile = at("named.pareidolia");
    act("saveRun");
    QTRY_COMPARE(session().file(), at("named.pareidolia"));
    // It is open here: its tab comes to the front.
    RunPage* first = page();
    auto* tabs = this->tabs();
    tabs->setCurrentIndex(0);
    drop(at("named.pareidolia"));
    QTRY_COMPARE(page(), first);
    QCOMPARE(tabs->count(), 2);
    act("closeTab");
    drop(at("named.pareidolia"));
    QTRY_VERIFY(page());
    QCOMPARE(archive(), pictures);
    QCOMPARE(session().file(), at("named.pareidolia"));
}

void TestKeptRuns::aRunFileOfAnotherNetworkIsLookedAt()
{
    grow();
    const std::string pictures = archive();
    m_fixture->answers->newFile = at("named.pareidolia");
    act("saveRun");
    QTRY_COMPARE(session().file(), at("named.pareidolia"));
    act("closeTab");
    m_fixture->loader = [](const std::string& name) -> Networks::Loaded {
        return failure(name, "there is no network with that name", "choose another name");
    };
    QVERIFY(m_fixture->restart());
    drop(at("named.pareidolia"));
    QTRY_VERIFY(page());
    QCOMPARE(archive(), pictures);
    QVERIFY2(m_fixture->message().contains("cannot go on"), qPrintable(m_fixture->message()));
}

void TestKeptRuns::aClosingWindowLeavesItsTabsToTheNext()
{
    grow();
    const std::string pictures = archive();
    auto closing = std::move(m_fixture->window);
    QVERIFY(closing->close()); // and its runs are not closed yet
    m_fixture->makeWindow();
    m_fixture->window->show();
    m_fixture->window->reopenTabs();
    auto* tabs = m_fixture->window->findChild<QTabWidget*>("tabs");
    QCOMPARE(tabs->count(), 1);
    closing.reset();
    QTRY_VERIFY(page());
    QCOMPARE(archive(), pictures);
    QVERIFY(!session().isFollowing());
}

void TestKeptRuns::runsAreLetGoOfBeforeTheWindow()
{
    grow();
    const auto isWindowThere = [this] { return !QDir(at("runs/windows")).isEmpty(QDir::Files); };
    QVERIFY(isWindowThere());
    bool wasThere = false;
    connect(&session(), &QObject::destroyed, this, [&] { wasThere = isWindowThere(); });
    QVERIFY(m_fixture->window->close());
    m_fixture->window.reset();
    QVERIFY(wasThere);
    QVERIFY(!isWindowThere());
}

void TestKeptRuns::aFileThatVanishesIsToldAndSavedElsewhere()
{
    grow();
    const QString lost = session().file();
    page()->group().start();
    QVERIFY(QFile::rename(lost, at("elsewhere")));
    QTRY_VERIFY2_WITH_TIMEOUT(m_fixture->message().contains("moved or deleted"),
                              qPrintable(m_fixture->message()), 20'000);
    m_fixture->answers->newFile = at("saved.pareidolia");
    m_fixture->window->findChild<QAction*>("saveElsewhere")->trigger();
    QTRY_VERIFY2(session().file() == at("saved.pareidolia"), qPrintable(m_fixture->message()));
    const std::uint32_t before = generation();
    QTRY_VERIFY(generation() > before);
    page()->group().pause();
    QTRY_COMPARE(session().state(), RunState::Paused);
    const std::string pictures = archive();
    act("closeTab");
    drop(at("saved.pareidolia"));
    QTRY_VERIFY(page());
    QCOMPARE(archive(), pictures);
}

void TestKeptRuns::brokenRunFilesAreTold()
{
    QFile broken(at("broken.pareidolia"));
    QVERIFY(broken.open(QFile::WriteOnly));
    broken.write(QByteArray(9000, 'x'));
    broken.close();
    drop(broken.fileName());
    QTRY_VERIFY2(m_fixture->message().contains("not a run file"), qPrintable(m_fixture->message()));
    QVERIFY(!page());
}

QTEST_MAIN(TestKeptRuns)
#include "tst_kept_runs.moc"
