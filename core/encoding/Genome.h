// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture is grown from. Genomes are immutable once made and are shared between archive,
// feed and files.
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace pareidolia {

class Genome
{
public:
    virtual ~Genome() = default;

    /// Complete: `Encoding::parse` gives back an equal genome.
    virtual nlohmann::ordered_json toJson() const = 0;

    /// Memory that it holds, roughly.
    virtual std::size_t bytes() const = 0;
};

using GenomePointer = std::shared_ptr<const Genome>;

} // namespace pareidolia
