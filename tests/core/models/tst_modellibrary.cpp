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
        return ModelLibrary({m_root / "program", m_root / "user", m_root / "not there"});
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
    const auto listing = library().list();
    QCOMPARE(listing.models.size(), std::size_t{2});
    QCOMPARE(listing.models[0].name, std::string("alpha"));
    QCOMPARE(listing.models[1].name, std::string("beta"));
    QVERIFY(listing.problems.empty());
}

void TestModelLibrary::firstFolderWins()
{
    put("program", "net.pt", "net", "the program's");
    put("user", "net.pt", "net", "the user's");
    const auto listing = library().list();
    QCOMPARE(listing.models.size(), std::size_t{1});
    QCOMPARE(listing.models[0].summary, std::string("the program's"));
    QCOMPARE(library().open("net")->info().summary, std::string("the program's"));
}

void TestModelLibrary::tellsProblems()
{
    put("user", "good.pt", "good");
    const fs::path bad = m_root / "user" / "bad.pt";
    QVERIFY(writeFile(bad, "no model").has_value());
    const auto listing = library().list();
    QCOMPARE(listing.models.size(), std::size_t{1});
    QCOMPARE(listing.problems.size(), std::size_t{1});
    QCOMPARE(listing.problems[0].what, bad.string());
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
    QVERIFY(file.error().why.find("no model at all") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestModelLibrary)
#include "tst_modellibrary.moc"
