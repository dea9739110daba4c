// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzzers' corpus and a few thousand changes of it, the same in every run: what a fuzzer once
// found stays found. Fuzzing itself needs clang (CONTRIBUTING.md).
#include "core/base/Files.h"
#include "core/models/ScriptGate.h"
#include "tests/fuzz/PickleSample.h"
#include "tests/fuzz/Targets.h"

#include <QtTest>
#include <filesystem>
#include <limits>
#include <random>
#include <vector>

namespace fs = std::filesystem;
using namespace pareidolia;

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
        files.push_back(readFile(path).value());
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

/// A tensor in a storage of an archive, whose numbers nobody has held against each other.
struct RandomTensor
{
    std::size_t bytes = 0; ///< of the part that holds the storage
    std::int64_t told = 0; ///< numbers of the storage, as the pickle says
    const char* type = "";
    std::int64_t width = 0; ///< bytes of a number
    test::Extent extent;

    explicit RandomTensor(Random& random)
    {
        constexpr std::pair<const char*, int> types[] = {
            {"Float", 4}, {"Double", 8}, {"Half", 2}, {"Byte", 1}};
        const auto& [name, wide] = types[random() % 4];
        type = name;
        width = wide;
        const auto some = [&](std::int64_t most) {
            switch (random() % 60) {
            case 0:
                return std::int64_t{-1};
            case 1: // near an overflow
                return std::int64_t{1} << (60 + random() % 3);
            default:
                return static_cast<std::int64_t>(random() % static_cast<unsigned>(most + 1));
            }
        };
        bytes = random() % 49;
        told = random() % 4 ? static_cast<std::int64_t>(bytes) / width : some(48);
        extent.offset = random() % 2 ? 0 : some(4);
        for (std::size_t d = random() % 4; d > 0; --d) {
            extent.sizes.push_back(some(3));
            extent.strides.push_back(some(4));
        }
        if (random() % 50 == 0)
            extent.strides.push_back(1);
    }

    std::string pickle() const { return test::tensor(test::storage(told, type), extent); }

    /// By counting in numbers that do not overflow.
    bool lies() const
    {
        using Wide = long double; // exact up to 2⁶⁴
        constexpr Wide most = std::numeric_limits<std::int64_t>::max();
        if (told < 0 || static_cast<Wide>(told) * width > static_cast<Wide>(bytes) ||
            extent.sizes.size() != extent.strides.size() || extent.offset < 0)
            return false;
        Wide last = extent.offset, numbers = 1;
        bool empty = false;
        for (std::size_t d = 0; d < extent.sizes.size(); ++d) {
            if (extent.sizes[d] < 0 || extent.strides[d] < 0)
                return false;
            if (extent.sizes[d] > 0) {
                last += static_cast<Wide>(extent.sizes[d] - 1) * extent.strides[d];
                numbers *= extent.sizes[d];
            }
            empty = empty || extent.sizes[d] == 0;
            if (numbers > most || last > most)
                return false;
        }
        return empty || last < told;
    }
};

} // namespace

class TestFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readersSurvive_data();
    void readersSurvive();
    void runFilesOfTheCorpusAreWhole();
    void picklesOfTheCorpusAreWhole();
    void noTensorPassesThatReachesPastItsStorage();
};

void TestFuzz::readersSurvive_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("target");
    QTest::newRow("onnx") << "onnx" << 0;
    QTest::newRow("prototxt") << "prototxt" << 1;
    QTest::newRow("caffemodel") << "caffemodel" << 2;
    QTest::newRow("pickle") << "pickle" << 4;
    QTest::newRow("runfile") << "runfile" << 3;
}

void TestFuzz::readersSurvive()
{
    QFETCH(QString, folder);
    QFETCH(int, target);
    constexpr void (*targets[])(std::string_view) = {
        [](std::string_view bytes) { (void)fuzz::feedOnnx(bytes); }, fuzz::feedPrototxt,
        fuzz::feedCaffemodel, [](std::string_view bytes) { (void)fuzz::feedRunFile(bytes); },
        [](std::string_view bytes) { (void)fuzz::feedPickle(bytes); }};
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
        QVERIFY(fuzz::feedRunFile(file));
}

void TestFuzz::picklesOfTheCorpusAreWhole()
{
    for (const std::string& file : corpus("pickle"))
        QVERIFY(fuzz::feedPickle(file));
}

void TestFuzz::noTensorPassesThatReachesPastItsStorage()
{
    Random random(2);
    int passed = 0, refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        const RandomTensor one(random);
        ZipEntries parts = test::honestParts();
        parts["data.pkl"] = test::pickled(one.pickle());
        parts["data/0"].resize(one.bytes);
        const auto problem = forbiddenInPickles(parts);
        QVERIFY2(!problem == one.lies(), problem.value_or("it passed").c_str());
        ++(problem ? refused : passed);
        // Written into, too, which a sanitizer watches: the sample's storage has 48 bytes.
        if (!problem && one.bytes <= 48 && passed % 40 == 0)
            (void)fuzz::feedPickle(test::samplePickle(one.pickle()));
    }
    QVERIFY(passed > 3000 && refused > 3000);
}

QTEST_GUILESS_MAIN(TestFuzz)
#include "tst_fuzz.moc"
