// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunFile.h"

#include "core/run/LogQueries.h"
#include "core/runfile/Verification.h"
#include "tests/core/runfile/SavedSmallRun.h"

#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <functional>
#include <random>

using namespace pareidolia;
using namespace pareidolia::test;

class TestRunFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void goesOnAsIfItHadNeverStopped_data();
    void goesOnAsIfItHadNeverStopped();
    void changesOnTheWayAreKept();
    void limitsComeBackAndAreNoChanges();
    void tellsTheWholeStory();
    void showsTheWallOfAnyGeneration();
    void canBeLookedAtWithoutItsNetwork();
    void keepsWhereARunIsInItsLife();
    void aKilledRunIsPausedAndSaysSo();
    void whoWritesIsRunning();
    void looksAgain();
    void memoryOfAnEmitterIsOnlyWrittenWhereItChanged();
    void refusesAnotherNetwork();
    void oneWriterAtATime();
    void readersLookOnMeanwhile();
    void aNewFileNeedsANewName();
    void isOneFileInTheEnd();
    void verifiesItsChampions();

private:
    std::filesystem::path path() const { return m_folder->filePath("a.pareidolia").toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunFile::goesOnAsIfItHadNeverStopped_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("encoding");
    QTest::newRow("direct") << "map-elites"
                            << "direct";
    QTest::newRow("cppn") << "map-elites"
                          << "cppn";
    QTest::newRow("gradient") << "gradient-ascent"
                              << "direct";
}

void TestRunFile::goesOnAsIfItHadNeverStopped()
{
    QFETCH(QString, search);
    QFETCH(QString, encoding);
    RunSpec spec = smallSpec(search.toStdString(), encoding.toStdString());
    spec.settings.gradient.classesAtOnce = 2; // some are done, some on their way, some to come
    spec.settings.gradient.steps = 9;
    spec.settings.gradient.stopAt = 1;
    constexpr std::uint32_t end = 16;
    const auto whole = smallRun(spec);
    advanceBy(*whole, end);

    std::mt19937 random(1);
    for (int trial = 0; trial < 8; ++trial) {
        std::filesystem::remove(path());
        auto done = static_cast<std::uint32_t>(random() % end); // none at all, too
        {
            const auto run = smallRun(spec);
            const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
            if (done > 0)
                QVERIFY(file->write(batchOf(*run, done)).has_value());
        }
        while (done < end) {
            const auto file = RunFileWriter::open(path()).value();
            const auto run = reopened(path());
            QCOMPARE(run->generation(), done > 0 ? std::optional(done - 1) : std::nullopt);
            const auto more = static_cast<std::uint32_t>(1 + random() % (end - done));
            QVERIFY(file->write(batchOf(*run, more)).has_value());
            done += more;
        }
        const auto run = reopened(path());
        QCOMPARE(run->search().archive().sha256(), whole->search().archive().sha256());
        QCOMPARE(run->evaluations(), whole->evaluations());
        QCOMPARE(run->search().passes().forward, whole->search().passes().forward);
        QCOMPARE(run->improvements().size(), whole->improvements().size());
        QCOMPARE(run->curve().points().size(), whole->curve().points().size());
    }
}

void TestRunFile::changesOnTheWayAreKept()
{
    const RunSpec spec = smallSpec("map-elites", "direct");
    const auto whole = smallRun(spec);
    advanceBy(*whole, 4);
    QVERIFY(whole->change("mutation_rate", "0.5").has_value());
    advanceBy(*whole, 4);
    QVERIFY(whole->change("children", "30").has_value());
    advanceBy(*whole, 4);

    {
        const auto run = smallRun(spec);
        const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
        QVERIFY(file->write(batchOf(*run, 4)).has_value());
        QVERIFY(run->change("mutation_rate", "0.5").has_value());
        QVERIFY(file->write(batchOf(*run, 4)).has_value());
        QVERIFY(run->change("children", "30").has_value()); // paused: it still waits
        QVERIFY(file->write(batchOf(*run, 0)).has_value());
    }
    const auto run = reopened(path());
    QCOMPARE(run->settings().changes().size(), std::size_t{1});
    advanceBy(*run, 4);
    QCOMPARE(run->settings().changes().size(), std::size_t{2});
    QCOMPARE(run->spec().settings.children, 30u);
    QCOMPARE(run->search().archive().sha256(), whole->search().archive().sha256());
}

