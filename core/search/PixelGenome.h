// SPDX-License-Identifier: GPL-3.0-or-later
// What gradient ascent moves: a picture in floating point, before it is rounded to 8 bits.
#pragma once

#include "core/base/Error.h"
#include "core/encoding/Genome.h"
#include "core/image/Image.h"

#include <memory>
#include <vector>

namespace pareidolia {

/// Immutable.
class PixelGenome : public Genome
{
public:
    /// `pixels`: channels × height × width, within [0, 255]. `gradientNorm`: the Euclidean norm of
    /// the gradient that led here; 1 for a start.
    PixelGenome(ImageShape shape, std::vector<float> pixels, double gradientNorm);

    const std::vector<float>& pixels() const { return m_pixels; }
    double gradientNorm() const { return m_gradientNorm; }

    /// The picture that is scored: every pixel rounded, halves upwards.
    Image rounded() const;

    /// {"encoding": "pixels", "width", "height", "channels", "pixels": base64 of little-endian
    /// float32, channel by channel}
    nlohmann::ordered_json toJson() const override;
    std::size_t bytes() const override { return m_pixels.size() * sizeof(float); }

private:
    ImageShape m_shape;
    std::vector<float> m_pixels;
    double m_gradientNorm;
};

/// The inverse of `PixelGenome::toJson` for pictures of this shape; the norm, which only the step
/// that made it asks for, is 1. Errors name the key.
Result<std::shared_ptr<const PixelGenome>> parsePixels(const nlohmann::ordered_json& json,
                                                       const ImageShape& shape);

} // namespace pareidolia
