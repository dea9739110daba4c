// SPDX-License-Identifier: GPL-3.0-or-later
// What computes on this machine, in words.
#pragma once

#include <string>

namespace pareidolia {

/// LibTorch, oneDNN and BLAS with their versions and the processor kernels each of them chose.
/// Scores are promised to be equal to the last bit where this text is equal.
std::string torchRuntime();

} // namespace pareidolia