void TestRunFile::limitsComeBackAndAreNoChanges()
{
    RunSpec spec = smallSpec("map-elites", "cppn");
    spec.limits.generations = 3;
    save(path(), spec, 4);
    {
        const auto file = RunFileWriter::open(path()).value();
        const auto run = reopened(path());
        QVERIFY(run->endReached(0).has_value());
        run->setLimits({.generations = 6, .untilMin = 0.99999});
        QVERIFY(!run->endReached(0).has_value());
        QVERIFY(file->write(batchOf(*run, 1)).has_value());
    }
    const auto run = reopened(path());
    QCOMPARE(run->spec().limits, (Limits{.generations = 6, .untilMin = 0.99999}));
    QVERIFY(run->settings().changes().empty() && run->settings().waiting().empty());
}

void TestRunFile::tellsTheWholeStory()
{
    const RunSpec spec = smallSpec("map-elites", "direct");
    const auto run = smallRun(spec);
    {
        const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
        RunBatch batch = batchOf(*run, 5);
        batch.seconds = 2.5;
        batch.events = {{0, 0, "started"}, {5, 2.5, "paused"}};
        QVERIFY(file->write(batch).has_value());
    }
    const auto file = RunFile::open(path()).value();
    QCOMPARE(file->generation(), std::optional<std::uint32_t>(4));
    QCOMPARE(file->seconds(), 2.5);
    QVERIFY(file->header().spec == spec);
    QCOMPARE(file->header().model.name, std::string("fake"));
    QCOMPARE(file->header().runtime, std::string("fake"));
    const SavedRun saved = file->load(run->search()).value();
    QCOMPARE(saved.improvements.size(), run->improvements().size());
    for (std::size_t i = 0; i < saved.improvements.size(); ++i) {
        QCOMPARE(saved.improvements[i].id, run->improvements()[i].id);
        QCOMPARE(saved.improvements[i].index, run->improvements()[i].index);
        QCOMPARE(saved.improvements[i].fromClass, run->improvements()[i].fromClass);
        QCOMPARE(saved.improvements[i].logOdds, run->improvements()[i].logOdds);
    }
}

void TestRunFile::showsTheWallOfAnyGeneration()
{
    const RunSpec spec = smallSpec("map-elites", "cppn");
    save(path(), spec, 10);
    const auto file = RunFile::open(path()).value();
    const auto run = smallRun(spec);
    const SavedRun saved = file->load(run->search()).value();
    for (std::uint32_t generation = 0; generation < 10; ++generation) {
        advanceBy(*run, 1);
        const Archive& archive = run->search().archive();
        const auto holders = holdersAt(saved.improvements, archive.classes(), generation);
        for (std::size_t index = 0; index < archive.classes(); ++index) {
            const auto& champion = archive.champion(index);
            QCOMPARE(holders[index].has_value(), champion.has_value());
            if (!champion)
                continue;
            QCOMPARE(holders[index]->id, champion->individual->id);
            QCOMPARE(holders[index]->logOdds, champion->logOdds);
            const std::array ids{holders[index]->id};
            const auto genomes = file->genomesOf(run->search(), ids).value();
            QCOMPARE(run->search().painter()(*genomes.front()), *champion->individual->picture);
        }
    }
}

