// SPDX-License-Identifier: GPL-3.0-or-later
// The second check: after LibTorch has compiled a module's source, the graph that will run is
// visited node by node. (The first check, core/models/ScriptGate, reads the source before LibTorch
// does.)
#pragma once

#include <optional>
#include <string>

namespace torch::jit {
struct Module;
}

namespace pareidolia {

/// The operators, in any method of the module, of its sub-modules, or of functions and classes they
/// call, that are not allowed to run, with their counts, or an unsound constant (ValueCheck);
/// nothing if there is none. Runs nothing.
std::optional<std::string> findRefusedOperator(const torch::jit::Module& module);

} // namespace pareidolia
