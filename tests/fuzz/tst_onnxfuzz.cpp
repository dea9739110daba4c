// SPDX-License-Identifier: GPL-3.0-or-later
// The normaliser of ONNX under the fuzzer's changes of its corpus, the same in every run.
#include "core/base/Files.h"
#include "onnx.pb.h"
#include "tests/fuzz/OnnxChanges.h"
#include "tests/fuzz/Targets.h"

#include <QtTest>
#include <algorithm>
#include <filesystem>
#include <vector>

namespace fs = std::filesystem;
using namespace pareidolia;

class TestOnnxFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCorpusIsRead();
    void changedFilesAreReadOrRefused();

private:
    static std::vector<std::string> corpus()
    {
        std::vector<fs::path> paths;
        for (const auto& entry : fs::directory_iterator(PAREIDOLIA_SOURCE "/tests/data/fuzz/onnx"))
            paths.push_back(entry.path());
        std::sort(paths.begin(), paths.end());
        std::vector<std::string> files;
        for (const fs::path& path : paths)
            files.push_back(readFile(path).value());
        return files;
    }
};

void TestOnnxFuzz::theCorpusIsRead()
{
    const std::vector<std::string> files = corpus();
    const auto read =
        std::ranges::count_if(files, [](const auto& file) { return fuzz::feedOnnx(file); });
    QVERIFY(read > 40);
    QVERIFY(static_cast<std::size_t>(read) < files.size()); // one answers with the picture
}

void TestOnnxFuzz::changedFilesAreReadOrRefused()
{
    const std::vector<std::string> files = corpus();
    fuzz::OnnxRandom random(1);
    int read = 0, refused = 0;
    for (int i = 0; i < 8000; ++i) {
        onnx::ModelProto model;
        QVERIFY(model.ParseFromString(files[random() % files.size()]));
        for (auto changes = random() % 4; changes <= 4; ++changes)
            fuzz::changeOnnx(model, random);
        ++(fuzz::feedOnnx(model.SerializeAsString()) ? read : refused);
    }
    QVERIFY(read > 500 && refused > 500);
}

QTEST_GUILESS_MAIN(TestOnnxFuzz)
#include "tst_onnxfuzz.moc"