void TestRunFile::canBeLookedAtWithoutItsNetwork()
{
    for (const char* search : {"map-elites", "gradient-ascent"}) {
        std::filesystem::remove(path());
        const RunSpec spec = smallSpec(search, "direct");
        save(path(), spec, 3);
        const auto file = RunFile::open(path()).value();
        const auto run = reopen(*file, std::make_shared<AbsentClassifier>(file->header()));
        QVERIFY2(run.has_value(), run ? "" : run.error().sentence().c_str());
        QCOMPARE((*run)->search().archive().sha256(),
                 reopened(path())->search().archive().sha256());
        QVERIFY(!verify(**run).has_value());
    }
}

void TestRunFile::keepsWhereARunIsInItsLife()
{
    using Move = std::function<void(Run&)>;
    for (const auto& [move, life] : std::vector<std::pair<Move, Lifecycle>>{
             {[](Run&) {}, {.state = RunState::New}},
             {[](Run& run) { run.start(0), run.pause(1); }, {.state = RunState::Paused}},
             {[](Run& run) {
                  run.finish({"generations", "it is reached"}, 1);
              },
              {.state = RunState::Finished, .endedBy = "generations", .reason = "it is reached"}},
             {[](Run& run) { run.stop(1); },
              {.state = RunState::Stopped, .reason = "the user ended it"}},
             {[](Run& run) {
                  run.fail({"net", "it broke", "mend it"}, 1);
              },
              {.state = RunState::Failed, .reason = "net: it broke; mend it"}}}) {
        std::filesystem::remove(path());
        {
            const auto run = smallRun(smallSpec("map-elites", "direct"));
            const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
            move(*run);
            QVERIFY(file->write(batchOf(*run, 0)));
        }
        for (int opening = 0; opening < 2; ++opening) {
            QCOMPARE(RunFile::open(path()).value()->lifecycle(), life);
            QCOMPARE(reopened(path())->lifecycle(), life);
        }
    }
}

void TestRunFile::aKilledRunIsPausedAndSaysSo()
{
    {
        const auto run = smallRun(smallSpec("map-elites", "direct"));
        const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
        run->start(0);
        QVERIFY(file->write(batchOf(*run, 3)));
    }
    const Lifecycle killed{.state = RunState::Paused, .interrupted = true};
    QCOMPARE(RunFile::open(path()).value()->lifecycle(), killed);
    {
        const auto run = reopened(path());
        QCOMPARE(run->lifecycle(), killed);
        QVERIFY(run->change("children", "5"));
        QVERIFY(RunFileWriter::open(path()).value()->write(batchOf(*run, 0)));
    }
    QCOMPARE(RunFile::open(path()).value()->lifecycle(), killed); // until it goes on
}

void TestRunFile::whoWritesIsRunning()
{
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
    run->start(0);
    QVERIFY(file->write(batchOf(*run, 3)));
    QCOMPARE(RunFile::open(path()).value()->lifecycle().state, RunState::Running);
    run->pause(1);
    QVERIFY(file->write(batchOf(*run, 0)));
    QCOMPARE(RunFile::open(path()).value()->lifecycle(), (Lifecycle{.state = RunState::Paused}));
}

void TestRunFile::looksAgain()
{
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto writer = RunFileWriter::create(path(), headerOf(*run)).value();
    const auto reader = RunFile::open(path()).value();
    QCOMPARE(reader->refresh().value(), false);
    QVERIFY(writer->write(batchOf(*run, 3)));
    QCOMPARE(reader->refresh().value(), true);
    QCOMPARE(reader->generation(), std::optional(2u));
    QCOMPARE(reader->refresh().value(), false);
    QVERIFY(run->change("children", "5"));
    QVERIFY(writer->write(batchOf(*run, 0)));
    QCOMPARE(reader->refresh().value(), true);
    QCOMPARE(reader->settings().waiting().size(), 1u);
}

