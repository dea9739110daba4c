// SPDX-License-Identifier: GPL-3.0-or-later
// Branches whose condition the file fixes: exporters leave them, and not every runtime decides
// them alike.
#pragma once

namespace pareidolia::onnx {

class ModelProto;

/// Puts the nodes of the branch that is taken in the place of every If with a constant condition.
void takeFixedBranches(ModelProto& model);

} // namespace pareidolia::onnx
