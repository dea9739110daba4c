// SPDX-License-Identifier: GPL-3.0-or-later
// Networks as baselines: nothing but forward passes of prepared numbers.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

#include <functional>

namespace pareidolia {

/// Runs `threads` loops over one micro-batch each for `seconds`, and blocks meanwhile. Returns
/// pictures per second of all together.
using BareForward = std::function<double(int threads, double seconds)>;

/// The same module with the same plan as the classifier's, on the CPU. Errors as of
/// `loadTorchClassifier`.
Result<BareForward> bareForward(const ModelFile& file);

/// Scores noise for `seconds`, and blocks meanwhile. Returns pictures per second.
using NaiveForward = std::function<double(double seconds)>;

/// An untuned network: the module as saved, pictures channel by channel, batches of 32, all cores
/// inside each operation. For one thread of a process of its own, which did not call
/// `prepareProcess`: it sets LibTorch's threads. Runs a few batches, because the first ones are
/// slower.
Result<NaiveForward> naiveForward(const ModelFile& file);

} // namespace pareidolia
