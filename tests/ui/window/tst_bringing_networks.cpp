// SPDX-License-Identifier: GPL-3.0-or-later
// Networks in the window: seen, imported, renamed, removed, evaluated.
#include "WindowFixture.h"
#include "core/base/Files.h"
#include "core/image/PngFile.h"
#include "core/models/ZipArchive.h"
#include "tests/core/models/HonestModel.h"
#include "ui/networks/ImportPage.h"
#include "ui/networks/NetworkTable.h"
#include "ui/networks/TestPanel.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <algorithm>

using namespace pareidolia;

class TestBringingNetworks : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void listsWhatIsThere();
    void aDroppedNetworkIsImported();
    void aScriptWithoutAManifestIsImported();
    void theTestPictureFollowsTheValues();
    void problemsStandInTheForm();
    void knownWeightsFillTheForm();
    void cardsTellThatTheirNetworkIsNotHere();
    void aNetworkIsRenamed();
    void aNetworkIsRemovedAfterAQuestion();
    void aNetworkAtWorkStays();
    void evaluatesAFolder();
    void tellsABrokenPicture();
    void theCatalogueWaitsForAClick();

private:
    QString at(const QString& name) const { return QDir(m_data.path()).filePath(name); }
    QString put(const QString& name, const std::string& bytes) const
    {
        (void)QDir().mkpath(QFileInfo(at(name)).path());
        return writeFile(at(name).toStdString(), bytes) ? at(name) : QString();
    }
    void putOwn(const std::string& name) const
    {
        ModelInfo info = test::honestInfo();
        info.name = name;
        QVERIFY(!put(QString::fromStdString("pareidolia/models/" + name + ".pt"),
                     test::honestModel(info))
                     .isEmpty());
    }
    void drop(const QStringList& files) const;
    NetworkTable* openManager() const;
    void choose(NetworkTable* table, const QString& name) const;
    void click(const char* name) const
    {
        auto* button = m_fixture->find<QAbstractButton>(name);
        QVERIFY2(button && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    QTemporaryDir m_data;
    std::vector<ImportSettings> m_drafts; ///< what the importer was asked for
};

void TestBringingNetworks::init()
{
    QVERIFY(QDir(at("pareidolia")).removeRecursively());
    qputenv("XDG_DATA_HOME", m_data.path().toLocal8Bit());
    qputenv("PAREIDOLIA_RESOURCES", PAREIDOLIA_SOURCE "/resources");
    m_drafts.clear();
    // Any name is a network, but no file is.
    m_fixture = std::make_unique<WindowFixture>([](const std::string& name) {
        if (name.ends_with(".pt"))
            return Networks::Loaded(failure(name, "it has no manifest.json", "import it"));
        return loadFake(name);
    });
    m_fixture->window->setImporter(
        {.draft = [this](const ImportSettings& settings, std::stop_token) -> Result<ImportDraft> {
             m_drafts.push_back(settings); // one thread at a time; read when it is done
             if (settings.channels == "bgr" && settings.mean.empty())
                 return usageError("the mean", "it is missing", "write it");
             auto network = std::make_shared<FakeClassifier>(10, ImageShape{28, 28, 1});
             network->mutableInfo().name = settings.name;
             if (!settings.mean.empty()) // other values, other answers
                 std::ranges::reverse(network->mutableInfo().labels);
             return ImportDraft{.info = network->info(),
                                .bytes = {},
                                .classifier = network,
                                .remarks = {"Its outputs are probabilities (found by trying)."}};
         },
         .finish = [](const ImportDraft& draft, const std::filesystem::path& out,
                      const NetworkImporter::Report&, std::stop_token) -> Result<ModelInfo> {
             ModelInfo info = test::honestInfo();
             info.name = draft.info.name;
             if (const auto written = writeFile(out, test::honestModel(info)); !written)
                 return tl::unexpected(written.error());
             return info;
         }});
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestBringingNetworks::drop(const QStringList& files) const
{
    auto* page = m_fixture->find("importPage");
    dropOn(page ? page : m_fixture->window.get(), urlsOf(files));
}

NetworkTable* TestBringingNetworks::openManager() const
{
    m_fixture->press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    auto* table = m_fixture->find<NetworkTable>("networkTable");
    const auto isFilled = [table] { return table && table->topLevelItemCount() > 0; };
    return QTest::qWaitFor(isFilled) ? table : nullptr;
}

void TestBringingNetworks::choose(NetworkTable* table, const QString& name) const
{
    const auto rows = table->findItems(name, Qt::MatchExactly);
    QCOMPARE(rows.size(), 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualItemRect(rows.front()).center());
    QCOMPARE(m_fixture->find<QLabel>("networkTitle")->text(), name);
}

void TestBringingNetworks::listsWhatIsThere()
{
    putOwn("honest");
    auto* table = openManager();
    QVERIFY(table);
    choose(table, "honest");
    QVERIFY(m_fixture->find("networkRename"));
    QTRY_VERIFY(m_fixture->find<QLabel>("factLicence"));
    QCOMPARE(m_fixture->find<QLabel>("factLicence")->text(), QString("GPL-3.0-or-later"));
    choose(table, "lenet-mnist");
    QVERIFY(!m_fixture->find("networkRename"));
    QVERIFY(!m_fixture->find("networkRemove"));
    click("networkTry");
    QTRY_VERIFY(m_fixture->find("tryPage"));
}

void TestBringingNetworks::aDroppedNetworkIsImported()
{
    drop({put("mine.onnx", "layers")});
    QTRY_VERIFY(m_fixture->find("importPage"));
    auto* test = m_fixture->find<TestPanel>("testPanel");
    QTRY_COMPARE(test->answer().size(), 5);
    QVERIFY(m_fixture->find<QLabel>("importRemarks")->text().contains("found by trying"));
    QTRY_VERIFY(m_fixture->find<QPushButton>("importAccept")->isEnabled());
    click("importAccept");
    auto* page = m_fixture->find("networksPage");
    QTRY_VERIFY((page = m_fixture->find("networksPage")));
    QVERIFY(!m_fixture->find("importPage"));
    QTRY_COMPARE(m_fixture->find<QLabel>("networkTitle")->text(), QString("mine"));
    QVERIFY(QFile::exists(at("pareidolia/models/mine.pt")));
    QVERIFY(m_fixture->message().contains("mine"));
}

void TestBringingNetworks::aScriptWithoutAManifestIsImported()
{
    const auto bytes = packZip({{"theirs/data.pkl", "weights"}}, "theirs.pt");
    QVERIFY(bytes.has_value());
    drop({put("theirs.pt", *bytes)});
    QTRY_VERIFY(m_fixture->find("importPage"));
    QVERIFY(m_fixture->message().isEmpty());
    QTRY_COMPARE(m_drafts.size(), std::size_t{1});
    QCOMPARE(m_drafts.front().files,
             (std::vector<std::filesystem::path>{at("theirs.pt").toStdString()}));
}

void TestBringingNetworks::theTestPictureFollowsTheValues()
{
    drop({put("mine.onnx", "layers")});
    auto* test = m_fixture->find<TestPanel>("testPanel");
    QVERIFY(test);
    QTRY_COMPARE(test->answer().size(), 5);
    const QStringList before = test->answer();
    auto* mean = m_fixture->find<QLineEdit>("importMean");
    QTest::keyClicks(mean, "104");
    QVERIFY(!m_fixture->find<QPushButton>("importAccept")->isEnabled());
    QTRY_VERIFY(test->answer() != before);
    QCOMPARE(m_drafts.back().mean, std::vector<float>{104});
}

void TestBringingNetworks::problemsStandInTheForm()
{
    drop({put("mine.onnx", "layers")});
    QTRY_VERIFY(m_fixture->find<QPushButton>("importAccept")->isEnabled());
    QTest::keyClicks(m_fixture->find<QLineEdit>("importScale"), "0");
    QTRY_VERIFY(m_fixture->find<QLabel>("importProblem"));
    QVERIFY(m_fixture->find<QLabel>("importProblem")->text().contains("zero"));
    QVERIFY(!m_fixture->find<QPushButton>("importAccept")->isEnabled());
    QVERIFY(m_fixture->message().isEmpty());
    QTest::keyClick(m_fixture->find<QLineEdit>("importScale"), Qt::Key_Backspace);
    QTRY_VERIFY(m_fixture->find<QPushButton>("importAccept")->isEnabled());
    // The importer's own words, too.
    QTest::keyClicks(m_fixture->find<QComboBox>("importChannels"), "Bl");
    QTRY_VERIFY(m_fixture->find<QLabel>("importProblem"));
    QVERIFY(m_fixture->find<QLabel>("importProblem")->text().contains("it is missing"));
}

void TestBringingNetworks::knownWeightsFillTheForm()
{
    // A catalogue of our own, whose weights are these four letters.
    put("resources/architectures/tiny.prototxt", "layers");
    put("resources/catalogue.json", R"([{"name": "tiny", "title": "Tiny", "summary": "Small.",
        "publisher": "nobody", "page": "https://example.org", "licence": "free",
        "file": {"name": "tiny.caffemodel", "url": "https://example.org/tiny.caffemodel",
                 "sha1": "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"},
        "network": "tiny.prototxt", "import": {"channels": "bgr", "mean": [123, 117, 104]}}])");
    qputenv("PAREIDOLIA_RESOURCES", at("resources").toLocal8Bit());
    drop({put("unknown-name.caffemodel", "test")});
    QTRY_VERIFY(m_fixture->find("importKnown"));
    QCOMPARE(m_fixture->find<QLineEdit>("importMean")->text(), QString("123, 117, 104"));
    QCOMPARE(m_fixture->find<QLineEdit>("importName")->text(), QString("tiny"));
    QTRY_VERIFY(m_fixture->find<QPushButton>("importAccept")->isEnabled());
    QCOMPARE(m_drafts.back().files.size(), std::size_t{2});
    QCOMPARE(m_drafts.back().channels, std::optional<std::string>("bgr"));
}

