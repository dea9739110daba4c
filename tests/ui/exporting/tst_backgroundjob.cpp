// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/BackgroundJob.h"

#include "ui/exporting/JobBar.h"

#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

using namespace pareidolia;

namespace {

/// Works until it is let go or cancelled.
struct Gate
{
    std::mutex mutex;
    std::condition_variable_any opened;
    bool open = false;

    Result<void> wait(const Progress& progress)
    {
        if (auto wanted = progress.at(0.25); !wanted)
            return wanted;
        std::unique_lock lock(mutex);
        opened.wait(lock, progress.stop, [this] { return open; });
        return progress.at(1);
    }
    void letGo()
    {
        const std::scoped_lock lock(mutex);
        open = true;
        opened.notify_all();
    }
};

} // namespace

class TestBackgroundJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHowFarItIsAndThatItIsDone();
    void aFailureIsTold();
    void whatIsThrownIsTold();
    void theBarWaitsAndCancels();
    void shortWorkShowsNoBar();
    void itsEndStopsTheWork();
};

void TestBackgroundJob::tellsHowFarItIsAndThatItIsDone()
{
    Gate gate;
    BackgroundJob job("Work", [&](const Progress& progress) { return gate.wait(progress); });
    QSignalSpy shares(&job, &BackgroundJob::progressed), done(&job, &BackgroundJob::done);
    QTRY_COMPARE(shares.size(), 1);
    QCOMPARE(shares[0][0].toDouble(), 0.25);
    QVERIFY(done.isEmpty());
    gate.letGo();
    QTRY_COMPARE(done.size(), 1);
}

void TestBackgroundJob::aFailureIsTold()
{
    BackgroundJob job("Work", [](const Progress&) { return failure("disk", "full", "free some"); });
    QString told;
    connect(&job, &BackgroundJob::failed, this,
            [&](const Error& error) { told = QString::fromStdString(error.sentence()); });
    QTRY_COMPARE(told, QStringLiteral("disk: full; free some"));
}

void TestBackgroundJob::whatIsThrownIsTold()
{
    BackgroundJob job(
        "Work", [](const Progress&) -> Result<void> { throw std::runtime_error("no memory"); });
    QString told;
    connect(&job, &BackgroundJob::failed, this,
            [&](const Error& error) { told = QString::fromStdString(error.why); });
    QTRY_COMPARE(told, QStringLiteral("no memory"));
}

void TestBackgroundJob::theBarWaitsAndCancels()
{
    Gate gate;
    auto* job = new BackgroundJob("Long work",
                                  [&](const Progress& progress) { return gate.wait(progress); });
    QSignalSpy cancelled(job, &BackgroundJob::cancelled), failed(job, &BackgroundJob::failed);
    QWidget window;
    auto* bar = new JobBar(job, &window);
    window.show();
    QVERIFY(bar->isHidden());
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), 2 * JobBar::patience);
    QCOMPARE(bar->findChild<QProgressBar*>("jobProgress")->value(), 250);
    QTest::mouseClick(bar->findChild<QPushButton*>("jobCancel"), Qt::LeftButton);
    QTRY_COMPARE(cancelled.size(), 1);
    QVERIFY(failed.isEmpty());
    QSignalSpy gone(bar, &QObject::destroyed);
    delete job;
    QTRY_COMPARE(gone.size(), 1);
}

void TestBackgroundJob::shortWorkShowsNoBar()
{
    auto job =
        std::make_unique<BackgroundJob>("Work", [](const Progress&) -> Result<void> { return {}; });
    QSignalSpy done(job.get(), &BackgroundJob::done);
    QWidget window;
    window.show();
    QPointer<JobBar> bar = new JobBar(job.get(), &window);
    QTRY_COMPARE(done.size(), 1);
    QVERIFY(bar->isHidden());
    job.reset();
    QTRY_VERIFY(!bar);
}

void TestBackgroundJob::itsEndStopsTheWork()
{
    Gate gate;
    std::atomic<bool> ended = false;
    {
        BackgroundJob job("Work", [&](const Progress& progress) {
            const auto result = gate.wait(progress);
            ended = true;
            return result;
        });
    }
    QVERIFY(ended);
}

QTEST_MAIN(TestBackgroundJob)
#include "tst_backgroundjob.moc"
