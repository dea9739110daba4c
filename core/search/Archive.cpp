// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Archive.h"

#include "core/base/Digest.h"
#include "core/classifier/Scores.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pareidolia {

Archive::Archive(std::size_t classes, std::vector<std::size_t> targets)
    : m_targets(std::move(targets)), m_champions(classes)
{}

bool Archive::accepts(std::size_t index, double logOdds) const
{
    if (std::isnan(logOdds))
        return false;
    return !m_champions[index] || logOdds > m_champions[index]->logOdds;
}

void Archive::put(std::size_t index, std::shared_ptr<const Individual> individual, double logOdds)
{
    if (!m_champions[index])
        m_filled.insert(std::ranges::lower_bound(m_filled, index), index);
    m_champions[index] = Champion{std::move(individual), logOdds, confidenceOf(logOdds)};
}

std::string Archive::sha256() const
{
    Digest hash;
    for (const std::size_t index : m_filled) {
        const Champion& champion = *m_champions[index];
        const Image& picture = *champion.individual->picture;
        hash.add(static_cast<std::uint32_t>(index));
        hash.add(champion.confidence);
        for (const int size : {picture.shape.width, picture.shape.height, picture.shape.channels})
            hash.add(static_cast<std::uint32_t>(size));
        hash.add(std::span(picture.pixels));
    }
    return hash.hex();
}

} // namespace pareidolia
