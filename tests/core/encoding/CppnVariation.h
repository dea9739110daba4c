// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of CPPN mutation share.
#pragma once

#include "GrownCppn.h"

#include <cmath>
#include <cstdint>

namespace pareidolia::test {

inline constexpr VariationSettings nothing{.weightRate = 0,
                                           .functionRate = 0,
                                           .addConnection = 0,
                                           .deleteConnection = 0,
                                           .splitConnection = 0,
                                           .deleteNode = 0};

inline Stream streamFor(std::uint64_t seed)
{
    return Stream(seed, 1, 0, Purpose::Mutation);
}

inline CppnGraph mutatedBy(CppnGraph graph, const VariationSettings& settings, std::uint64_t seed)
{
    Stream stream = streamFor(seed);
    mutateCppn(graph, settings, stream);
    return graph;
}

/// Five standard deviations of a share.
inline bool isAbout(double share, double expected, int trials)
{
    return std::abs(share - expected) <= 5 * std::sqrt(expected * (1 - expected) / trials);
}

} // namespace pareidolia::test
