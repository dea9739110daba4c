// SPDX-License-Identifier: GPL-3.0-or-later
// `compare`: two exports side by side.
#include "Program.h"

#include <QJsonArray>

using namespace pareidolia;

class TestCliCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsFiguresAndDifferences();
    void setsChampionsBesidePhotos();
    void printsATable();
    void badFilesAreTold();

private:
    QString story(const char* name) const { return m_folder.filePath(name) + "/run.json"; }

    QTemporaryDir m_folder;
};

void TestCliCompare::initTestCase()
{
    for (const char* encoding : {"direct", "cppn"})
        QCOMPARE(run({"run", "--preset", QString("mnist-") + encoding, "--generations", "20",
                      "--export", m_folder.filePath(encoding)})
                     .code,
                 0);
}

void TestCliCompare::tellsFiguresAndDifferences()
{
    const Finished seen = run({"compare", story("direct"), story("cppn"), "--json"});
    QCOMPARE(seen.code, 0);
    const QJsonObject json = seen.json();
    QCOMPARE(json["a"].toString(), story("direct"));
    const QJsonArray medians = json["median"].toArray();
    QVERIFY(medians[0].toDouble() > 0 && medians[0].toDouble() < medians[1].toDouble());
    const QJsonArray counts = json["count_over"].toArray();
    QVERIFY(counts[1].toObject()["0.99"].toInt() >= 5);
    const QJsonArray evaluations = json["evaluations_to_median"].toArray();
    QVERIFY(evaluations[1].toObject()["0.5"].toInt() >= 200);
    const QJsonObject settings = json["settings_that_differ"].toObject();
    QCOMPARE(settings["encoding"].toArray(), QJsonArray({"direct", "cppn"}));
    QVERIFY(!settings.contains("seed"));
}

void TestCliCompare::setsChampionsBesidePhotos()
{
    const QJsonObject json = run({"compare", story("direct"), story("cppn"), "--json"}).json();
    const auto total = [](const QJsonValue& histogram) {
        int sum = 0;
        for (const QJsonValue& count : histogram["counts"].toArray())
            sum += count.toInt();
        return sum;
    };
    const QJsonArray champions = json["confidence_histogram"].toArray();
    QCOMPARE(total(champions[0]), 10);
    QCOMPARE(total(champions[1]), 10);
    const QJsonObject photos = json["photos"].toArray()[0].toObject();
    QCOMPARE(photos["data"].toString(), QString("MNIST"));
    QCOMPARE(photos["images"].toInt(), 10000);
    QCOMPARE(total(photos["first"]), 10000);
    QCOMPARE(total(photos["right"]), 10000);
    // Its champions as the photographs: each is named after its class.
    const QJsonObject own = run({"compare", story("direct"), story("cppn"), "--photos",
                                 m_folder.filePath("direct"), "--json"})
                                .json();
    const QJsonObject same = own["photos"].toArray()[0].toObject();
    QCOMPARE(same["data"].toString(), QString("direct"));
    QCOMPARE(same["images"].toInt(), 10);
    expectOneSentence(run({"compare", story("direct"), story("cppn"), "--photos", "nowhere"}), 1,
                      "nowhere");
}

void TestCliCompare::printsATable()
{
    const Finished seen = run({"compare", story("direct"), story("cppn")});
    QCOMPARE(seen.code, 0);
    QVERIFY(seen.out.contains("median confidence"));
    QVERIFY(seen.out.contains("encoding"));
    QVERIFY(seen.out.contains("A's champions") && seen.out.contains("10000 of MNIST"));
    const QByteArray same = run({"compare", story("direct"), story("direct")}).out;
    QVERIFY(same.trimmed().endsWith("settings that differ:"));
}

void TestCliCompare::badFilesAreTold()
{
    expectOneSentence(run({"compare", story("direct"), "nowhere.json"}), 1, "nowhere.json");
    expectOneSentence(run({"compare", m_folder.filePath("direct/curves.csv"), story("cppn")}), 1,
                      "curves.csv");
    expectOneSentence(run({"compare", story("direct")}), 2);
}

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_cli_compare.moc"
