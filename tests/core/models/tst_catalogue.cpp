// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue that comes with the program, and broken ones.
#include "core/base/Files.h"
#include "core/models/Catalogue.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace pareidolia;
namespace fs = std::filesystem;

class TestCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsThePapersNetworks();
    void makesSettings();
    void recognisesByChecksum();
    void namesTheNearest();
    void namesTheWrongKey_data();
    void namesTheWrongKey();
    void digestsAreThePublishedOnes();

private:
    static std::vector<CatalogueEntry> ours()
    {
        return readCatalogue(fs::path(PAREIDOLIA_SOURCE) / "resources" / "catalogue.json").value();
    }
};

void TestCatalogue::knowsThePapersNetworks()
{
    const auto catalogue = ours();
    const auto caffenet = catalogueEntry(catalogue, "caffenet");
    QVERIFY(caffenet.has_value());
    QCOMPARE(caffenet->file.sha1, std::string("4c8d77deb20ea792f84eb5e6d0a11ca0a8660a46"));
    QCOMPARE(caffenet->accuracy, std::optional(0.574));
    for (const CatalogueEntry& entry : catalogue)
        QVERIFY2(fs::is_regular_file(entry.network), entry.network.c_str());
}

void TestCatalogue::makesSettings()
{
    const auto entry = catalogueEntry(ours(), "googlenet");
    const ImportSettings settings = entry->settingsFor("/tmp/weights.caffemodel");
    QCOMPARE(settings.files.size(), std::size_t{2});
    QCOMPARE(settings.files[1], fs::path("/tmp/weights.caffemodel"));
    QCOMPARE(settings.mean, (std::vector<float>{123, 117, 104}));
    QCOMPARE(settings.channels, std::optional<std::string>("bgr"));
    QCOMPARE(settings.labels, std::string("imagenet"));
    QVERIFY(settings.provenance.find(entry->file.sha1) != std::string::npos);
}

void TestCatalogue::recognisesByChecksum()
{
    const auto catalogue = ours();
    const CatalogueEntry* found =
        recognise(catalogue, {"405fc5acd08a3bb12de8ee5e23a96bec22f08204", "of no account"});
    QVERIFY(found);
    QCOMPARE(found->name, std::string("googlenet"));
    QVERIFY(!recognise(catalogue, {std::string(40, '0'), ""}));
    QVERIFY(!recognise(catalogue, {}));
}

void TestCatalogue::namesTheNearest()
{
    const auto none = catalogueEntry(ours(), "cafenet");
    QVERIFY(!none);
    QCOMPARE(none.error().kind, Error::Kind::Usage);
    QVERIFY(none.error().advice.find("\"caffenet\"") != std::string::npos);
}

void TestCatalogue::namesTheWrongKey_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("missing") << QByteArray("\"licence\"") << QByteArray("\"license\"")
                             << QByteArray("license");
    QTest::newRow("checksum") << QByteArray("4c8d77") << QByteArray("4C8D77")
                              << QByteArray("file.sha1");
    QTest::newRow("address") << QByteArray("http://dl.") << QByteArray("file://dl.")
                             << QByteArray("file.url");
    QTest::newRow("path") << QByteArray("\"name\": \"bvlc_") << QByteArray("\"name\": \"../b")
                          << QByteArray("file.name");
    QTest::newRow("type") << QByteArray("0.574") << QByteArray("\"good\"")
                          << QByteArray("accuracy");
}

void TestCatalogue::namesTheWrongKey()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, key);
    QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "catalogue.json";
    QByteArray text = QByteArray::fromStdString(
        readFile(fs::path(PAREIDOLIA_SOURCE) / "resources" / "catalogue.json").value());
    QVERIFY(text.contains(from));
    QVERIFY(writeFile(path, text.replace(from, to).toStdString()).has_value());
    const auto read = readCatalogue(path);
    QVERIFY(!read);
    QVERIFY2(read.error().why.find('"' + key.toStdString() + '"') != std::string::npos,
             read.error().sentence().c_str());
}

void TestCatalogue::digestsAreThePublishedOnes()
{
    QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "abc";
    QVERIFY(writeFile(path, "abc").has_value());
    const auto digest = digestOf(path); // FIPS 180-4's own example
    QVERIFY(digest.has_value());
    QCOMPARE(digest->sha1, std::string("a9993e364706816aba3e25717850c26c9cd0d89d"));
    QVERIFY(digest->sha256.starts_with("ba7816bf8f01cfea414140de5dae2223"));
    QVERIFY(!digestOf(path.parent_path()));
    QVERIFY(!digestOf(path.parent_path() / "missing"));
}

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
