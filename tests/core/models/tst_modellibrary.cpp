// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Files.h"
#include "core/models/ModelLibrary.h"
#include "tests/core/models/HonestModel.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace pareidolia;
namespace fs = std::filesystem;

class TestModelLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void listsByName();
    void firstFolderWins();
    void tellsProblems();
    void opensByName();
    void opensByPath();
    void namesTheNearest();
    void noModelAtAll();
    void tellsWhatSetUpCouldNotMake();
    void renamesAModel();
    void renamesAnOnnxNetwork();
    void removesAModel();
    void leavesTheProgramsModelsAlone();
    void refusesBadNames();
    void theStampFollowsTheFiles();

private:
    void put(const char* folder, const std::string& file, const std::string& name,
             const std::string& summary = "")
    {
        ModelInfo info = test::honestInfo();
        info.name = name;
        info.summary = summary;
        fs::create_directories(m_root / folder);
        QVERIFY(writeFile(m_root / folder / file, test::honestModel(info)).has_value());
    }
    ModelLibrary library() const
    {
        return ModelLibrary({m_root / "program", m_root / "user", m_root / "not there"},
                            m_root / "user");
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_root;
};

void TestModelLibrary::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_root = m_temporary->path().toStdString();
}

void TestModelLibrary::listsByName()
{
    put("program", "b.pt", "beta");
    put("user", "a.pt", "alpha");
    QVERIFY(writeFile(m_root / "user" / "notes.txt", "no model").has_value());
    const auto survey = library().survey();
    QCOMPARE(survey.entries.size(), std::size_t{2});
    QCOMPARE(survey.entries[0].info.name, std::string("alpha"));
    QCOMPARE(survey.entries[1].info.name, std::string("beta"));
    QVERIFY(survey.problems.empty());
}

void TestModelLibrary::firstFolderWins()
{
    put("program", "net.pt", "net", "the program's");
    put("user", "net.pt", "net", "the user's");
    const auto survey = library().survey();
    QCOMPARE(survey.entries.size(), std::size_t{1});
    QCOMPARE(survey.entries[0].info.summary, std::string("the program's"));
    QCOMPARE(library().open("net")->info().summary, std::string("the program's"));
}

void TestModelLibrary::tellsProblems()
{
    put("user", "good.pt", "good");
    const fs::path bad = m_root / "user" / "bad.pt";
    QVERIFY(writeFile(bad, "no model").has_value());
    const auto survey = library().survey();
    QCOMPARE(survey.entries.size(), std::size_t{1});
    QCOMPARE(survey.problems.size(), std::size_t{1});
    QCOMPARE(survey.problems[0].what, bad.string());
    // Who asks for it learns what is wrong with it, not that it is not there.
    QCOMPARE(library().open("bad").error().what, bad.string());
}

void TestModelLibrary::opensByName()
{
    put("user", "some file.pt", "net");
    const auto file = library().open("net");
    QVERIFY(file.has_value());
    QCOMPARE(file->path(), m_root / "user" / "some file.pt");
}

void TestModelLibrary::opensByPath()
{
    put("elsewhere", "net.pt", "net");
    QVERIFY(library().open((m_root / "elsewhere" / "net.pt").string()).has_value());
    QVERIFY(!library().open("net").has_value());
}

void TestModelLibrary::namesTheNearest()
{
    put("program", "l.pt", "lenet-mnist");
    put("program", "f.pt", "lenet-fashion");
    const auto file = library().open("lenet-mnits");
    QVERIFY(!file.has_value());
    QVERIFY(file.error().advice.find("\"lenet-mnist\"") != std::string::npos);
}

void TestModelLibrary::noModelAtAll()
{
    const auto file = library().open("net");
    QVERIFY(!file.has_value());
    QVERIFY(file.error().why.find("there are no networks") != std::string::npos);
}

void TestModelLibrary::tellsWhatSetUpCouldNotMake()
{
    put("program", "net.pt", "net");
    QVERIFY(library().isStillToMake("efficientnet-lite0"));
    QVERIFY(!library().isStillToMake("net") && !library().isStillToMake("another"));
    const auto missing = library().open("efficientnet-lite0");
    QVERIFY(!missing.has_value());
    QVERIFY(missing.error().advice.find("packaging/run") != std::string::npos);
    put("user", "efficientnet-lite0.pt", "efficientnet-lite0");
    QVERIFY(!library().isStillToMake("efficientnet-lite0"));
    QVERIFY(library().open("efficientnet-lite0").has_value());
}

void TestModelLibrary::renamesAModel()
{
    put("user", "a.pt", "alpha", "the same");
    const ModelInfo before = library().open("alpha")->info();
    QVERIFY(library().rename("alpha", "omega").has_value());
    const auto after = library().open("omega");
    QVERIFY(after.has_value());
    QCOMPARE(after->info().sha256, before.sha256);
    QCOMPARE(after->info().summary, before.summary);
    QCOMPARE(after->path(), m_root / "user" / "omega.pt");
    QVERIFY(!library().open("alpha"));
}

void TestModelLibrary::renamesAnOnnxNetwork()
{
    ModelInfo info = test::honestInfo();
    info.name = "alpha";
    info.runner = Runner::Onnx;
    fs::create_directories(m_root / "user");
    const auto model = withManifest("some ONNX file", info, "alpha.pt");
    QVERIFY(writeFile(m_root / "user" / "alpha.pt", model.value()).has_value());
    QVERIFY(library().rename("alpha", "omega").has_value());
    const auto renamed = library().open("omega");
    QVERIFY(renamed.has_value());
    QCOMPARE(renamed->bytes(), std::string("some ONNX file"));
}

void TestModelLibrary::removesAModel()
{
    put("user", "a.pt", "alpha");
    put("user", "b.pt", "beta");
    QVERIFY(library().remove("alpha").has_value());
    QCOMPARE(library().survey().entries.size(), std::size_t{1});
    QVERIFY(!library().remove("alpha"));
}

void TestModelLibrary::leavesTheProgramsModelsAlone()
{
    put("program", "a.pt", "alpha");
    put("user", "b.pt", "beta");
    for (const auto& result : {library().remove("alpha"), library().rename("alpha", "mine")}) {
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Usage);
        QVERIFY(result.error().why.find("came with the program") != std::string::npos);
    }
    QVERIFY(!library().rename("beta", "alpha")); // taken
    const auto survey = library().survey();
    QCOMPARE(survey.entries.size(), std::size_t{2});
    QVERIFY(!survey.entries[0].own);
    QVERIFY(survey.entries[1].own);
}

void TestModelLibrary::refusesBadNames()
{
    put("user", "a.pt", "alpha");
    for (const char* name : {"", "../up", "a/b", "x.pt", ".hidden", " blank", "new\nline"}) {
        const auto renamed = library().rename("alpha", name);
        QVERIFY2(!renamed, name);
        QCOMPARE(renamed.error().kind, Error::Kind::Usage);
    }
    QVERIFY(library().open("alpha").has_value());
}

void TestModelLibrary::theStampFollowsTheFiles()
{
    put("user", "a.pt", "alpha");
    const std::string before = library().stamp();
    QCOMPARE(library().stamp(), before);
    put("user", "b.pt", "beta");
    QVERIFY(library().stamp() != before);
}

QTEST_GUILESS_MAIN(TestModelLibrary)
#include "tst_modellibrary.moc"
