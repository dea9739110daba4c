// SPDX-License-Identifier: GPL-3.0-or-later
// Runs with screening, saved and opened again.
#include "core/runfile/Branching.h"
#include "core/runfile/RunFile.h"
#include "tests/core/runfile/SavedSmallRun.h"

#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

std::shared_ptr<FakeClassifier> screeningNetwork()
{
    auto network = honestNetwork();
    network->screeningError = [](const Image& picture, std::size_t index) {
        return (picture.pixels[index] % 64 - 32) / 100.0;
    };
    return network;
}

/// With a margin that is too small, so that there is something to tell.
std::unique_ptr<Run> screenedRun()
{
    RunSpec spec = smallSpec("map-elites", "direct");
    spec.settings.children = 40;
    spec.settings.screening = {.precision = Screening::BFloat16, .margin = 0.05};
    return Run::create(spec, screeningNetwork()).value();
}

} // namespace

class TestScreenedRunFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void goesOnAsIfItHadNeverStopped();
    void isLookedAtWhereItsScreeningIsNotOffered();
    void aBranchCountsAnew();
    void damagedFiguresAreRefused();

private:
    std::filesystem::path path() const { return m_folder->filePath("a.pareidolia").toStdString(); }
    std::unique_ptr<Run> reopenedRun(const std::filesystem::path& file) const
    {
        return reopen(*RunFile::open(file).value(), screeningNetwork()).value();
    }
    void saveScreened(std::uint32_t generations) const
    {
        const auto run = screenedRun();
        const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
        QVERIFY(file->write(batchOf(*run, generations)).has_value());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestScreenedRunFile::goesOnAsIfItHadNeverStopped()
{
    const auto whole = screenedRun();
    advanceBy(*whole, 20);
    QVERIFY(whole->screening().advised > 0);
    saveScreened(1);
    for (const std::uint32_t generations : {4, 8, 7}) {
        const auto run = reopenedRun(path());
        const auto file = RunFileWriter::open(path()).value();
        QVERIFY(file->write(batchOf(*run, generations)).has_value());
    }
    const auto run = reopenedRun(path());
    QVERIFY(run->screening() == whole->screening());
    QCOMPARE(run->search().archive().sha256(), whole->search().archive().sha256());
    QCOMPARE(run->spec().settings.screening.precision, Screening::BFloat16);
}

void TestScreenedRunFile::isLookedAtWhereItsScreeningIsNotOffered()
{
    saveScreened(6);
    const auto elsewhere = reopened(path()); // on a network without
    QVERIFY(elsewhere->screening() == reopenedRun(path())->screening());
    QVERIFY(!elsewhere->checkScreening().has_value());
    QVERIFY(elsewhere->change("screening", "off").value());
    QVERIFY(elsewhere->checkScreening().has_value());
    advanceBy(*elsewhere, 1);
    QCOMPARE(elsewhere->screening().children, std::uint64_t{20 + 5 * 40});
}

void TestScreenedRunFile::aBranchCountsAnew()
{
    saveScreened(6);
    const std::filesystem::path to = m_folder->filePath("b.pareidolia").toStdString();
    QVERIFY(branchOff(*RunFile::open(path()).value(), {3, {{"screening_margin", "0.3"}}}, to)
                .has_value());
    const auto branch = reopenedRun(to);
    QVERIFY(!branch->screening().any());
    QCOMPARE(branch->settings().coming().settings.screening,
             (ScreeningSettings{Screening::BFloat16, 0.3}));
    advanceBy(*branch, 1);
    QCOMPARE(branch->screening().children, std::uint64_t{40});
}

void TestScreenedRunFile::damagedFiguresAreRefused()
{
    saveScreened(6);
    SQLite::Database(path().string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE about SET value = replace(value, '220', '221') WHERE key = 'screening'");
    const auto damaged = reopen(*RunFile::open(path()).value(), screeningNetwork());
    QVERIFY(!damaged.has_value());
    QVERIFY(damaged.error().sentence().find("screening") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestScreenedRunFile)
#include "tst_screenedrunfile.moc"
