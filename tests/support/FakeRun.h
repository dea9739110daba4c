// SPDX-License-Identifier: GPL-3.0-or-later
// Runs on the network of ten lines, for tests of the screen.
#pragma once

#include "core/run/Run.h"
#include "tests/support/FakeClassifier.h"

#include <memory>

namespace pareidolia {

inline RunSpec smallSpec()
{
    RunSpec spec;
    spec.name = "test";
    spec.model = "fake";
    spec.settings.initial = 20;
    spec.settings.children = 20;
    return spec;
}

/// A network with the labels of digits.
inline std::shared_ptr<FakeClassifier> fakeDigits(ImageShape shape = {8, 8, 1})
{
    auto network = std::make_shared<FakeClassifier>(10, shape);
    network->mutableInfo().labels = {"zero", "one", "two",   "three", "four",
                                     "five", "six", "seven", "eight", "nine"};
    return network;
}

inline std::unique_ptr<Run> makeRun(const RunSpec& spec, std::shared_ptr<const Classifier> network)
{
    return Run::create(spec, std::move(network)).value();
}

} // namespace pareidolia
