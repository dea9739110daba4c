// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Presets.h"

#include "core/base/Files.h"
#include "core/run/ParameterTable.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;

class TestPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bundledOnesAreWhole();
    void evolutionIsThePapers();
    void imagenetIsThePapers();
    void unknownNameGetsTheNearest();
    void missingFolderIsTold();
    void damagedFileIsNamed();
    void ownOnesComeAfterThePrograms();
    void savesNeverByHalf();
    void badNamesAreRefused_data();
    void badNamesAreRefused();
    void replacesOnlyWhenAsked();
    void removesOnlyOwnOnes();
    void brokenOwnOnesAreARemark();
    void liesInTheUsersDataFolder();

private:
    Presets withOwn(const QTemporaryDir& folder) const
    {
        return Presets(PAREIDOLIA_SOURCE "/resources/presets",
                       folder.filePath("data/presets").toStdString());
    }
    RunSpec changed(const std::string& name) const
    {
        RunSpec spec = m_bundled.load("mnist-cppn").value();
        spec.name = name;
        spec.settings.children = 77;
        return spec;
    }

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
        // Gradient ascent ends by itself: a class has so many steps.
        QCOMPARE(spec.limits.any(), spec.search != "gradient-ascent");
        // The file says everything that matters for its kind of run, not only what differs.
        const auto file = readFile(PAREIDOLIA_SOURCE "/resources/presets/" + spec.name + ".json");
        const auto json = nlohmann::ordered_json::parse(*file);
        for (const Parameter& parameter : parameters())
            if (applies(parameter, spec) && !parameter.isLimit && parameter.key != "classes" &&
                !parameter.defaultValue().is_null())
                QVERIFY2(json.contains(std::string(parameter.key)),
                         (spec.name + " " + std::string(parameter.key)).c_str());
    }
    QCOMPARE(names,
             (std::vector<std::string>{"fashion-cppn", "fashion-direct", "fashion-gradient",
                                       "imagenet-cppn", "imagenet-direct", "imagenet-gradient",
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

void TestPresets::imagenetIsThePapers()
{
    const RunSpec cppn = m_bundled.load("imagenet-cppn").value();
    QCOMPARE(cppn.settings.initial, 400u);
    // The paper's code makes 400; fewer a generation climb faster for as many evaluations.
    QCOMPARE(cppn.settings.children, 128u);
    const RunSpec direct = m_bundled.load("imagenet-direct").value();
    QVERIFY(direct.settings == SearchSettings{}); // 200 and 200
    for (const RunSpec& spec : {cppn, direct}) {
        QVERIFY(spec.settings.variation == VariationSettings{});
        QVERIFY(spec.view == NetworkView::OneCrop);
        QCOMPARE(*spec.limits.evaluations, 150'000u);
    }
    const RunSpec gradient = m_bundled.load("imagenet-gradient").value();
    QVERIFY(gradient.settings.gradient == GradientSettings{}); // the supplement's "none"
    QCOMPARE(gradient.classes,
             std::string("200,207,215,279,366,367,390,414,445,500,509,580,643,657,704,713,782,805,"
                         "826,906"));
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

void TestPresets::ownOnesComeAfterThePrograms()
{
    const QTemporaryDir folder;
    const Presets presets = withOwn(folder);
    const std::size_t before = presets.list().value().size();
    QVERIFY(presets.saveOwn(changed("zebra")).has_value());
    QVERIFY(presets.saveOwn(changed(" a Größe_2 ")).has_value());
    const auto specs = presets.list().value();
    QCOMPARE(specs.size(), before + 2);
    QCOMPARE(specs[before].name, std::string("a Größe_2"));
    QCOMPARE(specs[before + 1].name, std::string("zebra"));
    QVERIFY(presets.load("zebra").value() == changed("zebra"));
    QVERIFY(presets.isOwn("zebra"));
    QVERIFY(!presets.isOwn("mnist-cppn"));
    QVERIFY(!presets.isOwn("nobody"));
    QVERIFY(presets.load("zebr").error().sentence().find("\"zebra\"") != std::string::npos);
}

void TestPresets::savesNeverByHalf()
{
    const QTemporaryDir folder;
    QVERIFY(writeFile(folder.filePath("data").toStdString(), "a file").has_value());
    const auto saved = withOwn(folder).saveOwn(changed("mine"));
    QVERIFY(!saved.has_value());
    QVERIFY(saved.error().sentence().find("data/presets") != std::string::npos);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"data"});
    QVERIFY(!m_bundled.saveOwn(changed("mine")).has_value()); // it has no folder for them
}

void TestPresets::badNamesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("naming");
    QTest::newRow("none") << ""
                          << "name";
    QTest::newRow("blank") << "   "
                           << "name";
    QTest::newRow("path") << "../mine"
                          << "letters";
    QTest::newRow("hidden") << ".mine"
                            << "letters";
    QTest::newRow("option") << "-mine"
                            << "letters";
    QTest::newRow("line") << "a\nb"
                          << "letters";
    QTest::newRow("long") << QString(300, 'x') << "shorter";
    QTest::newRow("of the program") << "mnist-cppn"
                                    << "program";
    QTest::newRow("in capitals") << "MNIST-cppn"
                                 << "program";
}

void TestPresets::badNamesAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, naming);
    const QTemporaryDir folder;
    const auto saved = withOwn(folder).saveOwn(changed(name.toStdString()));
    QVERIFY(!saved.has_value());
    QCOMPARE(saved.error().kind, Error::Kind::Usage);
    QVERIFY2(QString::fromStdString(saved.error().sentence()).contains(naming),
             saved.error().sentence().c_str());
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestPresets::replacesOnlyWhenAsked()
{
    const QTemporaryDir folder;
    const Presets presets = withOwn(folder);
    QVERIFY(presets.saveOwn(changed("mine")).has_value());
    RunSpec other = changed("mine");
    other.settings.seed = 5;
    QVERIFY(!presets.saveOwn(other).has_value());
    QCOMPARE(presets.load("mine").value().settings.seed, 1u);
    QVERIFY(presets.saveOwn(other, Presets::IfThere::Replace).has_value());
    QCOMPARE(presets.load("mine").value().settings.seed, 5u);
}

void TestPresets::removesOnlyOwnOnes()
{
    const QTemporaryDir folder;
    const Presets presets = withOwn(folder);
    QVERIFY(presets.saveOwn(changed("mine")).has_value());
    QVERIFY(presets.removeOwn("mine").has_value());
    QVERIFY(!presets.isOwn("mine"));
    for (const char* name : {"mine", "mnist-cppn", "../presets/mnist-cppn"})
        QVERIFY(!presets.removeOwn(name).has_value());
    QVERIFY(presets.load("mnist-cppn").has_value());
}

void TestPresets::brokenOwnOnesAreARemark()
{
    const QTemporaryDir folder;
    const Presets presets = withOwn(folder);
    QVERIFY(presets.saveOwn(changed("good")).has_value());
    const auto write = [&](const char* file, std::string_view text) {
        return writeFile(folder.filePath(QString("data/presets/") + file).toStdString(), text)
            .has_value();
    };
    QVERIFY(write("broken.json", "{ \"seed\""));
    QVERIFY(write("mnist-cppn.json", "{}")); // hides behind one of the program's
    QVERIFY(write("renamed.json", "{ \"name\": \"old\", \"model\": \"lenet-mnist\" }"));
    const auto specs = presets.list().value();
    QCOMPARE(specs.size(), m_bundled.list().value().size() + 2);
    QCOMPARE(specs.back().name, std::string("renamed"));
    const auto problems = presets.problems();
    QCOMPARE(problems.size(), 2u);
    QVERIFY(problems[0].sentence().find("broken.json") != std::string::npos);
    QVERIFY(problems[1].sentence().find("mnist-cppn.json") != std::string::npos);
    QVERIFY(!presets.load("broken").has_value());
    QVERIFY(presets.load("mnist-cppn").value() == m_bundled.load("mnist-cppn").value());
}

void TestPresets::liesInTheUsersDataFolder()
{
    const QTemporaryDir folder;
    qputenv("PAREIDOLIA_RESOURCES", PAREIDOLIA_SOURCE "/resources");
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    QVERIFY(Presets::standard().saveOwn(changed("mine")).has_value());
    QVERIFY(QFile::exists(folder.filePath("pareidolia/presets/mine.json")));

    qunsetenv("XDG_DATA_HOME");
    qputenv("HOME", folder.path().toUtf8());
    QVERIFY(!Presets::standard().isOwn("mine"));
    QVERIFY(Presets::standard().saveOwn(changed("mine")).has_value());
    QVERIFY(QFile::exists(folder.filePath(".local/share/pareidolia/presets/mine.json")));
}

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
