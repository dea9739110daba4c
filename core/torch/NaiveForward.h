// SPDX-License-Identifier: GPL-3.0-or-later
// An untuned network, as a baseline: the module as saved, pictures channel by channel, batches of
// 32, all cores inside each operation. Runs in its own process, which did not call
// `prepareProcess`.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

#include <memory>

namespace pareidolia {

/// For one thread only: it sets LibTorch's threads for the whole process.
class NaiveForward
{
public:
    /// As `loadTorchClassifier`, on the CPU; runs a few batches, because the first ones are slower.
    static Result<std::unique_ptr<NaiveForward>> load(const ModelFile& file);

    ~NaiveForward();

    /// Scores noise for `seconds`; blocks meanwhile.
    double picturesPerSecond(double seconds);

private:
    struct Network;
    explicit NaiveForward(std::unique_ptr<Network> network);

    std::unique_ptr<Network> m_network;
};

} // namespace pareidolia
