// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what fuzzing begins with: make_fuzz_corpus tests/data/fuzz. All of it is made here, and
// small.
#include "core/base/Files.h"
#include "tests/core/importing/OnnxCases.h"

#include <cstdio>
#include <filesystem>

int main(int count, char** arguments)
{
    namespace fs = std::filesystem;
    if (count != 2) {
        std::fputs("usage: make_fuzz_corpus FOLDER\n", stderr);
        return 2;
    }
    const fs::path folder = fs::path(arguments[1]) / "onnx";
    fs::create_directories(folder);
    for (const auto& [name, bytes, openCvReads] : pareidolia::test::OnnxCases().all())
        if (const auto written = pareidolia::writeFile(folder / (name + ".onnx"), bytes);
            !written) {
            std::fprintf(stderr, "%s\n", written.error().sentence().c_str());
            return 1;
        }
    return 0;
}
