// SPDX-License-Identifier: GPL-3.0-or-later
// Runs on the real networks: limits, determinism, progress, interruption.
#include "Program.h"

#include <QJsonArray>
#include <csignal>

using namespace pareidolia;

class TestCliRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyNumberOfThreadsGivesTheSameArchive_data();
    void anyNumberOfThreadsGivesTheSameArchive();
    void limitsReplaceThePresets();
    void resultIsComplete();
    void onlyTheChosenClasses();
    void settingsCount();
    void fools_data();
    void fools();
    void modelsMayBeFiles();
    void interruptKeepsWhatIsFinished();
    void quietOnStdoutUntilTheResult();
};

void TestCliRun::anyNumberOfThreadsGivesTheSameArchive_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QString>("generations");
    QTest::newRow("direct") << "mnist-direct"
                            << "8";
    QTest::newRow("cppn") << "mnist-cppn"
                          << "8";
    QTest::newRow("gradient") << "mnist-gradient"
                              << "12";
    QTest::newRow("fashion") << "fashion-cppn"
                             << "4";
}

void TestCliRun::anyNumberOfThreadsGivesTheSameArchive()
{
    QFETCH(QString, preset);
    QFETCH(QString, generations);
    const auto hashOf = [&](const QString& threads, const QString& seed) {
        return run({"run", "--preset", preset, "--generations", generations, "--threads", threads,
                    "--seed", seed, "--json"})
            .json()["archive_sha256"]
            .toString();
    };
    const QString one = hashOf("1", "7");
    QCOMPARE(one.size(), 64);
    QCOMPARE(hashOf("2", "7"), one);
    QCOMPARE(hashOf("7", "7"), one);
    QVERIFY(hashOf("1", "8") != one);
}

void TestCliRun::limitsReplaceThePresets()
{
    const auto byEvaluations =
        run({"run", "--preset", "mnist-direct", "--evaluations", "1000", "--json"}).json();
    QCOMPARE(byEvaluations["evaluations"].toInt(), 1000);
    QCOMPARE(byEvaluations["generation"].toInt(), 4);
    const auto bySet =
        run({"run", "--preset", "mnist-direct", "--set", "generations=2", "--json"}).json();
    QCOMPARE(bySet["generation"].toInt(), 2);
    const auto byMedian =
        run({"run", "--preset", "mnist-direct", "--until-median", "0.5", "--json"}).json();
    QVERIFY(byMedian["median"].toDouble() >= 0.5);
    QVERIFY(byMedian["generation"].toInt() < 60);
    const auto byTime =
        run({"run", "--preset", "mnist-direct", "--seconds", "0.5", "--json"}).json();
    QVERIFY(byTime["seconds"].toDouble() >= 0.5 && byTime["seconds"].toDouble() < 5);
}

void TestCliRun::resultIsComplete()
{
    const Finished seen =
        run({"run", "--preset", "mnist-cppn", "--generations", "2", "--seed", "5", "--json"});
    QCOMPARE(seen.code, 0);
    const auto json = seen.json();
    QCOMPARE(json["preset"].toString(), "mnist-cppn");
    QCOMPARE(json["search"].toString(), "map-elites");
    QCOMPARE(json["encoding"].toString(), "cppn");
    QCOMPARE(json["model"].toString(), "lenet-mnist");
    QCOMPARE(json["seed"].toInt(), 5);
    QCOMPARE(json["evaluations"].toInt(), 600);
    QCOMPARE(json["confidences"].toArray().size(), 10);
    QVERIFY(json["min"].toDouble() <= json["median"].toDouble());
    QCOMPARE(json["invalid_scores"].toInt(), 0);
}

void TestCliRun::onlyTheChosenClasses()
{
    const auto confidences = run({"run", "--preset", "mnist-direct", "--generations", "1",
                                  "--classes", "two,7-8", "--json"})
                                 .json()["confidences"]
                                 .toArray();
    for (int c = 0; c < 10; ++c)
        QCOMPARE(confidences[c].isDouble(), c == 2 || c == 7 || c == 8);
}

void TestCliRun::settingsCount()
{
    const auto json = run({"run", "--preset", "mnist-direct", "--generations", "2", "--set",
                           "children=30", "--set", "initial=50", "--json"})
                          .json();
    QCOMPARE(json["evaluations"].toInt(), 110);
    const auto other = run({"run", "--preset", "mnist-direct", "--generations", "2", "--set",
                            "encoding=cppn", "--json"})
                           .json();
    QCOMPARE(other["encoding"].toString(), "cppn");
}

void TestCliRun::fools_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("median");
    QTest::newRow("mnist-direct") << "mnist-direct" << 0.999 << 0.9999;
    QTest::newRow("mnist-cppn") << "mnist-cppn" << 0.99 << 0.999;
    QTest::newRow("mnist-gradient") << "mnist-gradient" << 0.9999 << 0.9999;
    QTest::newRow("fashion-gradient") << "fashion-gradient" << 0.9999 << 0.9999;
}

void TestCliRun::fools()
{
    QFETCH(QString, preset);
    QFETCH(double, least);
    QFETCH(double, median);
    const auto json = run({"run", "--preset", preset, "--json"}).json();
    QVERIFY2(json["min"].toDouble() >= least && json["median"].toDouble() >= median,
             QJsonDocument(json).toJson());
}

void TestCliRun::modelsMayBeFiles()
{
    const QString file = PAREIDOLIA_SOURCE "/resources/models/lenet-mnist.pt";
    const auto json =
        run({"run", "--preset", "mnist-direct", "--generations", "1", "--model", file, "--json"})
            .json();
    QCOMPARE(json["model"].toString(), file);
    const auto byName =
        run({"run", "--preset", "mnist-direct", "--generations", "1", "--json"}).json();
    QCOMPARE(json["archive_sha256"].toString(), byName["archive_sha256"].toString());
}

void TestCliRun::interruptKeepsWhatIsFinished()
{
    const QTemporaryDir folder;
    QProcess process;
    process.setReadChannel(QProcess::StandardError);
    process.start(program(), {"run", "--preset", "mnist-cppn", "--seconds", "600", "--export",
                              folder.path(), "--json"});
    // Plain progress lines tell when it is well under way.
    QByteArray told;
    while (!told.contains("generation") && process.waitForReadyRead(60'000))
        told += process.readAllStandardError();
    QVERIFY(told.contains("generation"));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const Finished seen = finish(process);
    QCOMPARE(seen.code, 130);
    QVERIFY(seen.json()["generation"].toInt() > 0);
    QCOMPARE(seen.json()["ended"].toString(), "interrupted");
    QFile story(folder.filePath("run.json"));
    QVERIFY(story.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(story.readAll())["archive_sha256"].toString(),
             seen.json()["archive_sha256"].toString());
}

void TestCliRun::quietOnStdoutUntilTheResult()
{
    const Finished seen = run({"run", "--preset", "mnist-direct", "--generations", "1", "--json"});
    QCOMPARE(seen.out.trimmed().count('\n'), 0);
    const Finished plain = run({"run", "--preset", "mnist-direct", "--generations", "1"});
    QCOMPARE(plain.code, 0);
    QVERIFY(plain.out.contains("seven") && plain.out.contains("median"));
}

QTEST_GUILESS_MAIN(TestCliRun)
#include "tst_cli_run.moc"
