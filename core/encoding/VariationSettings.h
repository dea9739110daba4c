// SPDX-License-Identifier: GPL-3.0-or-later
// The rates and strengths of mutation, with the paper's values as defaults. All may change during a
// run.
#pragma once

#include <cstdint>

namespace pareidolia {

/// The coordinates that a CPPN gets (docs/protocol.md "Coordinates").
enum class CoordinateSystem { Normalised, Pixel };

struct VariationSettings
{
    double eta = 15; ///< strength of polynomial mutation (Deb 2001); larger steps are rarer

    // Direct encoding.
    double mutationRate = 0.1;            ///< probability per gene
    std::uint32_t halvingInterval = 1000; ///< generations until the rate halves; 0: never

    // CPPN encoding: probabilities, each drawn once per child unless said otherwise.
    double weightRate = 0.1;   ///< per weight
    double functionRate = 0.1; ///< per hidden or output node
    double addConnection = 0.5;
    double deleteConnection = 0.3;
    double splitConnection = 0.5;
    double deleteNode = 0.2;

    bool operator==(const VariationSettings&) const = default;
};

} // namespace pareidolia
