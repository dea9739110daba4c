// SPDX-License-Identifier: GPL-3.0-or-later
// Hue, saturation and value to red, green and blue: the one formula that both encodings use
// (docs/protocol.md "Colour and bytes"), for one pixel.
#pragma once

#include <array>

namespace pareidolia {

/// `h`, `s`, `v` and the result in [0, 1]; hue 1 is hue 0 again.
inline std::array<float, 3> rgbFromHsv(float h, float s, float v)
{
    float turn = 6.0f * h;
    if (!(turn < 6.0f))
        turn = 0.0f;
    const int sector = static_cast<int>(turn);
    const float f = turn - static_cast<float>(sector);
    const float p = v * (1.0f - s);
    const float q = v * (1.0f - s * f);
    const float t = v * (1.0f - s * (1.0f - f));
    switch (sector) {
    case 0:
        return {v, t, p};
    case 1:
        return {q, v, p};
    case 2:
        return {p, v, t};
    case 3:
        return {p, q, v};
    case 4:
        return {t, p, v};
    default:
        return {v, p, q};
    }
}

} // namespace pareidolia
