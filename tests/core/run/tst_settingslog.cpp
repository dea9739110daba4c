// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/SettingsLog.h"

#include "core/run/ParameterTable.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pareidolia;

class TestSettingsLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedForWaitsForItsGeneration();
    void aLaterValueOfTheSameKeyReplacesTheOneThatWaits();
    void theValueThatHoldsAnywayIsNoChange();
    void whatWaitsCanBeWithdrawn();
    void limitsAreNoSettings();
    void onlyABranchChangesItsSeed();
    void badValuesAreRefused();
    void everyGenerationHasTheSettingsOfItsTime();
    void comesBackAsItWasWrittenDown();
    void limitsAmongOldChangesBecomeLimits();
    void countsPictures();
};

void TestSettingsLog::whatIsAskedForWaitsForItsGeneration()
{
    SettingsLog log{RunSpec{}};
    QCOMPARE(log.ask("mutation_rate", "0.3", 5).value(), (ChangeRecord{5, "mutation_rate", "0.3"}));
    QCOMPARE(log.now().settings.variation.mutationRate, 0.1);
    QCOMPARE(log.coming().settings.variation.mutationRate, 0.3);
    QVERIFY(log.beginGeneration(4).empty());
    QCOMPARE(log.now().settings.variation.mutationRate, 0.1);
    QCOMPARE(log.beginGeneration(5).size(), 1u);
    QCOMPARE(log.now().settings.variation.mutationRate, 0.3);
    QCOMPARE(log.at(4).settings.variation.mutationRate, 0.1);
    QCOMPARE(log.at(5).settings.variation.mutationRate, 0.3);
    QVERIFY(log.waiting().empty());
}

void TestSettingsLog::aLaterValueOfTheSameKeyReplacesTheOneThatWaits()
{
    SettingsLog log{RunSpec{}};
    log.ask("children", "7", 1).value();
    log.ask("mutation_rate", "0.3", 1).value();
    log.ask("children", "9", 1).value();
    QCOMPARE(log.waiting(),
             (std::vector<ChangeRecord>{{1, "mutation_rate", "0.3"}, {1, "children", "9"}}));
}

void TestSettingsLog::theValueThatHoldsAnywayIsNoChange()
{
    SettingsLog log{RunSpec{}};
    QVERIFY(!log.ask("children", "200", 1).value());
    log.ask("children", "7", 1).value();
    QVERIFY(!log.ask("children", "200", 1).value()); // nothing waits any more
    QVERIFY(log.waiting().empty() && log.coming() == log.now());
}

void TestSettingsLog::whatWaitsCanBeWithdrawn()
{
    SettingsLog log{RunSpec{}};
    QCOMPARE(log.withdraw("children").error().kind, Error::Kind::Usage);
    log.ask("children", "7", 1).value();
    QVERIFY(log.withdraw("children").has_value());
    QVERIFY(log.waiting().empty() && log.coming() == log.now());
}

void TestSettingsLog::limitsAreNoSettings()
{
    SettingsLog log{RunSpec{}};
    QCOMPARE(log.ask("generations", "7", 1).error().kind, Error::Kind::Usage);
    log.ask("children", "7", 1).value();
    log.setLimits({.generations = 7});
    QCOMPARE(log.now().limits.generations, std::optional(7u));
    QCOMPARE(log.coming().limits.generations, std::optional(7u));
    log.beginGeneration(1);
    QCOMPARE(log.at(0).limits.generations, std::optional(7u));
    QCOMPARE(log.changes().size(), 1u);
}

void TestSettingsLog::onlyABranchChangesItsSeed()
{
    SettingsLog log{RunSpec{}};
    QVERIFY(!log.ask("seed", "77", 1));
    QVERIFY(log.ask("seed", "77", 1, SettingsLog::Asked::ForBranch).value());
    QCOMPARE(log.coming().settings.seed, 77u);
    QVERIFY(!log.ask("encoding", "cppn", 1, SettingsLog::Asked::ForBranch));
}

void TestSettingsLog::badValuesAreRefused()
{
    SettingsLog log{RunSpec{}};
    for (const auto& [key, value] : {std::pair("children", "0"),
                                     {"childen", "3"},
                                     {"gradient_decay", "0.1"},
                                     {"children", ""}})
        QCOMPARE(log.ask(key, value, 1).error().kind, Error::Kind::Usage);
    QVERIFY(log.waiting().empty());
}

void TestSettingsLog::everyGenerationHasTheSettingsOfItsTime()
{
    rc::check("as if the changes were applied one by one", [] {
        SettingsLog log{RunSpec{}};
        RunSpec spec;
        std::vector<RunSpec> held;
        for (std::uint32_t generation = 0; generation < 12; ++generation) {
            log.beginGeneration(generation);
            held.push_back(spec);
            for (int asked = *rc::gen::inRange(0, 3); asked > 0; --asked) {
                const auto key =
                    *rc::gen::elementOf(std::vector<std::string>{"children", "mutation_halving"});
                const auto value = std::to_string(*rc::gen::inRange(1, 4));
                RC_ASSERT(log.ask(key, value, generation + 1).has_value());
                RC_ASSERT(setParameterFromText(spec, key, value).has_value());
            }
        }
        for (std::uint32_t generation = 0; generation < 12; ++generation)
            RC_ASSERT(log.at(generation) == held[generation]);
        RC_ASSERT(log.coming() == spec);
    });
}

void TestSettingsLog::comesBackAsItWasWrittenDown()
{
    SettingsLog log{RunSpec{}};
    log.ask("children", "7", 1).value();
    log.beginGeneration(1);
    log.ask("children", "200", 4).value();
    log.beginGeneration(4);
    log.ask("mutation_rate", "0.5", 6).value();
    std::vector<ChangeRecord> changes = log.changes();
    changes.insert(changes.end(), log.waiting().begin(), log.waiting().end());
    QVERIFY(SettingsLog::restored(RunSpec{}, changes, 6).value() == log);
    changes.push_back({7, "children", "none"});
    QVERIFY(!SettingsLog::restored(RunSpec{}, changes, 6));
}

void TestSettingsLog::limitsAmongOldChangesBecomeLimits()
{
    const std::vector<ChangeRecord> changes{
        {3, "generations", "450"}, {3, "children", "7"}, {9, "seconds", "12"}};
    const auto log = SettingsLog::restored(RunSpec{}, changes, 5).value();
    QCOMPARE(log.changes().size(), 1u);
    QVERIFY(log.waiting().empty());
    QCOMPARE(log.now().limits, (Limits{.generations = 450, .seconds = 12}));
}

void TestSettingsLog::countsPictures()
{
    RunSpec spec;
    spec.settings.initial = 50;
    spec.settings.children = 10;
    const auto log =
        SettingsLog::restored(spec, {{5, "children", "3"}, {7, "children", "100"}}, 100).value();
    QCOMPARE(log.picturesIn(0, 0, 4), 50u);
    QCOMPARE(log.picturesIn(0, 4, 4), 90u);
    QCOMPARE(log.picturesIn(0, 6, 4), 96u);
    QCOMPARE(log.picturesIn(5, 7, 4), 106u);
    QCOMPARE(log.picturesIn(8, 7, 4), 0u);
    // Files are untrusted: no generation is too large, and none takes long.
    QVERIFY(log.picturesIn(1, 4294967295u, 4) > 400'000'000'000u);
}

QTEST_GUILESS_MAIN(TestSettingsLog)
#include "tst_settingslog.moc"
