// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunSpec.h"

#include "core/run/ParameterTable.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pareidolia;

class TestRunSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void limitsThatAreNotSetAreNotWritten();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
};

void TestRunSpec::roundTrip()
{
    QVERIFY(rc::check([] {
        RunSpec spec;
        spec.search = *rc::gen::element<std::string>("map-elites", "gradient-ascent");
        spec.encoding = *rc::gen::element<std::string>("direct", "cppn");
        for (const Parameter& parameter : parameters()) {
            if (!applies(parameter, spec) || parameter.key == "search" ||
                parameter.key == "encoding")
                continue;
            nlohmann::ordered_json value;
            switch (parameter.kind) {
            case Parameter::Kind::Text:
                // JSON is UTF-8: other bytes cannot be written.
                value = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
                break;
            case Parameter::Kind::Choice:
                value = *rc::gen::elementOf(parameter.choices());
                break;
            case Parameter::Kind::Integer:
                value = *rc::gen::inRange<std::uint64_t>(
                    static_cast<std::uint64_t>(parameter.least), 1000);
                break;
            case Parameter::Kind::Real:
                value = parameter.least +
                        (parameter.most - parameter.least) * (*rc::gen::inRange(0, 1000) / 1000.0);
                break;
            }
            RC_ASSERT(setParameter(spec, parameter.key, value).has_value());
        }
        if (spec.search == "gradient-ascent")
            spec.encoding = "direct"; // has no meaning there and is not written
        const auto read = specFromJson(specToJson(spec).dump(), "test");
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == spec);
    }));
}

void TestRunSpec::limitsThatAreNotSetAreNotWritten()
{
    RunSpec spec;
    QVERIFY(!spec.limits.any());
    QVERIFY(!specToJson(spec).contains("generations"));
    spec.limits.generations = 0;
    QVERIFY(spec.limits.any());
    QCOMPARE(specToJson(spec)["generations"].get<int>(), 0);
}

void TestRunSpec::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("empty") << QByteArray() << QByteArray("not valid JSON");
    QTest::newRow("truncated") << QByteArray("{ \"generations\": ") << QByteArray("not valid JSON");
    QTest::newRow("list") << QByteArray("[1]") << QByteArray("not a JSON object");
    QTest::newRow("unknown key") << QByteArray("{\"generation\": 3}") << QByteArray("generations");
    QTest::newRow("range") << QByteArray("{\"mutation_rate\": 2.0}") << QByteArray("mutation_rate");
    QTest::newRow("type") << QByteArray("{\"children\": \"many\"}") << QByteArray("children");
    QTest::newRow("bad UTF-8") << QByteArray("{\"name\": \"\xff\"}")
                               << QByteArray("not valid JSON");
    QTest::newRow("deep") << QByteArray(100000, '[') << QByteArray("not valid JSON");
}

void TestRunSpec::badFilesAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, told);
    const auto spec = specFromJson(text.toStdString(), "my.json");
    QVERIFY(!spec.has_value());
    const QByteArray sentence = QByteArray::fromStdString(spec.error().sentence());
    QVERIFY2(sentence.startsWith("my.json: ") && sentence.contains(told), sentence);
    QCOMPARE(spec.error().kind, Error::Kind::Usage);
}

QTEST_GUILESS_MAIN(TestRunSpec)
#include "tst_runspec.moc"
