// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Branching.h"

#include "core/runfile/Row.h"
#include "core/runfile/RunRecorder.h"
#include "tests/core/runfile/SavedSmallRun.h"

#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace pareidolia;
using namespace pareidolia::test;

class TestBranching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aBranchWithTheSameSettingsIsTheSameRun_data();
    void aBranchWithTheSameSettingsIsTheSameRun();
    void beginsWithTheArchiveOfThatMoment();
    void anotherSeedIsAnotherFuture();
    void aBranchGoesOnExactlyToo();
    void settingsInForceAreNoChanges();
    void anOldLimitDoesNotEndIt();
    void whatWaitsIsStillThereAfterEveryOpening();
    void isPausedAndKeepsDocuments();
    void tellsItsOrigin();
    void refusesWhatCannotBe();

private:
    std::filesystem::path at(const char* name) const
    {
        return m_folder->filePath(name).toStdString();
    }
    std::filesystem::path from() const { return at("from.pareidolia"); }
    std::filesystem::path to() const { return at("to.pareidolia"); }

    Result<void> branch(std::uint32_t generation,
                        std::vector<std::pair<std::string, std::string>> settings = {}) const
    {
        return branchOff(*RunFile::open(from()).value(), {generation, std::move(settings)}, to());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestBranching::aBranchWithTheSameSettingsIsTheSameRun_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<std::uint32_t>("generation");
    for (const QString encoding : {"direct", "cppn"})
        for (const std::uint32_t generation : {0u, 4u, 9u})
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(encoding).arg(generation)))
                << encoding << generation;
}

void TestBranching::aBranchWithTheSameSettingsIsTheSameRun()
{
    QFETCH(QString, encoding);
    QFETCH(std::uint32_t, generation);
    const RunSpec spec = smallSpec("map-elites", encoding.toStdString());
    save(from(), spec, 10);
    QVERIFY(branch(generation));
    const auto branched = reopened(to());
    QCOMPARE(branched->generation(), std::optional(generation));
    QCOMPARE(branched->evaluations(), 20u + 12u * generation);
    advanceBy(*branched, 15 - generation);
    const auto whole = smallRun(spec);
    advanceBy(*whole, 16);
    QCOMPARE(branched->search().archive().sha256(), whole->search().archive().sha256());
    QCOMPARE(branched->improvements().size(), whole->improvements().size());
    QCOMPARE(branched->evaluations(), whole->evaluations());
    QCOMPARE(branched->curve().points().size(), whole->curve().points().size());
}

void TestBranching::beginsWithTheArchiveOfThatMoment()
{
    const RunSpec spec = smallSpec("map-elites", "cppn");
    save(from(), spec, 12);
    QVERIFY(branch(5, {{"seed", "77"}}));
    const auto whole = smallRun(spec);
    advanceBy(*whole, 6);
    QCOMPARE(reopened(to())->search().archive().sha256(), whole->search().archive().sha256());
}

void TestBranching::anotherSeedIsAnotherFuture()
{
    const RunSpec spec = smallSpec("map-elites", "direct");
    save(from(), spec, 10);
    QVERIFY(branch(5, {{"seed", "77"}, {"children", "20"}}));
    const auto branched = reopened(to());
    advanceBy(*branched, 5);
    QCOMPARE(branched->spec().settings.seed, 77u);
    QCOMPARE(branched->evaluations(), 20u + 5u * 12u + 5u * 20u);
    QVERIFY(branched->search().archive().sha256() != reopened(from())->search().archive().sha256());
    QCOMPARE(branched->settings().changes(),
             (std::vector<ChangeRecord>{{6, "seed", "77"}, {6, "children", "20"}}));
}

/// Genomes that are not in the file are made again under the seed of their own time.
void TestBranching::aBranchGoesOnExactlyToo()
{
    save(from(), smallSpec("map-elites", "direct"), 6);
    QVERIFY(branch(3, {{"seed", "9"}}));
    const auto whole = reopened(to());
    {
        const auto part = reopened(to());
        const auto writer = RunFileWriter::open(to()).value();
        QVERIFY(writer->write(batchOf(*part, 7)));
    }
    advanceBy(*whole, 20);
    const auto resumed = reopened(to());
    advanceBy(*resumed, 13);
    QCOMPARE(resumed->search().archive().sha256(), whole->search().archive().sha256());
    QCOMPARE(resumed->settings().changes().size(), 1u);
}

