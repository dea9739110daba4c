// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Individuals.h"

#include "tests/core/runfile/SavedSmallRun.h"

#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

using namespace pareidolia;
using namespace pareidolia::test;

class TestIndividuals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areMadeAgainUnderTheSettingsOfTheirTime();
    void gradientsCannotBeMadeAgain();
    void strangersAreNotFound();
};

void TestIndividuals::areMadeAgainUnderTheSettingsOfTheirTime()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.pareidolia").toStdString();
    const auto run = smallRun(smallSpec("map-elites", "direct"));
    std::vector<Improvement> improvements;
    {
        const auto file = RunFileWriter::create(path, headerOf(*run)).value();
        for (const char* rate : {"0.4", "0.02", "0.9"}) {
            QVERIFY(run->change("mutation_rate", rate).has_value());
            const RunBatch batch = batchOf(*run, 4);
            QVERIFY(file->write(batch).has_value());
            std::ranges::copy(batch.improvements, std::back_inserter(improvements));
        }
    }
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    database.exec("DELETE FROM genome");
    Individuals individuals(database, path, run->search(), run->settings());
    QVERIFY(improvements.size() > 4); // more than the first champion of each class
    for (const Improvement& improvement : improvements) {
        const Individual& made = *improvement.champion.individual;
        const auto found = individuals.find(made.id);
        QVERIFY(found.has_value());
        QCOMPARE(*(*found)->picture, *made.picture);
        QCOMPARE((*found)->parent, made.parent);
        QCOMPARE((*found)->fromClass, made.fromClass);
        QCOMPARE((*found)->genome->toJson().dump(), made.genome->toJson().dump());
    }
}

void TestIndividuals::gradientsCannotBeMadeAgain()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.pareidolia").toStdString();
    const RunSpec spec = smallSpec("gradient-ascent", "direct");
    save(path, spec, 3);
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    database.exec("DELETE FROM genome");
    const auto run = smallRun(spec);
    Individuals individuals(database, path, run->search(), run->settings());
    const auto found = individuals.find({0, 0});
    QVERIFY(!found.has_value());
    QVERIFY(found.error().why.find("child 0 of generation 0") != std::string::npos);
}

void TestIndividuals::strangersAreNotFound()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.pareidolia").toStdString();
    const RunSpec spec = smallSpec("map-elites", "cppn");
    save(path, spec, 2);
    const SQLite::Database database(path, SQLite::OPEN_READONLY);
    const auto run = smallRun(spec);
    Individuals individuals(database, path, run->search(), run->settings());
    QVERIFY(!individuals.find({77, 0}).has_value());
}

QTEST_GUILESS_MAIN(TestIndividuals)
#include "tst_individuals.moc"
