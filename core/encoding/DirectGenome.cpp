// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/DirectGenome.h"

#include "core/base/ReturnError.h"
#include "core/encoding/PictureGenome.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace pareidolia {

namespace {

const PictureGenomeFormat format{"direct", "genes", {0, 1}};

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

Result<std::shared_ptr<const DirectGenome>> parseDirect(const nlohmann::ordered_json& json,
                                                        ImageShape shape)
{
    ASSIGN_OR_RETURN(auto genes, pictureGenomeFromJson(format, json, shape));
    return std::make_shared<const DirectGenome>(shape, std::move(genes));
}

} // namespace pareidolia
