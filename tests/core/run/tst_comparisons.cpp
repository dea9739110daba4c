// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Comparisons.h"

#include "core/base/Files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;

class TestComparisons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thoseOfTheProgramAreWhole();
    void namesTheNearest();
    void refusesBadFiles_data();
    void refusesBadFiles();
};

void TestComparisons::thoseOfTheProgramAreWhole()
{
    const auto list = Comparisons::standard().list();
    QVERIFY2(list.has_value(), list ? "" : list.error().sentence().c_str());
    QVERIFY(list->size() >= 3);
    for (const Comparison& comparison : *list) {
        QVERIFY(!comparison.summary.empty());
        QVERIFY(!(comparison.a == comparison.b));
        QCOMPARE(comparison.a.settings.seed, comparison.b.settings.seed);
    }
    const auto pair = Comparisons::standard().load("mnist-direct-cppn");
    QCOMPARE(pair->a.encoding, std::string("direct"));
    QCOMPARE(pair->b.encoding, std::string("cppn"));
    QVERIFY(pair->a.limits.evaluations == pair->b.limits.evaluations);
}

void TestComparisons::namesTheNearest()
{
    const auto loaded = Comparisons::standard().load("mnist-direct-cpn");
    QVERIFY(!loaded.has_value());
    QCOMPARE(loaded.error().kind, Error::Kind::Usage);
    QVERIFY(loaded.error().advice.find("mnist-direct-cppn") != std::string::npos);
}

void TestComparisons::refusesBadFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("one side") << QByteArray(R"({"a": {"preset": "mnist-direct"}})");
    QTest::newRow("unknown preset")
        << QByteArray(R"({"a": {"preset": "nothing"}, "b": {"preset": "mnist-cppn"}})");
    QTest::newRow("unknown key") << QByteArray(
        R"({"both": {"sead": 1}, "a": {"preset": "mnist-direct"}, "b": {"preset": "mnist-cppn"}})");
    QTest::newRow("value out of range") << QByteArray(
        R"({"a": {"preset": "mnist-direct", "children": 0}, "b": {"preset": "mnist-cppn"}})");
}

void TestComparisons::refusesBadFiles()
{
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    QVERIFY(writeFile(path / "pair.json", text.toStdString()).has_value());
    QVERIFY(!Comparisons(path, Presets::standard()).load("pair").has_value());
}

QTEST_APPLESS_MAIN(TestComparisons)
#include "tst_comparisons.moc"
