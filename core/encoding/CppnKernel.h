// SPDX-License-Identifier: GPL-3.0-or-later
// The inner loops of the CPPN renderer and of the colour conversion, compiled for every instruction
// set that the compiler knows; the best one for the processor is chosen at run time. All give the
// same bytes.
#pragma once

#include "core/encoding/CppnProgram.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pareidolia {

/// One axis of a picture: x or y at every column or row, and the square of its normalised
/// coordinate, which the distance is computed from.
struct CppnAxis
{
    std::vector<float> values;
    std::vector<float> squares;
};

struct CppnTask
{
    const CppnProgram& program;
    CppnAxis x;
    CppnAxis y;
    bool normalisedDistance = true; ///< √2 r − 1 instead of r
};

/// Paints the whole picture into `pixels`, row by row, one byte per output and pixel.
void paintCppn(const CppnTask& task, std::span<std::uint8_t> pixels);

/// out[i] = function(z[i]). The spans have equal sizes.
void applyNodeFunction(NodeFunction function, std::span<const float> z, std::span<float> out);

/// Converts hue, saturation and value, interleaved, in [0, 1], to as many bytes R, G, B.
void paintHsv(std::span<const float> hsv, std::span<std::uint8_t> rgb);

} // namespace pareidolia
