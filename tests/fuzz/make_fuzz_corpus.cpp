// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what fuzzing begins with: make_fuzz_corpus tests/data/fuzz. All of it is made here, and
// small.
#include "core/base/Files.h"
#include "tests/core/importing/OnnxCases.h"
#include "tests/core/runfile/SavedSmallRun.h"
#include "tests/fuzz/CaffeTexts.h"
#include "tests/fuzz/PickleSample.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <cstdio>
#include <filesystem>

namespace {

using namespace pareidolia;
namespace fs = std::filesystem;

bool write(const fs::path& path, const std::string& bytes)
{
    fs::create_directories(path.parent_path());
    const auto written = writeFile(path, bytes);
    if (!written)
        std::fprintf(stderr, "%s\n", written.error().sentence().c_str());
    return written.has_value();
}

/// The sample's weights, whole and as an older file tells their shapes.
bool writeCaffemodels(const fs::path& folder)
{
    caffe::NetParameter network;
    network.ParseFromString(test::caffeSampleWeights());
    for (caffe::LayerParameter& layer : *network.mutable_layer())
        for (caffe::BlobProto& blob : *layer.mutable_blobs()) {
            const auto dims = blob.shape().dim();
            blob.clear_shape();
            blob.set_num(dims.size() == 4 ? dims[0] : 1);
            blob.set_channels(dims.size() == 4 ? dims[1] : 1);
            blob.set_height(dims.size() == 1 ? 1 : dims[dims.size() - 2]);
            blob.set_width(dims[dims.size() - 1]);
        }
    return write(folder / "sample.caffemodel", test::caffeSampleWeights()) &&
           write(folder / "old-shapes.caffemodel", network.SerializeAsString());
}

/// Small runs of every kind, in pages of 512 bytes.
bool writeRunFiles(const fs::path& folder)
{
    fs::create_directories(folder);
    for (const auto& [name, search, encoding] :
         {std::array{"direct", "map-elites", "direct"}, std::array{"cppn", "map-elites", "cppn"},
          std::array{"gradient", "gradient-ascent", "direct"}}) {
        const fs::path whole = folder / (std::string(name) + ".whole");
        const fs::path small = folder / (std::string(name) + ".pareidolia");
        fs::remove(whole);
        fs::remove(small);
        test::save(whole, test::smallSpec(search, encoding), 4);
        SQLite::Database database(whole.string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA page_size = 512");
        database.exec("VACUUM INTO '" + small.string() + "'");
        fs::remove(whole);
    }
    return true;
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) {
        std::fputs("usage: make_fuzz_corpus FOLDER\n", stderr);
        return 2;
    }
    const fs::path folder = arguments[1];
    bool whole = writeCaffemodels(folder / "caffemodel") && writeRunFiles(folder / "runfile");
    for (const test::OnnxCase& one : test::OnnxCases().all())
        whole = write(folder / "onnx" / (one.name + ".onnx"), one.bytes) && whole;
    for (const auto& [name, text] : test::caffeTexts())
        whole = write(folder / "prototxt" / (name + ".prototxt"), text) && whole;
    for (const auto& [name, pickle] : test::pickleTexts())
        whole = write(folder / "pickle" / (name + ".pkl"), pickle) && whole;
    return whole ? 0 : 1;
}
