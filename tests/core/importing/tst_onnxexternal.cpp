// SPDX-License-Identifier: GPL-3.0-or-later
// Weights in files beside an ONNX file: read, and nothing else is.
#include "tests/core/importing/NormalOnnxModel.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace pareidolia;
using namespace pareidolia::test;

namespace {

void write(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

struct Place
{
    std::string location = "weights.bin";
    std::string offset = "4";
    std::string length = "48";
};

/// A network whose 3 × 4 weights are elsewhere, and their bytes.
std::string network(const Place& place, std::string& weights)
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string flat = maker.node("Flatten", {maker.node("GlobalAveragePool", {"picture"})});
    const std::string name = maker.noise({3, 4});
    const std::string file = maker.answering(maker.node("MatMul", {flat, name}));
    onnx::TensorProto& tensor = *maker.graph().mutable_initializer(0);
    weights = tensor.raw_data();
    tensor.clear_raw_data();
    tensor.set_data_location(1);
    for (const auto& [key, value] :
         {std::pair{"location", place.location}, std::pair{"offset", place.offset},
          std::pair{"length", place.length}}) {
        if (value.empty())
            continue;
        onnx::StringStringEntryProto& entry = *tensor.add_external_data();
        entry.set_key(key);
        entry.set_value(value);
    }
    return maker.model().SerializeAsString();
}

} // namespace

class TestOnnxExternal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void besideTheFile();
    void refused_data();
    void refused();
    void inMemory();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_path;
};

void TestOnnxExternal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->path().toStdString() + "/in/net.onnx";
    fs::create_directories(m_path.parent_path() / "deeper");
}

void TestOnnxExternal::besideTheFile()
{
    for (const Place& place : {Place{}, Place{.length = ""}, Place{.location = "./weights.bin"},
                               Place{.location = "deeper/weights.bin"}}) {
        std::string weights;
        write(m_path, network(place, weights));
        for (const char* folder : {".", "deeper"})
            write(m_path.parent_path() / folder / "weights.bin", "1234" + weights);
        const auto read = readOnnx(m_path);
        QVERIFY2(read.has_value(), read ? "" : read.error().sentence().c_str());
        onnx::ModelProto model;
        QVERIFY(model.ParseFromString(read->bytes));
        QCOMPARE(model.graph().initializer(0).raw_data(), weights);
        QCOMPARE(model.graph().initializer(0).external_data_size(), 0);
        QCOMPARE(read->classes, 4);
    }
}

void TestOnnxExternal::refused_data()
{
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("offset");
    QTest::addColumn<QString>("length");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* location, const char* why) {
        QTest::newRow(location) << location << "4"
                                << "48" << why;
    };
    row("missing\a.bin", "\"missing\\x07.bin\", which is not beside it");
    row("../outside.bin", "not in its folder");
    row("deeper/../weights.bin", "not in its folder");
    row("/etc/passwd", "not in its folder");
    row("deeper//weights.bin", "not in its folder");
    row("link.bin", "is a link");
    row("linked/weights.bin", "weights");
    row("pipe", "cannot be read");
    row("deeper", "cannot be read");
    QTest::newRow("no place") << ""
                              << "4"
                              << "48"
                              << "not in its folder";
    QTest::newRow("past the end") << "weights.bin"
                                  << "8"
                                  << "48"
                                  << "too short";
    QTest::newRow("far past") << "weights.bin"
                              << "9223372036854775807"
                              << "48"
                              << "too short";
    QTest::newRow("negative") << "weights.bin"
                              << "-4"
                              << "48"
                              << "is no number";
    QTest::newRow("length") << "weights.bin"
                            << "4"
                            << "44"
                            << "its shape needs 48";
}

void TestOnnxExternal::refused()
{
    QFETCH(QString, location);
    QFETCH(QString, offset);
    QFETCH(QString, length);
    QFETCH(QString, why);
    std::string weights;
    write(m_path,
          network({location.toStdString(), offset.toStdString(), length.toStdString()}, weights));
    const fs::path folder = m_path.parent_path();
    for (const fs::path& place :
         {folder / "weights.bin", folder / "deeper/weights.bin", folder / "../outside.bin"})
        write(place, "1234" + weights);
    fs::create_symlink("weights.bin", folder / "link.bin");
    fs::create_symlink("deeper", folder / "linked");
    QCOMPARE(mkfifo((folder / "pipe").c_str(), 0600), 0);
    const auto read = readOnnx(m_path);
    QVERIFY(!read);
    const std::string sentence = read.error().sentence();
    QVERIFY2(sentence.find(why.toStdString()) != std::string::npos, sentence.c_str());
    QVERIFY(sentence.starts_with(m_path.string()));
}

void TestOnnxExternal::inMemory()
{
    std::string weights;
    const std::string why = refusal(network({}, weights));
    QVERIFY2(why.find("in another file, \"weights.bin\"") != std::string::npos, why.c_str());
}

QTEST_GUILESS_MAIN(TestOnnxExternal)
#include "tst_onnxexternal.moc"
