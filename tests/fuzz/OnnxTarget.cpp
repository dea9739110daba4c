// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxNormal.h"
#include "tests/fuzz/Targets.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace pareidolia::fuzz {

namespace {

/// Ends the process with a message.
void promise(bool kept, const char* what)
{
    if (kept)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

void requireSentence(const Error& error)
{
    const std::string sentence = error.sentence();
    promise(!error.why.empty() &&
                std::ranges::none_of(sentence,
                                     [](unsigned char one) { return one < ' ' || one == 0x7f; }),
            "errors are one sentence, without control characters");
}

} // namespace

bool feedOnnx(std::string_view bytes)
{
    const OnnxChoices choices{.size = OnnxChoices::Size{.width = 16, .height = 16}, .channels = 3};
    auto normal = readOnnx(bytes, "fuzzed.onnx", choices);
    if (!normal && normal.error().kind == Error::Kind::Usage) // the file says otherwise
        normal = readOnnx(bytes, "fuzzed.onnx");
    if (!normal) {
        requireSentence(normal.error());
        return false;
    }
    promise(!normal->outputs.empty() && !normal->bytes.empty(), "what is read has an answer");
    const auto again = readOnnx(normal->bytes, "again.onnx");
    promise(again.has_value(), "what was normalised is read again");
    promise(again->channels == normal->channels && again->height == normal->height &&
                again->width == normal->width && again->fixedBatch == normal->fixedBatch &&
                !again->scaling && (normal->classes == 0 || again->classes == normal->classes),
            "and takes the same pictures, for the same classes");
    return true;
}

} // namespace pareidolia::fuzz
