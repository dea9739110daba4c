// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Presets.h"

#include "core/base/Files.h"
#include "core/run/ParameterTable.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;

class TestPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bundledOnesAreWhole();
    void evolutionIsThePapers();
    void unknownNameGetsTheNearest();
    void missingFolderIsTold();
    void damagedFileIsNamed();

private:
    const Presets m_bundled{PAREIDOLIA_SOURCE "/resources/presets"};
};

void TestPresets::bundledOnesAreWhole()
{
    const auto specs = m_bundled.list();
    QVERIFY2(specs.has_value(), specs ? "" : specs.error().sentence().c_str());
    std::vector<std::string> names;
    for (const RunSpec& spec : *specs) {
        names.push_back(spec.name);
        QVERIFY(spec.summary.ends_with('.'));
        QVERIFY(!spec.model.empty());
        QVERIFY(spec.limits.any());
        // The file says everything that matters for its kind of run, not only what differs.
        const auto file = readFile(PAREIDOLIA_SOURCE "/resources/presets/" + spec.name + ".json");
        const auto json = nlohmann::ordered_json::parse(*file);
        for (const Parameter& parameter : parameters())
            if (applies(parameter, spec) && !parameter.isLimit && parameter.key != "classes" &&
                !parameter.defaultValue().is_null())
                QVERIFY2(json.contains(std::string(parameter.key)),
                         (spec.name + " " + std::string(parameter.key)).c_str());
    }
    QCOMPARE(names, (std::vector<std::string>{"fashion-cppn", "fashion-direct", "fashion-gradient",
                                              "mnist-cppn", "mnist-direct", "mnist-gradient"}));
}

void TestPresets::evolutionIsThePapers()
{
    for (const char* name : {"mnist-direct", "mnist-cppn", "fashion-direct", "fashion-cppn"}) {
        const RunSpec spec = m_bundled.load(name).value();
        QVERIFY(spec.settings == SearchSettings{});
        QVERIFY(spec.coordinates == CoordinateSystem::Normalised);
        QCOMPARE(*spec.limits.generations, 200u);
    }
}

void TestPresets::unknownNameGetsTheNearest()
{
    const auto spec = m_bundled.load("mnist-dirct");
    QVERIFY(!spec.has_value());
    QCOMPARE(spec.error().kind, Error::Kind::Usage);
    QVERIFY(spec.error().sentence().find("mnist-direct") != std::string::npos);
    QVERIFY(!m_bundled.load("../presets/mnist-direct").has_value());
}

void TestPresets::missingFolderIsTold()
{
    const auto specs = Presets("/nowhere/presets").list();
    QVERIFY(!specs.has_value());
    QCOMPARE(specs.error().what, std::string("/nowhere/presets"));
}

void TestPresets::damagedFileIsNamed()
{
    const QTemporaryDir folder;
    QVERIFY(writeFile(folder.filePath("broken.json").toStdString(), "{ \"seed\"").has_value());
    const auto specs = Presets(folder.path().toStdString()).list();
    QVERIFY(!specs.has_value());
    QVERIFY(specs.error().what.find("broken.json") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