void TestBranching::settingsInForceAreNoChanges()
{
    save(from(), smallSpec("map-elites", "direct"), 4);
    QVERIFY(branch(2, {{"seed", "1"}, {"children", "12"}, {"mutation_eta", "15"}}));
    const auto branched = reopened(to());
    advanceBy(*branched, 1);
    QVERIFY(branched->settings().changes().empty());
}

void TestBranching::anOldLimitDoesNotEndIt()
{
    RunSpec spec = smallSpec("map-elites", "direct");
    spec.limits.generations = 5;
    save(from(), spec, 6);
    QVERIFY(branch(5));
    QVERIFY(!reopened(to())->endReached(0));
    QVERIFY(reopened(from())->endReached(0));
    std::filesystem::remove(to());
    QVERIFY(branch(3)); // it is not met yet
    QCOMPARE(reopened(to())->spec().limits, spec.limits);
    std::filesystem::remove(to());
    QVERIFY(branch(5, {{"generations", "9"}}));
    QCOMPARE(reopened(to())->spec().limits, (Limits{.generations = 9}));
    QVERIFY(reopened(to())->settings().waiting().empty());
}

void TestBranching::whatWaitsIsStillThereAfterEveryOpening()
{
    save(from(), smallSpec("map-elites", "cppn"), 8);
    QVERIFY(branch(4, {{"seed", "77"}, {"cppn_weight_rate", "0.33"}}));
    for (int opening = 0; opening < 3; ++opening) {
        const auto run = reopened(to());
        QCOMPARE(run->settings().waiting().size(), 2u);
        QCOMPARE(run->settings().coming().settings.seed, 77u);
        const RunRecorder recorder(RunFileWriter::open(to()).value(), *run); // as a tab does
    }
    const auto run = reopened(to());
    advanceBy(*run, 1);
    QCOMPARE(run->spec().settings.seed, 77u);
    QCOMPARE(run->spec().settings.variation.weightRate, 0.33);
}

void TestBranching::isPausedAndKeepsDocuments()
{
    save(from(), smallSpec("map-elites", "cppn"), 8);
    {
        SQLite::Database database(from().string(), SQLite::OPEN_READWRITE);
        RowWriter(database, "document", 3)
            .write({std::string("notes"), std::string("of tomorrow"), Blob{"text"}});
    }
    QVERIFY(branch(4));
    QCOMPARE(RunFile::open(to()).value()->lifecycle(), (Lifecycle{.state = RunState::Paused}));
    const SQLite::Database database(to().string());
    RowReader documents(database, "document");
    QCOMPARE(std::get<Blob>(documents.next()->at(2)).bytes, std::string("text"));
}

void TestBranching::tellsItsOrigin()
{
    save(from(), smallSpec("map-elites", "direct"), 4);
    QVERIFY(branch(2));
    const std::string origin = RunFile::open(to()).value()->header().origin;
    QCOMPARE(origin, std::string("generation 2 of small (from.pareidolia)"));
    QVERIFY(branchOff(*RunFile::open(to()).value(), {1, {}}, at("again.pareidolia")));
    QCOMPARE(RunFile::open(at("again.pareidolia")).value()->header().origin,
             "generation 1 of small (to.pareidolia), which branched off " + origin);
}

void TestBranching::refusesWhatCannotBe()
{
    save(from(), smallSpec("map-elites", "direct"), 4);
    QVERIFY(branch(4).error().sentence().find("not reached it") != std::string::npos);
    QVERIFY(!branch(2, {{"encoding", "cppn"}}));
    QVERIFY(!branch(2, {{"children", "0"}}));
    QVERIFY(!branch(2, {{"nonsense", "1"}}));
    QVERIFY(!std::filesystem::exists(to())); // nothing is left behind
    QVERIFY(branch(2));
    QVERIFY(!branch(2)); // it is there already
    std::filesystem::remove(from());
    save(from(), smallSpec("gradient-ascent", "direct"), 4);
    std::filesystem::remove(to());
    QVERIFY(branch(2).error().sentence().find("gradient-ascent") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestBranching)
#include "tst_branching.moc"
