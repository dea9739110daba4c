// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an ONNX file as a NetworkGraph, if its operators are supported. Thread: any; does not block
// on anything. Files are untrusted: any bytes give a value or an error.
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
    std::optional<int> size; ///< side of the input, if the file does not give it
};

/// Operators that no layer of a NetworkGraph implements, in the order of the file, each once:
/// "Transpose", "Pad (mode reflect)", "com.microsoft.Gelu".
struct UnsupportedOperators
{
    std::vector<std::string> names;

    /// "Transpose, Einsum"
    std::string list() const;
};

/// A complete and consistent ONNX file, fit for OpenCV's reader.
struct CheckedOnnx
{
    std::string bytes; ///< rewritten from the checked parts, batches of one picture
    std::array<std::int64_t, 3> input{}; ///< channels × height × width
};

using OnnxNetwork = std::variant<NetworkGraph, UnsupportedOperators>;

/// Errors name `source` and the node. All unsupported operators are returned at once: another
/// runner may know them.
Result<OnnxNetwork> readOnnx(std::string_view bytes, const std::string& source,
                             const OnnxOptions& options = {});

/// For networks with unsupported operators. Checked: the file is complete, every tensor is in the
/// file and has as many numbers as its shape says, nodes come after their inputs, there are no
/// branches, loops or functions, and the only input is one picture. Not checked: what operators do
/// with it.
Result<CheckedOnnx> checkOnnx(std::string_view bytes, const std::string& source,
                              const OnnxOptions& options = {});

} // namespace pareidolia
