// SPDX-License-Identifier: GPL-3.0-or-later
// What the reader of ONNX files makes of the files that tests make.
#pragma once

#include "core/importing/OnnxReader.h"

#include <QtGlobal>
#include <string>
#include <variant>

namespace pareidolia::test {

/// Empty, with a warning that says why, where there is none.
inline NetworkGraph graphOf(const std::string& bytes, const OnnxOptions& options = {})
{
    const auto network = readOnnx(bytes, "net.onnx", options);
    if (!network) {
        qWarning("%s", network.error().sentence().c_str());
        return {};
    }
    if (const auto* missing = std::get_if<UnsupportedOperators>(&*network)) {
        qWarning("missing: %s", missing->list().c_str());
        return {};
    }
    return std::get<NetworkGraph>(*network);
}

/// The operators that a file misses, or what is wrong with it.
inline std::string missingIn(const std::string& bytes)
{
    const auto network = readOnnx(bytes, "net.onnx");
    if (!network)
        return network.error().sentence();
    const auto* missing = std::get_if<UnsupportedOperators>(&*network);
    return missing ? missing->list() : "nothing";
}

/// The only layer of a kind; null if there is none, or more than one.
template <typename Kind>
const Kind* layerOf(const NetworkGraph& graph)
{
    const Kind* found = nullptr;
    for (const Layer& layer : graph.layers)
        if (const Kind* one = std::get_if<Kind>(&layer.operation)) {
            if (found)
                return nullptr;
            found = one;
        }
    return found;
}

} // namespace pareidolia::test
