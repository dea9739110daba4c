// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX file becomes a NetworkGraph, where its operators allow.
// Thread: any; blocks on nothing but the work. Files are untrusted: whatever the bytes are, a value
// comes back.
#pragma once

#include "core/base/Error.h"
#include "core/importing/NetworkGraph.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pareidolia {

struct OnnxOptions
{
    std::optional<int> size; ///< side of the input, where the file leaves it open
};

/// What a file asks for that no layer of a NetworkGraph does; in the order of the file, each once:
/// "Transpose", "Pad (mode reflect)", "com.microsoft.Gelu".
struct UnsupportedOperators
{
    std::vector<std::string> names;

    /// "Transpose, Einsum"
    std::string list() const;
};

/// An ONNX file that is whole and sound, as OpenCV's reader may get it.
struct CheckedOnnx
{
    std::string bytes; ///< written anew from what was checked, one picture a batch
    std::array<std::int64_t, 3> input{}; ///< channels × height × width
};

using OnnxNetwork = std::variant<NetworkGraph, UnsupportedOperators>;

/// Errors name `source`, and the node, if something does not fit together. All operators that are
/// missing are named at once: another runner may know them.
Result<OnnxNetwork> readOnnx(std::string_view bytes, const std::string& source,
                             const OnnxOptions& options = {});

/// For networks whose operators are not all known here. Checked: the file is whole, every tensor
/// has as many numbers as its shape says and lies in the file, nodes stand after what they take
/// from, there are no branches, loops or functions, and one picture goes in. Not checked: what
/// operators do with it.
Result<CheckedOnnx> checkOnnx(std::string_view bytes, const std::string& source,
                              const OnnxOptions& options = {});

} // namespace pareidolia
