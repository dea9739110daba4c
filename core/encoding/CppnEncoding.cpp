// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnEncoding.h"

#include "core/base/ReturnError.h"
#include "core/encoding/CppnGenome.h"
#include "core/encoding/CppnMutation.h"
#include "core/encoding/CppnRenderer.h"

#include <stdexcept>
#include <utility>

namespace pareidolia {

namespace {

const CppnGenome& cppn(const Genome& genome)
{
    const auto* cppn = dynamic_cast<const CppnGenome*>(&genome);
    if (!cppn)
        throw std::invalid_argument("the genome is not a CPPN");
    return *cppn;
}

} // namespace

GenomePointer CppnEncoding::random(Stream& stream) const
{
    return std::make_shared<const CppnGenome>(
        randomCppn(static_cast<std::uint32_t>(m_settings.shape.channels), stream));
}

GenomePointer CppnEncoding::mutated(const Genome& parent, const VariationSettings& settings,
                                    std::uint32_t, Stream& stream) const
{
    CppnGraph graph = cppn(parent).graph();
    mutateCppn(graph, settings, stream);
    return std::make_shared<const CppnGenome>(std::move(graph));
}

Image CppnEncoding::render(const Genome& genome) const
{
    return renderAt(genome, m_settings.shape);
}

Image CppnEncoding::renderAt(const Genome& genome, ImageShape size) const
{
    return renderCppn(cppn(genome), size, m_settings.shape, m_settings.coordinates);
}

Result<GenomePointer> CppnEncoding::parse(const nlohmann::ordered_json& json) const
{
    ASSIGN_OR_RETURN(auto genome, parseCppn(json));
    const auto channels = static_cast<std::uint32_t>(m_settings.shape.channels);
    if (genome->graph().outputs != channels)
        return failure("genome.nodes",
                       "it has " + std::to_string(genome->graph().outputs) +
                           " outputs where the network's pictures have " +
                           std::to_string(channels) + " channels",
                       "use a genome made for such pictures");
    return GenomePointer(std::move(genome));
}

} // namespace pareidolia
