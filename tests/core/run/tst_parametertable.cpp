// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ParameterTable.h"

#include <QTest>
#include <set>

using namespace pareidolia;
using nlohmann::ordered_json;

class TestParameterTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsComplete();
    void keysAreUnique();
    void defaultsFitTheirRange();
    void everyParameterReadsBackWhatWasSet();
    void rangesHold_data();
    void rangesHold();
    void wrongTypesAreRefused_data();
    void wrongTypesAreRefused();
    void nearestKeyIsNamed();
    void knowsWhatAppliesToWhat();
    void defaultsAreThePapers();
    void largestSeedSurvives();
    void gradientSettingsAreTheSupplements_data();
    void gradientSettingsAreTheSupplements();
    void singleValuesWinOverASetting();
};

void TestParameterTable::everyLineIsComplete()
{
    for (const Parameter& parameter : parameters()) {
        QVERIFY(parameter.meaning.size() > 10 && parameter.meaning.ends_with('.'));
        QVERIFY(parameter.get && parameter.set);
        if (parameter.kind == Parameter::Kind::Choice)
            QVERIFY(parameter.choices().size() >= 2);
        if (parameter.kind == Parameter::Kind::Integer || parameter.kind == Parameter::Kind::Real)
            QVERIFY(parameter.least < parameter.most);
    }
}

void TestParameterTable::keysAreUnique()
{
    std::set<std::string_view> keys;
    for (const Parameter& parameter : parameters())
        keys.insert(parameter.key);
    QCOMPARE(keys.size(), parameters().size());
}

void TestParameterTable::defaultsFitTheirRange()
{
    for (const Parameter& parameter : parameters()) {
        const ordered_json value = parameter.defaultValue();
        if (value.is_null())
            continue;
        RunSpec spec;
        QVERIFY2(setParameter(spec, parameter.key, value).has_value(),
                 std::string(parameter.key).c_str());
        QVERIFY(spec == RunSpec{});
    }
}

void TestParameterTable::everyParameterReadsBackWhatWasSet()
{
    for (const Parameter& parameter : parameters()) {
        std::vector<ordered_json> values;
        switch (parameter.kind) {
        case Parameter::Kind::Text:
            values = {"some text", ""};
            break;
        case Parameter::Kind::Choice:
            for (const std::string& word : parameter.choices())
                if (!parameter.setsOthers || word != "custom") // which says that none fits
                    values.push_back(word);
            break;
        case Parameter::Kind::Integer:
            values = {static_cast<std::uint64_t>(parameter.least), 3u};
            break;
        case Parameter::Kind::Real:
            values = {parameter.least, (parameter.least + parameter.most) / 2};
            break;
        }
        for (const ordered_json& value : values) {
            RunSpec spec;
            QVERIFY(setParameter(spec, parameter.key, value).has_value());
            QVERIFY(parameter.get(spec) == value);
            RunSpec fromText;
            const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
            QVERIFY(setParameterFromText(fromText, parameter.key, text).has_value());
            QVERIFY(fromText == spec);
        }
    }
}

void TestParameterTable::rangesHold_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("no children") << "children"
                                 << "0";
    QTest::newRow("a million children") << "children"
                                        << "1000000";
    QTest::newRow("rate over one") << "mutation_rate"
                                   << "2.0";
    QTest::newRow("negative rate") << "mutation_rate"
                                   << "-0.1";
    QTest::newRow("not a number") << "mutation_rate"
                                  << "nan";
    QTest::newRow("infinite") << "seconds"
                              << "inf";
    QTest::newRow("word") << "mutation_rate"
                          << "often";
    QTest::newRow("empty") << "mutation_rate"
                           << "";
    QTest::newRow("rest after a number") << "mutation_rate"
                                         << "0.1x";
    QTest::newRow("half a child") << "children"
                                  << "1.5";
    QTest::newRow("negative seed") << "seed"
                                   << "-1";
    QTest::newRow("seed too large") << "seed"
                                    << "18446744073709551616";
    QTest::newRow("too many generations") << "generations"
                                          << "4294967295";
    QTest::newRow("other encoding") << "encoding"
                                    << "Direct";
    QTest::newRow("other coordinates") << "cppn_coordinates"
                                       << "polar";
}

void TestParameterTable::rangesHold()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    RunSpec spec;
    const auto set = setParameterFromText(spec, key.toStdString(), value.toStdString());
    QVERIFY(!set.has_value());
    QCOMPARE(set.error().kind, Error::Kind::Usage);
    QCOMPARE(set.error().what, key.toStdString());
    QVERIFY(set.error().advice.starts_with("give "));
    QVERIFY(spec == RunSpec{});
}

void TestParameterTable::wrongTypesAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("json");
    QTest::newRow("text for a number") << "children"
                                       << "\"200\"";
    QTest::newRow("real for a whole number") << "children"
                                             << "200.5";
    QTest::newRow("list") << "mutation_rate"
                          << "[0.1]";
    QTest::newRow("null") << "mutation_rate"
                          << "null";
    QTest::newRow("true") << "children"
                          << "true";
    QTest::newRow("number for text") << "model"
                                     << "3";
}

void TestParameterTable::wrongTypesAreRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, json);
    RunSpec spec;
    QVERIFY(!setParameter(spec, key.toStdString(), ordered_json::parse(json.toStdString())));
}

