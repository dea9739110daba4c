// SPDX-License-Identifier: GPL-3.0-or-later
// The operators that code in a model file may use: computing with tensors, nothing else.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace pareidolia {

using Words = std::set<std::string, std::less<>>;

/// Those between the spaces of a text.
Words wordsOf(const char* text);

/// `qualified`: an operator or node of TorchScript, e.g. "aten::conv2d", "prim::TupleConstruct".
/// Everything not on the list is refused: files, printing, random numbers, threads, other
/// processes, other languages.
bool isAllowedOperator(std::string_view qualified);

} // namespace pareidolia
