// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxProblem.h"

#include "onnx.pb.h"

namespace pareidolia::onnx {

namespace {

constexpr std::size_t longest = 80;

std::string escaped(std::string_view text)
{
    std::string clean;
    std::size_t i = 0;
    for (; i < text.size() && clean.size() < longest; ++i) {
        const auto letter = static_cast<unsigned char>(text[i]);
        // The controls above ASCII are two bytes of UTF-8, from C2 80 to C2 9F.
        const bool high = i > 0 && text[i - 1] == '\xc2' && letter >= 0x80 && letter < 0xa0;
        if (letter >= ' ' && letter != 0x7f && !high) {
            clean += text[i];
            continue;
        }
        if (high)
            clean.pop_back();
        constexpr const char* digits = "0123456789abcdef";
        clean += {'\\', 'x', digits[letter >> 4], digits[letter & 15]};
    }
    while (i < text.size() && (text[i] & '\xc0') == '\x80') // the rest of a letter
        clean += text[i++];
    return clean + (i < text.size() ? "…" : "");
}

} // namespace

std::string shown(std::string_view text)
{
    return "\"" + escaped(text) + "\"";
}

std::string kindOf(const NodeProto& node)
{
    const bool standard = node.domain().empty() || node.domain() == "ai.onnx";
    return escaped((standard ? "" : node.domain() + ".") + node.op_type());
}

std::string shown(const NodeProto& node)
{
    std::string_view name = node.name();
    if (name.empty() && node.output_size() > 0)
        name = node.output(0);
    return kindOf(node) + (name.empty() ? "" : " " + shown(name));
}

} // namespace pareidolia::onnx
