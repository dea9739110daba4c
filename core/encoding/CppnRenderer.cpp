// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnRenderer.h"

#include "core/encoding/CppnKernel.h"

#include <stdexcept>

namespace pareidolia {

namespace {

/// A single row or column is at coordinate 0.
CppnAxis axis(int samples, int scored, CoordinateSystem coordinates)
{
    CppnAxis axis;
    axis.values.reserve(static_cast<std::size_t>(samples));
    axis.squares.reserve(static_cast<std::size_t>(samples));
    for (int i = 0; i < samples; ++i) {
        const double last = samples > 1 ? samples - 1 : 1;
        const auto unit = samples > 1 ? static_cast<float>(2.0 * i / last - 1.0) : 0.0f;
        const auto pixel = static_cast<float>(static_cast<double>(i) * (scored - 1) / last);
        axis.values.push_back(coordinates == CoordinateSystem::Normalised ? unit : pixel);
        axis.squares.push_back(unit * unit);
    }
    return axis;
}

} // namespace

Image renderCppn(const CppnGenome& genome, ImageShape target, ImageShape scored,
                 CoordinateSystem coordinates)
{
    if (target.width < 1 || target.height < 1 || scored.width < 1 || scored.height < 1)
        throw std::invalid_argument("a picture needs at least one pixel");
    const CppnProgram program = compiled(genome.graph());
    const CppnTask task{.program = program,
                        .x = axis(target.width, scored.width, coordinates),
                        .y = axis(target.height, scored.height, coordinates),
                        .normalisedDistance = coordinates == CoordinateSystem::Normalised};
    target.channels = static_cast<int>(genome.graph().outputs);
    Image image(target);
    paintCppn(task, image.pixels);
    return image;
}

} // namespace pareidolia
