// SPDX-License-Identifier: GPL-3.0-or-later
// That an export can be cancelled. What else it promises is tested with the command line.
#include "ui/drawing/ExportFolder.h"

#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;

class TestExportFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelledItLeavesTheOldOne();
    void cancelledItLeavesNoFolder();
    void twoAtOnceAreBothWhole();
};

namespace {

const auto everything = QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot;

RunSnapshot someRun()
{
    const auto run = makeRun(smallSpec(), std::make_shared<FakeClassifier>());
    (void)advance(*run);
    return run->snapshot();
}

Progress cancelledAt(std::stop_source& stop, double when)
{
    return {.tell =
                [&stop, when](double share) {
                    if (share >= when)
                        stop.request_stop();
                },
            .stop = stop.get_token()};
}

} // namespace

void TestExportFolder::cancelledItLeavesTheOldOne()
{
    const QTemporaryDir place;
    const auto folder = ExportFolder::prepare(place.path().toStdString());
    QVERIFY(folder.has_value());
    QVERIFY(folder->write(someRun(), {}).has_value());
    const auto before = QDir(place.path()).entryInfoList(everything);
    QVERIFY(before.size() > 8);
    std::stop_source stop;
    QVERIFY(!folder->write(someRun(), {}, cancelledAt(stop, 0.5)).has_value());
    const auto after = QDir(place.path()).entryInfoList(everything);
    QCOMPARE(after.size(), before.size());
    for (int i = 0; i < after.size(); ++i)
        QCOMPARE(after[i].lastModified(), before[i].lastModified());
}

void TestExportFolder::cancelledItLeavesNoFolder()
{
    const QTemporaryDir place;
    {
        const auto folder = ExportFolder::prepare(place.filePath("new").toStdString());
        QVERIFY(folder.has_value());
        std::stop_source stop;
        QVERIFY(!folder->write(someRun(), {}, cancelledAt(stop, 0)).has_value());
    }
    QVERIFY(QDir(place.path()).entryList(everything).isEmpty());
}

void TestExportFolder::twoAtOnceAreBothWhole()
{
    const QTemporaryDir place;
    const auto folder = ExportFolder::prepare(place.path().toStdString());
    QVERIFY(folder.has_value());
    const RunSnapshot run = someRun();
    std::optional<Result<void>> inner;
    const Progress writesAnother{.tell =
                                     [&](double share) {
                                         if (share >= 0.5 && !inner)
                                             inner = folder->write(run, {});
                                     },
                                 .stop = {}};
    const auto outer = folder->write(run, {}, writesAnother);
    QVERIFY2(outer.has_value(), outer ? "" : outer.error().sentence().c_str());
    QVERIFY(inner && inner->has_value());
    const auto champions = static_cast<qsizetype>(run.archive.filled().size());
    QCOMPARE(QDir(place.path()).entryList({"00*.png"}).size(), champions);
    QVERIFY(QDir(place.path()).entryList({".export-*"}, everything).isEmpty());
}

QTEST_MAIN(TestExportFolder)
#include "tst_exportfolder.moc"
