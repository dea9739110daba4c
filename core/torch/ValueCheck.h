// SPDX-License-Identifier: GPL-3.0-or-later
// What a module that LibTorch has loaded holds: the values that its code is given without anybody's
// look at them.
#pragma once

#include <optional>
#include <string>

namespace c10 {
struct IValue;
struct Type;
} // namespace c10

namespace pareidolia {

/// What of a value, or of all that it holds, no operator must be given, as words; nothing if all is
/// well: every tensor lies in its storage, and everything is of the type that is declared for it,
/// which LibTorch's interpreter takes for granted. Objects are of module and class types.
std::optional<std::string> unsoundValue(const c10::IValue& value, const c10::Type& declared);

} // namespace pareidolia
