// SPDX-License-Identifier: GPL-3.0-or-later
// The "irregular" encoding: every pixel is a gene (docs/protocol.md "Direct encoding").
#pragma once

#include "core/encoding/Encoding.h"

namespace pareidolia {

class DirectEncoding : public Encoding
{
public:
    explicit DirectEncoding(const EncodingSettings& settings) : m_shape(settings.shape) {}

    std::string name() const override { return "direct"; }

    /// Draws one uniformFloat() per gene.
    GenomePointer random(Stream& stream) const override;

    /// For every gene that mutates, draws how many stay before it (`Bernoulli`), then the uniform()
    /// of its mutation.
    GenomePointer mutated(const Genome& parent, const VariationSettings& settings,
                          std::uint32_t generation, Stream& stream) const override;
    Image render(const Genome& genome) const override;

    /// Nearest neighbour: a pixel becomes a square.
    Image renderAt(const Genome& genome, ImageShape size) const override;
    Result<GenomePointer> parse(const nlohmann::ordered_json& json) const override;

private:
    ImageShape m_shape;
};

/// The probability that a gene mutates: halved every `halvingInterval` generations.
double directRate(const VariationSettings& settings, std::uint32_t generation);

} // namespace pareidolia