void TestBringingNetworks::cardsTellThatTheirNetworkIsNotHere()
{
    // The resources of the source tree hold no network that set-up makes.
    const auto sentence = [this](const char* card) {
        auto* button = m_fixture->find<QAbstractButton>(card);
        return button ? button->accessibleDescription() : QString();
    };
    QVERIFY(sentence("card-imagenet-cppn").contains("could not be downloaded"));
    QVERIFY(!sentence("card-mnist-cppn").contains("could not be downloaded"));
}

void TestBringingNetworks::aNetworkIsRenamed()
{
    putOwn("honest");
    auto* table = openManager();
    QVERIFY(table);
    choose(table, "honest");
    const std::string hash = table->chosen()->info.sha256;
    click("networkRename");
    auto* edit = m_fixture->find<QLineEdit>("networkNewName");
    QVERIFY(edit);
    QTest::keyClicks(edit, "better");
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(m_fixture->find<QLabel>("networkTitle")->text(), QString("better"));
    QCOMPARE(table->chosen()->info.sha256, hash);
    QVERIFY(QFile::exists(at("pareidolia/models/better.pt")));
    // A name that is taken is told, and nothing changes.
    click("networkRename");
    QTest::keyClicks(m_fixture->find<QLineEdit>("networkNewName"), "lenet-mnist");
    QTest::keyClick(m_fixture->find<QLineEdit>("networkNewName"), Qt::Key_Return);
    QTRY_VERIFY(m_fixture->message().contains("there is already one with that name"));
    QVERIFY(QFile::exists(at("pareidolia/models/better.pt")));
}

