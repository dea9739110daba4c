// SPDX-License-Identifier: GPL-3.0-or-later
// Fully connected layers whose results do not depend on the place of a picture in its batch.
#pragma once

namespace torch::jit {
struct Module;
}

namespace pareidolia {

/// LibTorch hands fully connected layers to BLAS, and a BLAS may add the numbers of a row in an
/// order that depends on the row: OpenBLAS's Haswell kernel does. oneDNN's 1×1 convolution, with
/// the pictures as its pixels, never does, and is twice as fast with weights packed beforehand.
/// This replaces the layers of a frozen module, on the CPU; they cannot be differentiated any more.
/// Call before the module first runs.
void packLinearLayers(torch::jit::Module& module);

} // namespace pareidolia
