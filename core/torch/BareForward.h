// SPDX-License-Identifier: GPL-3.0-or-later
// The bare network, as a baseline: the same module with the same plan as the classifier's, fed with
// prepared numbers.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

#include <memory>
#include <string>

namespace pareidolia {

class BareForward
{
public:
    /// As `loadTorchClassifier`.
    static Result<std::shared_ptr<const BareForward>> load(const ModelFile& file,
                                                           const std::string& device = "cpu");

    ~BareForward();
    BareForward(const BareForward&) = delete;
    BareForward& operator=(const BareForward&) = delete;

    /// Runs `threads` loops over one micro-batch each for `seconds`, and blocks meanwhile. Returns
    /// pictures per second of all together.
    double picturesPerSecond(int threads, double seconds) const;

private:
    struct Network;
    explicit BareForward(std::unique_ptr<const Network> network);

    std::unique_ptr<const Network> m_network;
};

} // namespace pareidolia
