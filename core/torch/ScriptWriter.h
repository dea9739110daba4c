// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a TorchScript archive from source text and weights; every model file of this program is
// made by it. Thread: any. Blocks for as long as compiling takes (milliseconds).
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pareidolia {

/// Weights by their dotted name, e.g. "conv1.weight".
struct ScriptTensor
{
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values; ///< in the order of the shape, last dimension fastest
};

/// Methods of one sub-module ("conv1"), or of the whole ("").
struct ScriptMethods
{
    std::string module;
    std::string source; ///< TorchScript: "def forward(self, x):\n    …"
};

struct ScriptProgram
{
    std::string className = "Network";
    std::vector<ScriptTensor> tensors;
    std::vector<ScriptMethods> methods; ///< a module comes before those that call it
    std::map<std::string, std::string> extraFiles;
};

/// The bytes of the archive. Fails if the source does not compile, or uses an operator that no
/// model file may use.
Result<std::string> writeScript(const ScriptProgram& program);

/// The same without the check of operators: for tests of readers that must refuse it.
Result<std::string> writeUncheckedScript(const ScriptProgram& program);

} // namespace pareidolia
