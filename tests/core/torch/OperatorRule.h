// SPDX-License-Identifier: GPL-3.0-or-later
// The rule by which LibTorch's operators are allowed in model files or not. What passes stands in
// core/models/TensorOperators.inc, because the gate that reads it knows no torch.
#pragma once

#include <set>
#include <string>

namespace pareidolia::test {

/// Names, without "aten::", of the operators of the LibTorch at hand that the rule lets pass. An
/// operator passes if it computes its results from its arguments alone and touches nothing else:
/// by the types in its schemas, by the tags that LibTorch gives it, and by a list of families that
/// those do not tell apart.
std::set<std::string> namesThatPass();

/// All names of the LibTorch at hand in the namespace aten.
std::set<std::string> allNames();

} // namespace pareidolia::test
