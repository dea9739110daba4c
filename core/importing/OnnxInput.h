// SPDX-License-Identifier: GPL-3.0-or-later
// The input of an ONNX network, whatever its layout, type and batch, becomes "pictures".
#pragma once

#include "core/importing/OnnxNormal.h"

namespace pareidolia::onnx {

class OnnxEditor;

/// How the file's fixed batch is met.
struct Batch
{
    std::int64_t fixed = 0; ///< pictures that the network takes at once; 0: any number
    bool onlyOne() const { return fixed != 0; }
};

/// The graph holds only what its output depends on. Fills in channels, size, scaling, remarks.
/// Throws if the network does not take one picture, or another than the user says.
Batch normalizeInput(OnnxEditor& editor, const OnnxChoices& choices, NormalOnnx& normal);

} // namespace pareidolia::onnx
