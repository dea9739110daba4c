// SPDX-License-Identifier: GPL-3.0-or-later
// TorchScript source split into tokens, as torch's own lexer does, for reading: nothing is run.
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
    std::string text; ///< of a string: the text between the quotes
};

/// Comments and white space are left out. Nothing if the source has what serialised TorchScript
/// never has: bytes beyond ASCII outside strings, strings without an end.
std::optional<std::vector<ScriptToken>> tokensOf(std::string_view source);

} // namespace pareidolia
