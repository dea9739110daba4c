// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeReader.h"
#include "core/importing/GraphShapes.h"
#include "tests/fuzz/CaffeSample.h"
#include "tests/fuzz/GraphPromises.h"
#include "tests/fuzz/Targets.h"

namespace pareidolia::fuzz {

namespace {

void feed(std::string_view prototxt, std::string_view caffemodel)
{
    const auto network = readCaffe({.prototxt = prototxt,
                                    .prototxtName = "fuzzed.prototxt",
                                    .caffemodel = caffemodel,
                                    .caffemodelName = "fuzzed.caffemodel"});
    if (!network) {
        require(network.error().sentence().find('\n') == std::string::npos,
                "errors are one sentence");
        return;
    }
    holdToPromises(network->graph);
    require(inferShapes(network->graph, "fuzzed").has_value(), "shapes are known");
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
