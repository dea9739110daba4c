// SPDX-License-Identifier: GPL-3.0-or-later
// The "irregular" encoding: every pixel is a gene (docs/protocol.md "Direct encoding").
#pragma once

#include "core/encoding/Encoding.h"

#include <vector>

namespace pareidolia {

/// A picture as its unrounded pixels. Immutable, so any thread may read it.
class DirectGenome : public Genome
{
public:
    /// Genes in [0, 1], pixel by pixel from the upper left: grey, or hue, saturation, value. Throws
    /// std::invalid_argument unless there are `shape.bytes()`.
    explicit DirectGenome(ImageShape shape, std::vector<float> genes);

    const ImageShape& shape() const { return m_shape; }
    const std::vector<float>& genes() const { return m_genes; }

    /// {"encoding": "direct", "width", "height", "channels", "genes": base64 of little-endian
    /// float32}
    nlohmann::ordered_json toJson() const override;
    std::size_t bytes() const override { return m_genes.size() * sizeof(float); }

private:
    ImageShape m_shape;
    std::vector<float> m_genes;
};

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
