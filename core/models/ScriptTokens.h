// SPDX-License-Identifier: GPL-3.0-or-later
// TorchScript's source cut into words, as torch's own lexer does, for looking at: nothing is run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct ScriptToken
{
    enum class Kind { Name, Number, String, Sign };
    Kind kind = Kind::Sign;
    std::string text; ///< of a string: what stands between the quotes
};

/// Comments and white space are left out. Nothing if the source holds what no serialised
/// TorchScript has: bytes beyond ASCII outside strings, strings without an end.
std::optional<std::vector<ScriptToken>> tokensOf(std::string_view source);

} // namespace pareidolia
