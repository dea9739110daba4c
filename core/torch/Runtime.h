// SPDX-License-Identifier: GPL-3.0-or-later
// The libraries and kernels that compute on this machine, as text.
#pragma once

#include <string>

namespace pareidolia {

/// LibTorch, oneDNN and BLAS with their versions and the processor kernels each of them chose.
/// Scores are equal to the last bit where this text is equal.
std::string torchRuntime();

} // namespace pareidolia
