// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunRecorder.h"

#include "core/run/Engine.h"
#include "tests/core/runfile/SavedSmallRun.h"

#include <QtTest>
#include <csignal>
#include <sys/resource.h>

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

private:
    std::filesystem::path path() const { return m_folder->filePath("a.pareidolia").toStdString(); }
    std::shared_ptr<RunRecorder> recorderFor(const Run& run) const
    {
        return std::make_shared<RunRecorder>(RunFileWriter::create(path(), headerOf(run)).value(),
                                             run, 0);
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
    const RunId id = engine.open(std::move(run), 0, recorder);
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
    const RunId id = engine.open(std::move(run), 0, recorder);
    engine.runUntil(id, 100);
    std::optional<std::uint32_t> reached;
    QTRY_VERIFY(engine.feed(id)->take().state == RunState::Paused);
    engine.inspect(id, [&](const Run& now, double) { reached = now.generation(); });
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
    const RunId id = engine.open(std::move(run), 0, recorder);

    std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    const rlimit full{.rlim_cur = 20'000, .rlim_max = usual.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
    engine.start(id);
    std::string told;
    const bool held = QTest::qWaitFor(
        [&] {
            for (const std::string& remark : engine.feed(id)->take().remarks)
                told += remark + "\n";
            return told.find("the run waits") != std::string::npos;
        },
        20'000);
    std::uint64_t evaluations = 0;
    const auto look = [&](const Run& now, double) { evaluations = now.evaluations(); };
    engine.inspect(id, look);
    const std::uint64_t before = evaluations;
    QTest::qWait(300);
    engine.inspect(id, look);
    const std::uint64_t after = evaluations;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    QVERIFY2(held, told.c_str());
    QVERIFY(told.find("a.pareidolia") != std::string::npos);
    QCOMPARE(after, before);

    QTRY_VERIFY_WITH_TIMEOUT((engine.inspect(id, look), evaluations > after), 20'000);
    const auto over = engine.close(id);
    QVERIFY(recorder->flush().has_value());
    QCOMPARE(reopened(path())->search().archive().sha256(), over->search().archive().sha256());
}

QTEST_GUILESS_MAIN(TestRunRecorder)
#include "tst_runrecorder.moc"
