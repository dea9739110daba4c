// SPDX-License-Identifier: GPL-3.0-or-later
// One picture that a search made, and where it came from.
#pragma once

#include "core/encoding/Genome.h"
#include "core/image/LazyImage.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace pareidolia {

/// Names an individual within its run: the generation that made it and its place in it.
struct IndividualId
{
    std::uint32_t generation = 0;
    std::uint32_t child = 0;
    auto operator<=>(const IndividualId&) const = default;
};

/// Immutable once it was scored; shared by every class whose champion it is.
struct Individual
{
    IndividualId id;
    std::optional<IndividualId> parent;
    std::optional<std::size_t> fromClass; ///< the class whose champion the parent was
    GenomePointer genome;
    LazyImage picture; ///< 8 bits: what is scored, shown and exported
};

} // namespace pareidolia
