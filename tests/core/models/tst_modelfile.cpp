// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Files.h"
#include "core/models/ModelFile.h"
#include "tests/core/models/HonestModel.h"

#include <QTemporaryDir>
#include <QtTest>
#include <random>

using namespace pareidolia;

namespace {

std::string hashOf(const std::string& bytes)
{
    const auto file = ModelFile::fromBytes(bytes, "net.pt");
    return file ? file->info().sha256 : file.error().sentence();
}

std::string whyOf(const std::string& bytes)
{
    const auto file = ModelFile::fromBytes(bytes, "net.pt");
    return file ? "" : file.error().sentence();
}

} // namespace

class TestModelFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAnHonestOne();
    void opensWhatOurTrainerMade();
    void hashCoversWhatChangesAScore_data();
    void hashCoversWhatChangesAScore();
    void hashLeavesOutWhatDoesNot();
    void hashIsOfTheParts();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void missingFile();
    void survivesEveryTruncation();
    void survivesFlippedBits();
    void handsOnlyCheckedPartsToTorch();
    void opensWhatNewerPyTorchPacks();
};

void TestModelFile::opensAnHonestOne()
{
    const auto file = ModelFile::fromBytes(test::honestModel(), "net.pt");
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    QCOMPARE(file->info().name, std::string("honest"));
    QCOMPARE(file->info().sha256.size(), std::size_t{64});
    QCOMPARE(file->path(), std::filesystem::path("net.pt"));
}

void TestModelFile::opensWhatOurTrainerMade()
{
    const auto file = ModelFile::open(PAREIDOLIA_SOURCE "/resources/models/lenet-mnist.pt");
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    QCOMPARE(file->info().labels.size(), std::size_t{10});
    QVERIFY(*file->info().accuracy >= 0.99);
}

void TestModelFile::hashCoversWhatChangesAScore_data()
{
    QTest::addColumn<QByteArray>("changed");
    const auto row = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    ZipEntries parts = test::honestParts();
    parts["data/0"][5] = 'x';
    row("weights", test::packed(parts));
    parts = test::honestParts();
    parts["code/__torch__.py"] = test::networkSource("    return torch.relu(x)\n");
    row("graph", test::packed(parts));
    parts = test::honestParts();
    parts["data/1"] = "";
    row("another part", test::packed(parts));
    ModelInfo info = test::honestInfo();
    info.normalisation.mean = {127.25f};
    row("mean", test::honestModel(info));
    info = test::honestInfo();
    info.normalisation.scale = {0.2f};
    row("scale", test::honestModel(info));
    info = test::honestInfo();
    std::swap(info.input.width, info.input.height);
    row("size", test::honestModel(info));
    info = test::honestInfo();
    info.output = OutputKind::Probabilities;
    row("output", test::honestModel(info));
}

void TestModelFile::hashCoversWhatChangesAScore()
{
    QFETCH(QByteArray, changed);
    const std::string hash = hashOf(changed.toStdString());
    QVERIFY2(hash.size() == 64, hash.c_str());
    QVERIFY(hash != hashOf(test::honestModel()));
}

void TestModelFile::hashLeavesOutWhatDoesNot()
{
    ModelInfo info = test::honestInfo();
    info.name = "another";
    info.labels = {"a", "b", "c"};
    info.summary = info.provenance = info.licence = "other words";
    info.accuracy = 0.5;
    info.plan.microBatch = 7;
    QCOMPARE(hashOf(test::honestModel(info)), hashOf(test::honestModel()));
}

void TestModelFile::hashIsOfTheParts()
{
    const ZipEntries parts = test::honestParts();
    QCOMPARE(hashOf(test::packed(parts, "renamed/")), hashOf(test::packed(parts, "net/")));
}

