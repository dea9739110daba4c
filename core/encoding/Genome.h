// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture is rendered from. Genomes are immutable and are shared between archive, feed and
// files.
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

    /// The memory that it occupies, approximately.
    virtual std::size_t bytes() const = 0;
};

using GenomePointer = std::shared_ptr<const Genome>;

} // namespace pareidolia
