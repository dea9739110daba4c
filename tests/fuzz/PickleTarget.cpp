// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/TorchClassifier.h"
#include "tests/fuzz/PickleSample.h"
#include "tests/fuzz/Promise.h"
#include "tests/fuzz/Targets.h"

namespace pareidolia::fuzz {

bool feedPickle(std::string_view bytes)
{
    const auto file = ModelFile::fromBytes(test::pickleSample(std::string(bytes)), "fuzzed.pt");
    if (!file) {
        require(file.error().sentence().find('\n') == std::string::npos, "errors are one sentence");
        return false;
    }
    // Runs it, which writes into its tensors.
    const auto classifier = loadTorchClassifier(*file);
    require(classifier || classifier.error().why.find("past its storage") == std::string::npos,
            "LibTorch is given no tensor that reaches past its storage");
    return classifier.has_value();
}

} // namespace pareidolia::fuzz