void TestModelFile::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* name, const std::string& bytes, const char* why) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << why;
    };
    row("empty", "", "it is empty");
    row("noise", "these are no weights at all", "not a complete model file");
    row("another zip", packZip({{"readme", "hello"}}, "").value(), "not a PyTorch file");
    row("two roots", packZip({{"a/data.pkl", "."}, {"b/version", "3"}}, "").value(),
        "not a PyTorch file");
    ZipEntries parts = test::honestParts();
    parts.erase("code/__torch__.py");
    row("weights alone", test::packed(parts), "weights without a network");
    for (const char* part : {"data.pkl", "constants.pkl", "version"}) {
        parts = test::honestParts();
        parts.erase(part);
        row(part, test::packed(parts), "not a TorchScript file");
    }
    parts = test::honestParts();
    parts.erase("extra/manifest.json");
    row("no manifest", test::packed(parts), "no manifest.json");
    parts["extra/manifest.json"] = "{}";
    row("empty manifest", test::packed(parts), "name: it is missing");
    parts = test::honestParts();
    parts["code/__torch__.py"] = test::networkSource("    return torch.from_file(\"a\")\n");
    row("bad code", test::packed(parts), "aten::from_file");
    parts = test::honestParts();
    parts["data.pkl"] = "cos\nsystem\n.";
    row("bad pickle", test::packed(parts), "os system in data.pkl");
    // LibTorch, which finds parts by any spelling, would read these, and nobody before it.
    for (const char* part :
         {"Code/__torch__/evil.py", "CODE/evil.py", "model.json", "Model.json"}) {
        parts = test::honestParts();
        parts[part] = "import os";
        row(part, test::packed(parts), part);
    }
}

void TestModelFile::namesWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    const std::string sentence = whyOf(bytes.toStdString());
    QVERIFY2(sentence.starts_with("net.pt: "), sentence.c_str());
    QVERIFY2(sentence.find(why.toStdString()) != std::string::npos, sentence.c_str());
    QVERIFY(sentence.find('\n') == std::string::npos);
}

void TestModelFile::missingFile()
{
    const auto file = ModelFile::open("/nowhere/net.pt");
    QVERIFY(!file.has_value());
    QCOMPARE(file.error().what, std::string("/nowhere/net.pt"));
}

void TestModelFile::survivesEveryTruncation()
{
    const std::string whole = test::honestModel();
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY2(!whyOf(whole.substr(0, length)).empty(), std::to_string(length).c_str());
}

void TestModelFile::survivesFlippedBits()
{
    const std::string whole = test::honestModel();
    const std::string hash = hashOf(whole);
    std::mt19937 chance(1);
    for (int i = 0; i < 2000; ++i) {
        std::string damaged = whole;
        damaged[chance() % damaged.size()] ^= static_cast<char>(1u << chance() % 8);
        const auto file = ModelFile::fromBytes(damaged, "net.pt");
        // What is not noticed is what the parts do not hold: dates and such.
        if (file)
            QCOMPARE(file->info().sha256, hash);
    }
}

void TestModelFile::handsOnlyCheckedPartsToTorch()
{
    ZipEntries parts = test::honestParts();
    const auto plain = ModelFile::fromBytes(test::packed(parts), "net.pt");
    parts["extra/surprise"] = "run me";
    parts["code/__torch__.py.debug_pkl"] = "cos\nsystem\n.";
    const auto file = ModelFile::fromBytes("" + test::packed(parts), "net.pt");
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    const ZipEntries handed = unpackZip(file->bytes(), "").value();
    QCOMPARE(handed.size(), test::honestParts().size());
    QVERIFY(!handed.contains("model/extra/surprise"));
    QCOMPARE(file->info().sha256, plain->info().sha256);
}

void TestModelFile::opensWhatNewerPyTorchPacks()
{
    ZipEntries parts = test::honestParts();
    parts[".data/version"] = parts["version"];
    QVERIFY(whyOf(test::packed(parts)).find("version twice") != std::string::npos);
    parts.erase("version");
    parts[".data/serialization_id"] = "1234567890123456789012345678901234567890";
    parts[".format_version"] = "1";
    parts[".storage_alignment"] = "64";
    parts["byteorder"] = "little";
    const auto file = ModelFile::fromBytes(test::packed(parts), "net.pt");
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    // The same network packed by an older one.
    QCOMPARE(file->info().sha256, hashOf(test::honestModel()));
    QCOMPARE(unpackZip(file->bytes(), "").value().size(), test::honestParts().size());
    parts["byteorder"] = "big";
    QVERIFY(whyOf(test::packed(parts)).find("byte order") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestModelFile)
#include "tst_modelfile.moc"
