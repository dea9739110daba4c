// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/DirectEncoding.h"

#include "core/base/ReturnError.h"
#include "core/encoding/Bernoulli.h"
#include "core/encoding/CppnKernel.h"
#include "core/encoding/PictureGenome.h"
#include "core/encoding/PolynomialMutation.h"
#include "core/image/PixelScale.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace pareidolia {

namespace {

const PictureGenomeFormat format{"direct", "genes", 0, 1};

const DirectGenome& direct(const Genome& genome)
{
    const auto* direct = dynamic_cast<const DirectGenome*>(&genome);
    if (!direct)
        throw std::invalid_argument("the genome is not a direct genome");
    return *direct;
}

} // namespace

DirectGenome::DirectGenome(ImageShape shape, std::vector<float> genes)
    : m_shape(shape), m_genes(std::move(genes))
{
    if (m_genes.size() != m_shape.bytes())
        throw std::invalid_argument("a direct genome needs one gene for every byte");
}

nlohmann::ordered_json DirectGenome::toJson() const
{
    return pictureGenomeToJson(format, m_shape, m_genes);
}

double directRate(const VariationSettings& settings, std::uint32_t generation)
{
    if (settings.halvingInterval == 0 || generation == 0)
        return settings.mutationRate;
    const std::uint32_t halvings = (generation - 1) / settings.halvingInterval;
    return std::ldexp(settings.mutationRate, -static_cast<int>(std::min(halvings, 2000u)));
}

GenomePointer DirectEncoding::random(Stream& stream) const
{
    std::vector<float> genes(m_shape.bytes());
    for (float& gene : genes)
        gene = stream.uniformFloat();
    return std::make_shared<const DirectGenome>(m_shape, std::move(genes));
}

GenomePointer DirectEncoding::mutated(const Genome& parent, const VariationSettings& settings,
                                      std::uint32_t generation, Stream& stream) const
{
    const DirectGenome& genome = direct(parent);
    std::vector<float> genes = genome.genes();
    const Bernoulli mutates(directRate(settings, generation));
    for (std::size_t i = mutates.next(0, genes.size(), stream); i < genes.size();
         i = mutates.next(i + 1, genes.size(), stream)) {
        const double moved =
            polynomialMutation(static_cast<double>(genes[i]), stream.uniform(), settings.eta);
        genes[i] = static_cast<float>(moved);
    }
    return std::make_shared<const DirectGenome>(genome.shape(), std::move(genes));
}

Image DirectEncoding::render(const Genome& genome) const
{
    const DirectGenome& source = direct(genome);
    Image image(source.shape());
    if (source.shape().channels == 3)
        paintHsv(source.genes(), image.pixels);
    else
        std::transform(source.genes().begin(), source.genes().end(), image.pixels.begin(),
                       quantised);
    return image;
}

Image DirectEncoding::renderAt(const Genome& genome, ImageShape size) const
{
    if (size.width < 1 || size.height < 1)
        throw std::invalid_argument("a picture needs at least one pixel");
    return resampled(render(genome), size.width, size.height);
}

Result<GenomePointer> DirectEncoding::parse(const nlohmann::ordered_json& json) const
{
    ASSIGN_OR_RETURN(auto genes, pictureGenomeFromJson(format, json, m_shape));
    return std::make_shared<const DirectGenome>(m_shape, std::move(genes));
}

} // namespace pareidolia
