// SPDX-License-Identifier: GPL-3.0-or-later
// One layer as a TorchScript expression, and its weights. Only operators that model files may use.
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

/// `name`: of the sub-module for the weights. `inputs`: expressions of its inputs. `in`: the shape
/// of the first of them, `out`: of the result.
LayerScript scriptOf(Operation operation, const std::string& name,
                     const std::vector<std::string>& inputs, const ValueShape& in,
                     const ValueShape& out);

} // namespace pareidolia