void TestRunFile::memoryOfAnEmitterIsOnlyWrittenWhereItChanged()
{
    RunSpec spec = smallSpec("gradient-ascent", "direct");
    spec.settings.gradient.steps = 2;
    spec.settings.gradient.classesAtOnce = 2;
    const auto run = smallRun(spec);
    const auto file = RunFileWriter::create(path(), headerOf(*run)).value();
    QVERIFY(file->write(batchOf(*run, 4))); // two are done, two are to come
    SQLite::Database(path().string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE memory SET kind = 'untouched' WHERE part = 0");
    QVERIFY(file->write(batchOf(*run, 1)));
    const SQLite::Database database(path().string());
    SQLite::Statement kinds(database, "SELECT kind FROM memory ORDER BY part");
    QStringList found;
    while (kinds.executeStep())
        found.append(QString::fromStdString(kinds.getColumn(0).getString()));
    QCOMPARE(found.mid(0, 2), (QStringList{"untouched", "gradient-ascent"}));
    QVERIFY(found.size() > 2);
}

void TestRunFile::refusesAnotherNetwork()
{
    save(path(), smallSpec("map-elites", "direct"), 2);
    auto other = honestNetwork();
    other->mutableInfo().sha256 = std::string(64, 'b');
    const auto run = reopen(*RunFile::open(path()).value(), other);
    QVERIFY(!run.has_value());
    QVERIFY(run.error().why.find("network") != std::string::npos);
}

void TestRunFile::oneWriterAtATime()
{
    save(path(), smallSpec("map-elites", "direct"), 2);
    {
        const auto first = RunFileWriter::open(path());
        QVERIFY(first.has_value());
        const auto second = RunFileWriter::open(path());
        QVERIFY(!second.has_value());
        QVERIFY(second.error().why.find("writing") != std::string::npos);
        QVERIFY(RunFile::open(path()).has_value());
    }
    QVERIFY(RunFileWriter::open(path()).has_value());
}

void TestRunFile::readersLookOnMeanwhile()
{
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    const auto writer = RunFileWriter::create(path(), headerOf(*run)).value();
    const auto reader = RunFile::open(path()).value();
    QVERIFY(!reader->generation());
    QVERIFY(writer->write(batchOf(*run, 3)).has_value());
    const SavedRun saved = reader->load(run->search()).value();
    QCOMPARE(saved.generation, 3u);
    QCOMPARE(saved.champions.size(), run->search().archive().filled().size());
}

void TestRunFile::aNewFileNeedsANewName()
{
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    save(path(), smallSpec("map-elites", "direct"), 2);
    const auto again = RunFileWriter::create(path(), headerOf(*run));
    QVERIFY(!again.has_value());
    QCOMPARE(again.error().kind, Error::Kind::Usage);
    const auto nowhere = RunFileWriter::create("/no/such/folder/a.pareidolia", headerOf(*run));
    QVERIFY(!nowhere.has_value());
}

void TestRunFile::isOneFileInTheEnd()
{
    save(path(), smallSpec("map-elites", "direct"), 2);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"a.pareidolia"});
    // Where nothing can be written beside it, too.
    QVERIFY(QFile(QString::fromStdString(path().string())).setPermissions(QFile::ReadOwner));
    QVERIFY(RunFile::open(path()).has_value());
}

void TestRunFile::verifiesItsChampions()
{
    save(path(), smallSpec("map-elites", "cppn"), 6);
    const auto run = reopened(path());
    const auto verified = verify(*run);
    QVERIFY(verified.has_value());
    QCOMPARE(verified->equal, run->search().archive().filled().size());
    QCOMPARE(verified->champions(), verified->equal);

    // Another network that claims to be the same gives other scores for all of them.
    auto changed = honestNetwork();
    changed->scale = 2;
    const auto refused = verify(*reopen(*RunFile::open(path()).value(), changed).value());
    QVERIFY(refused.has_value());
    QCOMPARE(refused->equal, 0u);
    QCOMPARE(refused->wrong, run->search().archive().filled());
}

QTEST_GUILESS_MAIN(TestRunFile)
#include "tst_runfile.moc"
