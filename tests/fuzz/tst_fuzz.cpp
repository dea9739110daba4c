// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzzers' corpus and a few thousand changes of it, the same in every run: what a fuzzer once
// found stays found. Fuzzing itself needs clang (CONTRIBUTING.md).
#include "core/base/Files.h"
#include "tests/fuzz/Targets.h"

#include <QtTest>
#include <filesystem>
#include <random>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Random = std::mt19937;

std::vector<std::string> corpus(const char* folder)
{
    std::vector<fs::path> paths;
    for (const auto& entry :
         fs::directory_iterator(PAREIDOLIA_SOURCE "/tests/data/fuzz/" + std::string(folder)))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> files;
    for (const fs::path& path : paths)
        files.push_back(pareidolia::readFile(path).value());
    return files;
}

/// Bytes set, cut out, doubled, or exchanged with those of another file.
std::string changed(std::string bytes, const std::string& other, Random& random)
{
    const auto below = [&](std::size_t count) { return count ? random() % count : 0; };
    for (std::size_t i = 0; i <= random() % 4; ++i) {
        const std::size_t place = below(bytes.size());
        const std::size_t length = below(std::min<std::size_t>(bytes.size() - place, 40));
        switch (random() % 5) {
        case 0:
            if (!bytes.empty())
                bytes[place] = static_cast<char>(random());
            break;
        case 1:
            if (!bytes.empty())
                bytes[place] = "\x00\xff\x7f\x80\x01"[random() % 5];
            break;
        case 2:
            bytes.erase(place, length);
            break;
        case 3:
            bytes.insert(place, bytes.substr(place, length));
            break;
        default:
            bytes.replace(place, length, other.substr(below(other.size()), length));
        }
    }
    return bytes;
}

} // namespace

class TestFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readersSurvive_data();
    void readersSurvive();
    void runFilesOfTheCorpusAreWhole();
};

void TestFuzz::readersSurvive_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("target");
    QTest::newRow("onnx") << "onnx" << 0;
    QTest::newRow("prototxt") << "prototxt" << 1;
    QTest::newRow("caffemodel") << "caffemodel" << 2;
    QTest::newRow("runfile") << "runfile" << 3;
}

void TestFuzz::readersSurvive()
{
    QFETCH(QString, folder);
    QFETCH(int, target);
    constexpr void (*targets[])(std::string_view) = {
        pareidolia::fuzz::feedOnnx, pareidolia::fuzz::feedPrototxt,
        pareidolia::fuzz::feedCaffemodel,
        [](std::string_view bytes) { (void)pareidolia::fuzz::feedRunFile(bytes); }};
    const std::vector<std::string> files = corpus(qPrintable(folder));
    QVERIFY(files.size() >= 2);
    Random random(1);
    for (const std::string& file : files)
        targets[target](file);
    const int changes = target == 3 ? 600 : 6000; // SQLite takes a millisecond
    for (int i = 0; i < changes; ++i) {
        const std::string& other = files[random() % files.size()];
        targets[target](changed(files[random() % files.size()], other, random));
    }
}

void TestFuzz::runFilesOfTheCorpusAreWhole()
{
    for (const std::string& file : corpus("runfile"))
        QVERIFY(pareidolia::fuzz::feedRunFile(file));
}

QTEST_GUILESS_MAIN(TestFuzz)
#include "tst_fuzz.moc"
