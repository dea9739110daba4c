// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/StrictJson.h"

#include <QTest>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

using namespace pareidolia;

class TestStrictJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsThere();
    void namesTheBadKey_data();
    void namesTheBadKey();
    void unknownKeysHaveANearestOne();
    void whateverCallsItTellsTheError();
    void numbersBeyondEveryRangeAreRefused();
};

namespace {

using Json = nlohmann::ordered_json;

const Json whole = Json::parse(R"({"name": "x", "size": 3, "rate": 0.5, "kind": "hidden",
                                   "mean": [1, 2.5], "inner": {"id": 7}})");

constexpr std::array kinds{"input", "hidden"};

/// All that `whole` holds.
int readAll(const Json& json)
{
    const StrictObject object(json, "", {"name", "size", "rate", "kind", "mean", "inner", "note"});
    (void)object.text("name");
    (void)object.whole<int>("size", 1, 10);
    (void)object.number("rate", 0, 1);
    (void)object.choice("kind", kinds);
    (void)object.floats("mean");
    const StrictObject inner(object.at("inner"), "inner", {"id"});
    return inner.whole<int>("id", 0, 9);
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(Json&)>)

void TestStrictJson::readsWhatIsThere()
{
    const StrictObject object(whole, "thing");
    QCOMPARE(object.text("name"), std::string("x"));
    QCOMPARE(object.textOr("name"), std::string("x"));
    QCOMPARE(object.textOr("note", "none"), std::string("none"));
    QCOMPARE(object.whole<std::uint32_t>("size", 3, 3), 3u);
    QCOMPARE(object.number("rate"), 0.5);
    QCOMPARE(object.choice("kind", kinds), 1u);
    QCOMPARE(object.floats("mean"), (std::vector<float>{1, 2.5f}));
    QCOMPARE(object.list("mean").size(), 2u);
    QVERIFY(object.has("inner") && !object.has("note"));
    QCOMPARE(object.path("size"), std::string("thing.size"));
    QCOMPARE(strictly([] { return readAll(whole); }).value(), 7);
}

void TestStrictJson::namesTheBadKey_data()
{
    QTest::addColumn<std::function<void(Json&)>>("spoil");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* key, const char* says,
                        std::function<void(Json&)> spoil) {
        QTest::newRow(name) << std::move(spoil) << QString(key) << QString(says);
    };
    row("no object", "all of it", "not a JSON object", [](Json& j) { j = Json::array(); });
    row("missing", "name", "missing", [](Json& j) { j.erase("name"); });
    row("no text", "name", "not a text", [](Json& j) { j["name"] = 3; });
    row("too small", "size", "take one from 1 to 10", [](Json& j) { j["size"] = 0; });
    row("too large", "size", "take one from 1 to 10", [](Json& j) { j["size"] = 11; });
    row("a fraction", "size", "not a whole number", [](Json& j) { j["size"] = 2.5; });
    row("no number", "rate", "not a number", [](Json& j) { j["rate"] = "fast"; });
    row("out of range", "rate", "between 0 and 1", [](Json& j) { j["rate"] = 1.5; });
    row("another word", "kind", "none of input, hidden", [](Json& j) { j["kind"] = "output"; });
    row("no list", "mean", "not a list", [](Json& j) { j["mean"] = 1; });
    row("list of words", "mean", "finite", [](Json& j) { j["mean"][1] = "x"; });
    row("no float", "mean", "finite", [](Json& j) { j["mean"][1] = 1e300; });
    row("no inner object", "inner", "not a JSON object", [](Json& j) { j["inner"] = nullptr; });
    row("inner key", "inner.id", "not a whole number", [](Json& j) { j["inner"]["id"] = "7"; });
    row("unknown inner key", "inner.ids", "\"id\"", [](Json& j) { j["inner"]["ids"] = 7; });
}

void TestStrictJson::namesTheBadKey()
{
    QFETCH(std::function<void(Json&)>, spoil);
    QFETCH(QString, key);
    QFETCH(QString, says);
    Json json = whole;
    spoil(json);
    const auto read = strictly([&] { return readAll(json); });
    QVERIFY(!read);
    QCOMPARE(QString::fromStdString(read.error().what), key);
    const QString sentence = QString::fromStdString(read.error().sentence());
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    QVERIFY(!read.error().advice.empty());
}

void TestStrictJson::unknownKeysHaveANearestOne()
{
    Json json = whole;
    json["nane"] = "y";
    const auto read = strictly([&] { return readAll(json); });
    QCOMPARE(read.error().what, std::string("nane"));
    QVERIFY(read.error().why.find("\"name\"") != std::string::npos);
    (void)StrictObject(json, ""); // where any key may stand
}

void TestStrictJson::whateverCallsItTellsTheError()
{
    const auto read = strictly([] { return readAll(Json::object()); },
                               [](const BadKey& bad) {
                                   return Error{"a.json", bad.key + ": " + bad.why, "mend it"};
                               });
    QCOMPARE(read.error().sentence(), std::string("a.json: name: it is missing; mend it"));
}

void TestStrictJson::numbersBeyondEveryRangeAreRefused()
{
    for (const char* number : {"18446744073709551615", "9223372036854775808", "1e300"}) {
        Json json = whole;
        json["size"] = Json::parse(number);
        QVERIFY2(!strictly([&] { return readAll(json); }), number);
        const StrictObject object(json, "");
        QVERIFY2(!strictly([&] { return object.whole<std::int64_t>("size", 0, INT64_MAX); }),
                 number);
    }
}

QTEST_APPLESS_MAIN(TestStrictJson)
#include "tst_strictjson.moc"
