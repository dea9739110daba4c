// SPDX-License-Identifier: GPL-3.0-or-later
// One layer as an expression of TorchScript, and its weights. Only operators that every model file
// may use.
#pragma once

#include "core/importing/GraphShapes.h"
#include "core/importing/NetworkGraph.h"
#include "core/torch/ScriptWriter.h"

#include <string>
#include <vector>

namespace pareidolia {

struct LayerScript
{
    std::string expression;
    std::vector<ScriptTensor> tensors;
};

/// `name`: of the sub-module for the weights. `inputs`: expressions of what it takes. `in`: the
/// shape of the first of them, `out`: of the result.
LayerScript scriptOf(Operation operation, const std::string& name,
                     const std::vector<std::string>& inputs, const ValueShape& in,
                     const ValueShape& out);

} // namespace pareidolia
