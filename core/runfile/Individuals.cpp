// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Individuals.h"

#include "core/base/ReturnError.h"
#include "core/runfile/PackedText.h"

#include <utility>

namespace pareidolia {

namespace {

constexpr std::size_t mostRemembered = 256u << 20; ///< bytes of genomes that were made again

std::string nameOf(IndividualId id)
{
    return "child " + std::to_string(id.child) + " of generation " + std::to_string(id.generation);
}

} // namespace

Individuals::Individuals(const SQLite::Database& database, const std::string& file,
                         const Search& search, const SettingsLog& settings)
    : m_file(file),
      m_search(search),
      m_settings(settings),
      m_paint(search.painter()),
      m_descents(database, "individual", "WHERE generation = ? AND child = ?"),
      m_genomes(database, "genome", "WHERE generation = ? AND child = ?")
{}

Error Individuals::lost(IndividualId id, const char* why) const
{
    return {m_file, nameOf(id) + " is lost: " + why, "use a backup copy, if there is one"};
}

std::optional<rows::Descent> Individuals::descent(IndividualId id)
{
    m_descents.reset();
    m_descents.bind(1, id.generation);
    m_descents.bind(2, id.child);
    const auto row = m_descents.next();
    const auto found = row ? rows::descentOf(*row) : std::nullopt;
    const bool fits = found && found->fromClass.value_or(0) < m_search.archive().classes();
    return fits ? found : std::nullopt;
}

/// Null where it is not in the file, or damaged there.
GenomePointer Individuals::stored(IndividualId id)
{
    m_genomes.reset();
    m_genomes.bind(1, id.generation);
    m_genomes.bind(2, id.child);
    const auto row = m_genomes.next();
    const auto content = row ? as<Blob>((*row)[2]) : std::nullopt;
    if (!content)
        return nullptr;
    return unpackGenome(content->bytes, m_search, m_file).value_or(nullptr);
}

Result<std::shared_ptr<const Individual>> Individuals::find(IndividualId id)
{
    if (const auto found = m_found.find(id); found != m_found.end())
        return found->second;
    const auto descended = descent(id);
    if (!descended)
        return tl::unexpected(lost(id, "what is known of it is damaged"));
    ASSIGN_OR_RETURN(const auto genome, genomeOf(id));
    LazyImage picture([paint = m_paint, grown = genome] { return paint(*grown); });
    auto individual = std::make_shared<const Individual>(
        Individual{id, descended->parent, descended->fromClass, genome, std::move(picture)});
    m_found.emplace(id, individual);
    return individual;
}

Result<GenomePointer> Individuals::genomeOf(IndividualId id)
{
    // Up to the nearest ancestor whose genome is known, and down again.
    std::vector<IndividualId> way;
    GenomePointer genome;
    for (std::optional<IndividualId> at = id; at;) {
        const auto remade = m_remade.find(*at);
        genome = remade != m_remade.end() ? remade->second : stored(*at);
        if (genome)
            break;
        const auto descended = descent(*at);
        if (!descended)
            return tl::unexpected(lost(id, "neither it nor the way to it can be read"));
        way.push_back(*at);
        at = descended->parent;
    }
    for (; !way.empty(); way.pop_back()) {
        const IndividualId next = way.back();
        genome = m_search.remade(next, genome.get(), m_settings.at(next.generation).settings);
        if (!genome)
            return tl::unexpected(lost(id, "its genome is not in the file"));
        remember(next, genome);
    }
    return genome;
}

/// Champions share ancestors, but large genomes are too many to keep all.
void Individuals::remember(IndividualId id, const GenomePointer& genome)
{
    m_remadeBytes += genome->bytes();
    if (m_remadeBytes > mostRemembered) {
        m_remade.clear();
        m_remadeBytes = genome->bytes();
    }
    m_remade[id] = genome;
}

} // namespace pareidolia
