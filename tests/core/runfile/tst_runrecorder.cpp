// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunRecorder.h"

#include "core/base/Files.h"
#include "core/run/Engine.h"
#include "tests/core/runfile/SavedSmallRun.h"

#include <QtTest>
#include <atomic>
#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace pareidolia;
using namespace pareidolia::test;

class TestRunRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesWhileTheRunGoesOn();
    void aPauseIsInTheFile();
    void aFullDiskHoldsTheRunUntilThereIsRoom();
    void whatWaitsSurvivesEveryOpening_data();
    void whatWaitsSurvivesEveryOpening();
    void whatAnUnfinishedGenerationUsesStillWaits();
    void replacesAFileOnlyIfNobodyWritesIt();
    void aFlushDoesNotChaseARunThatGoesOn();
    void aCopyIsWholeWhileTheRunGoesOn();
    void movesWithAllThatWasBefore();
    void aVanishedFileIsToldAndWrittenAnew_data();
    void aVanishedFileIsToldAndWrittenAnew();
    void aFileThatVanishesWhileItsRunRestsIsTold();
    void aKilledRunThatIsOpenIsNotRunning();

private:
    std::filesystem::path path() const { return m_folder->filePath("a.pareidolia").toStdString(); }
    std::shared_ptr<RunRecorder> recorderFor(const Run& run) const
    {
        return std::make_shared<RunRecorder>(RunFileWriter::create(path(), headerOf(run)).value(),
                                             run);
    }
    /// A few numbers that read a file that somebody writes.
    std::optional<std::uint32_t> generationInFile() const
    {
        const auto file = RunFile::open(path());
        return file ? (*file)->generation() : std::nullopt;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunRecorder::writesWhileTheRunGoesOn()
{
    Engine engine(2);
    auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto recorder = recorderFor(*run);
    const RunId id = engine.open(std::move(run), recorder);
    engine.start(id);
    QTRY_VERIFY_WITH_TIMEOUT(generationInFile() > std::optional(3u), 20'000);
    const auto before = generationInFile();
    QTRY_VERIFY_WITH_TIMEOUT(generationInFile() > before, 20'000);
    const auto over = engine.close(id);
    QVERIFY(recorder->flush().has_value());
    QCOMPARE(generationInFile(), over->generation());
    QCOMPARE(reopened(path())->search().archive().sha256(), over->search().archive().sha256());
}

void TestRunRecorder::aPauseIsInTheFile()
{
    Engine engine(2);
    auto run = smallRun(smallSpec("map-elites", "cppn"));
    const auto recorder = recorderFor(*run);
    const RunId id = engine.open(std::move(run), recorder);
    engine.runUntil(id, 100);
    std::optional<std::uint32_t> reached;
    QTRY_VERIFY(engine.feed(id)->take().lifecycle.state == RunState::Paused);
    (void)engine.inspect(id, [&](const Run& now, double) { reached = now.generation(); });
    QVERIFY(reached.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(generationInFile(), reached, 20'000);
    QVERIFY(engine.change(id, "children", "5").has_value());
    QVERIFY(recorder->flush().has_value());
    const auto again = reopened(path());
    advanceBy(*again, 1);
    QCOMPARE(again->spec().settings.children, 5u);
}

void TestRunRecorder::aFullDiskHoldsTheRunUntilThereIsRoom()
{
    Engine engine(1);
    auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto recorder = recorderFor(*run);
    const RunId id = engine.open(std::move(run), recorder);

    std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    const rlimit full{.rlim_cur = 20'000, .rlim_max = usual.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
    engine.start(id);
    std::string told;
    const bool held = QTest::qWaitFor(
        [&] {
            if (const auto obstacle = engine.feed(id)->take().obstacle)
                told = obstacle->error.sentence();
            return !told.empty();
        },
        20'000);
    const auto evaluations = [&] {
        std::uint64_t counted = 0;
        (void)engine.inspect(id, [&](const Run& now, double) { counted = now.evaluations(); });
        return counted;
    };
    const std::uint64_t before = evaluations();
    const bool stillHeld = !recorder->flush() && !recorder->flush(); // two more tries to write
    const std::uint64_t after = evaluations();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    QVERIFY(held && stillHeld);
    QVERIFY(told.find("a.pareidolia") != std::string::npos);
    QCOMPARE(after, before);

    QTRY_VERIFY_WITH_TIMEOUT(evaluations() > after, 20'000);
    const auto over = engine.close(id);
    QVERIFY(recorder->flush().has_value());
    QCOMPARE(reopened(path())->search().archive().sha256(), over->search().archive().sha256());
}

void TestRunRecorder::whatWaitsSurvivesEveryOpening_data()
{
    QTest::addColumn<bool>("duringGeneration");
    QTest::newRow("asked while paused") << false;
    QTest::newRow("asked during a generation") << true;
}

void TestRunRecorder::whatWaitsSurvivesEveryOpening()
{
    QFETCH(bool, duringGeneration);
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    {
        const auto recorder = recorderFor(*run);
        for (int generation = 0; generation < 3; ++generation)
            recorder->generationEnded(*run, advance(*run).value());
        const Proposal underWay = run->begin();
        if (!duringGeneration)
            run->drop();
        run->change("children", "5").value();
        recorder->changed(*run);
        if (duringGeneration) { // it ends with the settings that it began with
            GenerationWork work(underWay, run->search(), run->classifier());
            for (std::size_t chunk = 0; chunk < work.chunks(); ++chunk)
                QVERIFY(work.work(chunk).has_value());
            recorder->generationEnded(*run, run->end(work.children(), work.scores()).value());
        }
    }
    for (int opening = 0; opening < 3; ++opening) {
        const auto again = reopened(path());
        const RunRecorder recorder(RunFileWriter::open(path()).value(), *again);
        QCOMPARE(again->settings().waiting().size(), 1u);
        QCOMPARE(again->settings().waiting().front().generation, duringGeneration ? 4u : 3u);
    }
    const auto again = reopened(path());
    advanceBy(*again, 1);
    advanceBy(*run, 1);
    QCOMPARE(again->spec().settings.children, 5u);
    QCOMPARE(again->search().archive().sha256(), run->search().archive().sha256());
}

void TestRunRecorder::whatAnUnfinishedGenerationUsesStillWaits()
{
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    {
        const auto recorder = recorderFor(*run);
        recorder->generationEnded(*run, advance(*run).value());
        run->change("children", "5").value();
        (void)run->begin();
        QCOMPARE(run->settings().changes().size(), 1u); // in force
        recorder->changed(*run);                        // and its program ends here
    }
    const auto again = reopened(path());
    QCOMPARE(again->settings().waiting().size(), 1u);
    advanceBy(*again, 1);
    QCOMPARE(again->spec().settings.children, 5u);
}

void TestRunRecorder::replacesAFileOnlyIfNobodyWritesIt()
{
    const auto run = smallRun(smallSpec("map-elites", "cppn"));
    const auto recorder = recorderFor(*run);
    recorder->generationEnded(*run, advance(*run).value());
    const std::filesystem::path other = m_folder->filePath("other.pareidolia").toStdString();
    {
        const auto writer = RunFileWriter::create(other, headerOf(*run)).value();
        QVERIFY(!recorder->copyTo(other) && !recorder->moveTo(other));
    }
    // What a killed writer left beside it would be read as part of the copy.
    QVERIFY(writeFile(other.string() + "-wal", "left").has_value());
    QVERIFY(recorder->copyTo(other).has_value());
    QVERIFY(!std::filesystem::exists(other.string() + "-wal"));
    QCOMPARE(reopened(other)->search().archive().sha256(), run->search().archive().sha256());
}

void TestRunRecorder::aFlushDoesNotChaseARunThatGoesOn()
{
    auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto recorder = recorderFor(*run);
    std::atomic<bool> over = false;
    std::jthread search([&] { // as fast as it can, without an engine's rests
        while (!over)
            recorder->generationEnded(*run, advance(*run).value());
    });
    for (int i = 0; i < 20; ++i)
        QVERIFY(recorder->flush().has_value());
    QVERIFY(!over);
    over = true;
}

void TestRunRecorder::aCopyIsWholeWhileTheRunGoesOn()
{
    const auto run = smallRun(smallSpec("map-elites", "cppn"));
    const auto recorder = recorderFor(*run);
    const std::filesystem::path copy = m_folder->filePath("copy.pareidolia").toStdString();
    for (int round = 0; round < 3; ++round) {
        for (int generation = 0; generation < 4; ++generation)
            recorder->generationEnded(*run, advance(*run).value());
        QVERIFY(recorder->copyTo(copy).has_value()); // over the one of before
        QCOMPARE(reopened(copy)->search().archive().sha256(), run->search().archive().sha256());
        QVERIFY(!RunFileWriter::open(path())); // it has kept its lock
        QVERIFY(RunFileWriter::open(copy).has_value());
    }
    QVERIFY(!recorder->copyTo("/no/such/folder/copy.pareidolia"));
    recorder->generationEnded(*run, advance(*run).value());
    QVERIFY(recorder->flush().has_value());
}

void TestRunRecorder::movesWithAllThatWasBefore()
{
    const auto run = smallRun(smallSpec("map-elites", "cppn"));
    const auto recorder = recorderFor(*run);
    const std::filesystem::path moved = m_folder->filePath("moved.pareidolia").toStdString();
    recorder->generationEnded(*run, advance(*run).value());
    QVERIFY(recorder->moveTo(moved).has_value());
    const std::string before = reopened(path())->search().archive().sha256();
    for (int generation = 0; generation < 5; ++generation)
        recorder->generationEnded(*run, advance(*run).value());
    QVERIFY(recorder->flush().has_value());
    QCOMPARE(reopened(moved)->search().archive().sha256(), run->search().archive().sha256());
    QCOMPARE(reopened(path())->search().archive().sha256(), before);
}

void TestRunRecorder::aVanishedFileIsToldAndWrittenAnew_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("name"); // of the file that it is saved in then
    for (const char* how : {"deleted", "moved", "replaced"})
        QTest::newRow(how) << how << QStringLiteral("saved.pareidolia");
    QTest::newRow("deleted, the same name")
        << QStringLiteral("deleted") << QStringLiteral("a.pareidolia");
    QTest::newRow("moved, the same name")
        << QStringLiteral("moved") << QStringLiteral("a.pareidolia");
}

void TestRunRecorder::aVanishedFileIsToldAndWrittenAnew()
{
    QFETCH(QString, how);
    QFETCH(QString, name);
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto recorder = recorderFor(*run);
    for (int generation = 0; generation < 3; ++generation)
        recorder->generationEnded(*run, advance(*run).value());
    QVERIFY(recorder->flush().has_value());
    const std::filesystem::path elsewhere = m_folder->filePath("elsewhere").toStdString();
    std::filesystem::rename(path(), elsewhere);
    if (how == "deleted")
        std::filesystem::remove(elsewhere);
    if (how == "replaced") {
        save(elsewhere.string() + "-other", smallSpec("map-elites", "cppn"), 1);
        std::filesystem::rename(elsewhere.string() + "-other", path());
    }
    recorder->generationEnded(*run, advance(*run).value());
    QVERIFY(!recorder->flush());
    QVERIFY(recorder->obstacle()->why.find(how == "replaced" ? "another file" : "moved") !=
            std::string::npos);
    const std::filesystem::path saved = m_folder->filePath(name).toStdString();
    QVERIFY(recorder->moveTo(saved).has_value());
    QVERIFY(!recorder->obstacle());
    recorder->generationEnded(*run, advance(*run).value());
    QVERIFY(recorder->flush().has_value());
    QCOMPARE(reopened(saved)->search().archive().sha256(), run->search().archive().sha256());
    if (how == "replaced")
        QCOMPARE(reopened(path())->spec().encoding, std::string("cppn")); // nothing of it is lost
}

void TestRunRecorder::aFileThatVanishesWhileItsRunRestsIsTold()
{
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto recorder = recorderFor(*run);
    recorder->generationEnded(*run, advance(*run).value());
    QVERIFY(recorder->flush().has_value());
    const std::filesystem::path elsewhere = m_folder->filePath("elsewhere").toStdString();
    std::filesystem::rename(path(), elsewhere);
    QTRY_VERIFY(recorder->obstacle());
    QVERIFY(recorder->obstacle()->why.find("moved") != std::string::npos);
    std::filesystem::rename(elsewhere, path());
    QTRY_VERIFY(!recorder->obstacle());
}

void TestRunRecorder::aKilledRunThatIsOpenIsNotRunning()
{
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    run->start(0);
    {
        const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
        QVERIFY(file->write(batchOf(*run, 2)).has_value()); // and is killed
    }
    const auto again = reopened(path());
    QVERIFY(again->lifecycle().interrupted);
    RunRecorder recorder(RunFileWriter::open(path()).value(), *again);
    QVERIFY(recorder.flush().has_value());
    const auto seen = RunFile::open(path()).value()->lifecycle();
    QCOMPARE(seen.state, RunState::Paused);
    QVERIFY(seen.interrupted);
}

QTEST_GUILESS_MAIN(TestRunRecorder)
#include "tst_runrecorder.moc"