void TestParameterTable::nearestKeyIsNamed()
{
    RunSpec spec;
    const auto set = setParameterFromText(spec, "mutation_rte", "0.1");
    QVERIFY(!set.has_value());
    QVERIFY(set.error().sentence().find("mutation_rate") != std::string::npos);
}

void TestParameterTable::knowsWhatAppliesToWhat()
{
    const auto appliesTo = [](const char* key, const char* search, const char* encoding) {
        RunSpec spec;
        spec.search = search;
        spec.encoding = encoding;
        return applies(**findParameter(key), spec);
    };
    QVERIFY(appliesTo("mutation_rate", "map-elites", "direct"));
    QVERIFY(!appliesTo("mutation_rate", "map-elites", "cppn"));
    QVERIFY(appliesTo("cppn_weight_rate", "map-elites", "cppn"));
    QVERIFY(!appliesTo("cppn_weight_rate", "gradient-ascent", "cppn"));
    QVERIFY(appliesTo("gradient_decay", "gradient-ascent", "direct"));
    QVERIFY(!appliesTo("children", "gradient-ascent", "direct"));
    QVERIFY(appliesTo("generations", "gradient-ascent", "direct"));
}

void TestParameterTable::defaultsAreThePapers()
{
    const auto valueOf = [](const char* key) { return (*findParameter(key))->defaultValue(); };
    QVERIFY(valueOf("mutation_rate") == 0.1);
    QVERIFY(valueOf("mutation_halving") == 1000);
    QVERIFY(valueOf("mutation_eta") == 15.0);
    QVERIFY(valueOf("initial") == 200);
    QVERIFY(valueOf("children") == 200);
    QVERIFY(valueOf("cppn_weight_rate") == 0.1);
    QVERIFY(valueOf("cppn_function_rate") == 0.1);
    QVERIFY(valueOf("cppn_add_connection") == 0.5);
    QVERIFY(valueOf("cppn_delete_connection") == 0.3);
    QVERIFY(valueOf("cppn_split_connection") == 0.5);
    QVERIFY(valueOf("cppn_delete_node") == 0.2);
    QVERIFY(valueOf("cppn_coordinates") == "normalized");
    QVERIFY(valueOf("gradient_max_rate") == 1e7);
    QVERIFY(valueOf("gradient_early") == 0.02);
    QVERIFY(valueOf("gradient_late") == 0.1);
}

void TestParameterTable::largestSeedSurvives()
{
    RunSpec spec;
    QVERIFY(setParameterFromText(spec, "seed", "18446744073709551615").has_value());
    QCOMPARE(spec.settings.seed, 18446744073709551615ull);
    QCOMPARE((*findParameter("seed"))->get(spec).dump(), std::string("18446744073709551615"));
}

void TestParameterTable::gradientSettingsAreTheSupplements_data()
{
    QTest::addColumn<QString>("values");
    QTest::newRow("none") << "0 500 .02 .1 0 1 0 0";
    QTest::newRow("L2") << ".01 1500 .03 .02 0 1 0 0";
    QTest::newRow("blur") << ".001 1000 .03 .05 .4 2 0 0";
    QTest::newRow("all") << ".001 1500 .03 .05 .3 1 20 20";
}

void TestParameterTable::gradientSettingsAreTheSupplements()
{
    QFETCH(QString, values);
    RunSpec spec;
    QVERIFY(setParameterFromText(spec, "gradient_setting", QTest::currentDataTag()).has_value());
    const GradientSettings& set = spec.settings.gradient;
    const QStringList expected = values.split(' ');
    QCOMPARE(set.decay, expected[0].toDouble());
    QCOMPARE(set.steps, expected[1].toUInt());
    QCOMPARE(set.earlyWant, expected[2].toDouble());
    QCOMPARE(set.lateWant, expected[3].toDouble());
    QCOMPARE(set.blurRadius, expected[4].toDouble());
    QCOMPARE(set.blurEvery, expected[5].toUInt());
    QCOMPARE(set.normPercentile, expected[6].toDouble());
    QCOMPARE(set.contributionPercentile, expected[7].toDouble());
    QCOMPARE(set.maximumRate, 1e7);
}

void TestParameterTable::singleValuesWinOverASetting()
{
    const auto settingOf = [](const RunSpec& spec) {
        return (*findParameter("gradient_setting"))->get(spec).get<std::string>();
    };
    RunSpec before, after;
    QVERIFY(setParameters(before, {{"gradient_setting", "blur"}, {"gradient_decay", 0.5}}));
    QVERIFY(setParameters(after, {{"gradient_decay", 0.5}, {"gradient_setting", "blur"}}));
    QVERIFY(before == after);
    QCOMPARE(before.settings.gradient.decay, 0.5);
    QCOMPARE(before.settings.gradient.blurRadius, 0.4);
    QCOMPARE(settingOf(before), std::string("custom"));
    QVERIFY(setParameter(before, "gradient_setting", "custom").has_value()); // changes nothing
    QVERIFY(before == after);
    QVERIFY(setParameter(before, "gradient_decay", 0.001).has_value());
    QCOMPARE(settingOf(before), std::string("blur"));
    QVERIFY(!setParameter(before, "gradient_setting", "l3").has_value());
}

QTEST_GUILESS_MAIN(TestParameterTable)
#include "tst_parametertable.moc"
