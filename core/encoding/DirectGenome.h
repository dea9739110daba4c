// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as its unrounded pixels. Immutable, so any thread may read it.
#pragma once

#include "core/base/Error.h"
#include "core/encoding/Genome.h"
#include "core/image/Image.h"

#include <memory>
#include <vector>

namespace pareidolia {

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

/// The inverse of `DirectGenome::toJson` for pictures of this shape. Errors name the key.
Result<std::shared_ptr<const DirectGenome>> parseDirect(const nlohmann::ordered_json& json,
                                                        ImageShape shape);

} // namespace pareidolia
