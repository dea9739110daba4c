// SPDX-License-Identifier: GPL-3.0-or-later
// A file may define operators by nodes of others (functions), nested, with attributes handed down.
#pragma once

namespace pareidolia::onnx {

class ModelProto;

/// Puts the nodes of functions in the place of their calls, in nested graphs too, and drops the
/// functions. Throws on functions that call themselves, and on what grows out of bounds.
void inlineFunctions(ModelProto& model);

} // namespace pareidolia::onnx
