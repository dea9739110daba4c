// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeReader.h"
#include "tests/fuzz/CaffeSample.h"
#include "tests/fuzz/Promise.h"
#include "tests/fuzz/Targets.h"

#include <onnx.pb.h>
#include <set>

namespace pareidolia::fuzz {

namespace {

/// What a runtime relies on.
void holdToPromises(const CaffeNetwork& network)
{
    onnx::ModelProto model;
    require(model.ParseFromString(network.onnx), "the model can be read");
    std::set<std::string> known{"pictures"};
    for (const onnx::TensorProto& constant : model.graph().initializer()) {
        std::uint64_t bytes = constant.data_type() == 7 ? 8 : 4;
        for (const std::int64_t side : constant.dims())
            bytes *= static_cast<std::uint64_t>(side);
        require(bytes == constant.raw_data().size(), "constants are as long as they say");
        require(known.insert(constant.name()).second, "names are unique");
    }
    for (const onnx::NodeProto& node : model.graph().node()) {
        for (const std::string& input : node.input())
            require(known.contains(input), "nodes take what stands before them");
        require(node.output_size() == 1 && known.insert(node.output(0)).second, "names are unique");
    }
    require(known.contains("answers") && network.classes >= 2, "there is an answer");
}

void feed(std::string_view prototxt, std::string_view caffemodel)
{
    const auto network = readCaffe({.prototxt = std::string(prototxt),
                                    .prototxtName = "fuzzed.prototxt",
                                    .caffemodel = std::string(caffemodel),
                                    .caffemodelName = "fuzzed.caffemodel"});
    if (!network) {
        require(network.error().sentence().find('\n') == std::string::npos,
                "errors are one sentence");
        return;
    }
    holdToPromises(*network);
}

} // namespace

void feedPrototxt(std::string_view text)
{
    static const std::string weights = test::caffeSampleWeights();
    feed(text, weights);
}

void feedCaffemodel(std::string_view bytes)
{
    feed(test::caffeSampleText, bytes);
}

} // namespace pareidolia::fuzz
