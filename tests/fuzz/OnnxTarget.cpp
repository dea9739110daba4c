// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxReader.h"
#include "tests/fuzz/GraphPromises.h"
#include "tests/fuzz/Targets.h"

namespace pareidolia::fuzz {

namespace {

void requireSentence(const Error& error)
{
    require(!error.why.empty() && error.sentence().find('\n') == std::string::npos,
            "errors are one sentence");
}

} // namespace

void feedOnnx(std::string_view bytes)
{
    const OnnxOptions options{.size = 16};
    const auto network = readOnnx(bytes, "fuzzed.onnx", options);
    const auto checked = checkOnnx(bytes, "fuzzed.onnx", options);
    if (!checked)
        requireSentence(checked.error());
    if (!network) {
        requireSentence(network.error());
        return;
    }
    if (const auto* missing = std::get_if<UnsupportedOperators>(&*network)) {
        require(!missing->names.empty(), "what is missing is named");
        return;
    }
    holdToPromises(std::get<NetworkGraph>(*network));
    if (!checked)
        return;
    const auto again = checkOnnx(checked->bytes, "fuzzed.onnx");
    require(again && again->bytes == checked->bytes && again->input == checked->input,
            "what was written anew passes the same check unchanged");
}

} // namespace pareidolia::fuzz
