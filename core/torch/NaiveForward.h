// SPDX-License-Identifier: GPL-3.0-or-later
// A network as one runs it who gives speed no thought: the module as it was saved, pictures channel
// by channel, batches of 32, every core inside each operation. Only for measuring against, in a
// process of its own that did not call `prepareProcess`.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

#include <memory>

namespace pareidolia {

/// Not for several threads at once: it sets LibTorch's threads for the whole process.
class NaiveForward
{
public:
    /// As `loadTorchClassifier`, on the CPU; runs a few batches, as the first ones are slower.
    static Result<std::unique_ptr<NaiveForward>> load(const ModelFile& file);

    ~NaiveForward();

    /// Scores noise for `seconds`; blocks so long.
    double picturesPerSecond(double seconds);

private:
    struct Network;
    explicit NaiveForward(std::unique_ptr<Network> network);

    std::unique_ptr<Network> m_network;
};

} // namespace pareidolia