void TestBringingNetworks::aNetworkIsRemovedAfterAQuestion()
{
    putOwn("honest");
    auto* table = openManager();
    QVERIFY(table);
    choose(table, "honest");
    m_fixture->answers->remove = false;
    click("networkRemove");
    QCOMPARE(m_fixture->answers->asked, 1);
    QVERIFY(QFile::exists(at("pareidolia/models/honest.pt")));
    m_fixture->answers->remove = true;
    click("networkRemove");
    QTRY_VERIFY(table->findItems("honest", Qt::MatchExactly).isEmpty());
    QVERIFY(!QFile::exists(at("pareidolia/models/honest.pt")));
}

void TestBringingNetworks::aNetworkAtWorkStays()
{
    ModelInfo info = test::honestInfo();
    info.name = "busy";
    QVERIFY(!put("pareidolia/models/busy.pt", test::honestModel(info)).isEmpty());
    const auto hash = ModelLibrary::standard().open("busy")->info().sha256;
    m_fixture->loader = [hash](const std::string& name) -> Networks::Loaded {
        auto network = std::make_shared<FakeClassifier>(3, ImageShape{4, 3, 1});
        network->mutableInfo().name = name;
        network->mutableInfo().sha256 = hash;
        return network;
    };
    m_fixture->makeWindow();
    m_fixture->window->show();
    RunSpec spec;
    spec.name = "map-elites";
    spec.model = "busy";
    spec.encoding = "direct";
    m_fixture->window->openRun(spec, false);
    QTRY_VERIFY(m_fixture->window->currentPage());
    auto* table = openManager();
    QVERIFY(table);
    choose(table, "busy");
    click("networkRemove");
    QVERIFY(m_fixture->message().contains("in use"));
    QCOMPARE(m_fixture->answers->asked, 0);
    QVERIFY(QFile::exists(at("pareidolia/models/busy.pt")));
}

void TestBringingNetworks::evaluatesAFolder()
{
    QVERIFY(QDir().mkpath(at("photos")));
    Image picture(ImageShape{8, 8, 3});
    std::ranges::fill(picture.pixels, std::uint8_t{90});
    for (const char* name : {"photos/0_a.png", "photos/3_b.png"})
        QVERIFY(writePng(at(name).toStdString(), picture).has_value());
    auto* table = openManager();
    QVERIFY(table);
    choose(table, "lenet-mnist"); // a fake, as every network of this window
    m_fixture->answers->folder = at("photos");
    click("networkEvaluate");
    QTRY_VERIFY(m_fixture->find<QLabel>("networkResult"));
    QVERIFY(m_fixture->find<QLabel>("networkResult")->text().contains("on 2 pictures"));
}

void TestBringingNetworks::tellsABrokenPicture()
{
    put("broken/0_a.jpg", "no picture");
    auto* table = openManager();
    QVERIFY(table);
    choose(table, "lenet-mnist");
    m_fixture->answers->folder = at("broken");
    click("networkEvaluate");
    QTRY_VERIFY(m_fixture->message().contains("0_a.jpg"));
    QVERIFY(m_fixture->find<QPushButton>("networkEvaluate")->isEnabled());
}

void TestBringingNetworks::theCatalogueWaitsForAClick()
{
    QVERIFY(openManager());
    auto* button = m_fixture->find<QPushButton>("catalogueDownload-caffenet");
    QVERIFY(button);
    QVERIFY(button->text().contains("233 MB"));
    QVERIFY(!m_fixture->find("catalogueProgress-caffenet"));
    QVERIFY(m_drafts.empty());
    QVERIFY(!QDir(at("pareidolia/downloads")).exists());
}

QTEST_MAIN(TestBringingNetworks)
#include "tst_bringing_networks.moc"
