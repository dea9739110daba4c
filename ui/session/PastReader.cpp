// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/PastReader.h"

#include "core/run/LogQueries.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

PastReader::PastReader(const RunSpec& spec, std::shared_ptr<const Classifier> classifier)
    : m_run(Run::create(spec, std::move(classifier)).value_or(nullptr))
{}

/// Of those that memory does not know.
std::vector<GenomePointer> PastReader::genomes(const QString& file,
                                               const std::vector<Wanted>& wanted)
{
    std::vector<IndividualId> missing;
    for (const Wanted& one : wanted)
        if (!one.known)
            missing.push_back(one.record.id);
    std::vector<GenomePointer> none(missing.size());
    if (missing.empty() || file.isEmpty())
        return none;
    const std::scoped_lock lock(m_mutex);
    if (m_closed)
        return none;
    if (std::exchange(m_name, file) != file || !m_file)
        m_file = RunFile::open(file.toStdString()).value_or(nullptr);
    return m_file ? m_file->genomesOf(m_run->search(), missing).value_or(none) : none;
}

void PastReader::release()
{
    const std::scoped_lock lock(m_mutex);
    m_file.reset();
}

void PastReader::close()
{
    const std::scoped_lock lock(m_mutex);
    m_file.reset();
    m_closed = true;
}

PastReader::Individuals PastReader::individuals(const QString& file,
                                                const std::vector<Wanted>& wanted)
{
    Individuals individuals(wanted.size());
    if (!m_run)
        return individuals;
    const std::vector<GenomePointer> read = genomes(file, wanted);
    const Emitter::Painter paint = m_run->search().painter();
    auto next = read.begin();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto& [record, known] = wanted[i];
        if (known && known->picture) {
            individuals[i] = known;
            continue;
        }
        const GenomePointer genome = known ? known->genome : *next++;
        if (!genome)
            continue;
        auto painted = std::make_shared<Individual>(individualOf(record));
        painted->genome = genome;
        painted->picture = LazyImage([paint, genome] { return paint(*genome); });
        individuals[i] = std::move(painted);
    }
    return individuals;
}

std::vector<LookBack> LookBack::parts() const
{
    constexpr std::size_t most = 16; // a part's reading is worth its overhead
    std::vector<LookBack> parts;
    for (std::size_t first = 0; first < wanted.size(); first += most) {
        const auto begin = wanted.begin() + static_cast<std::ptrdiff_t>(first);
        const auto count = std::min(most, wanted.size() - first);
        parts.push_back({reader, file, {begin, begin + static_cast<std::ptrdiff_t>(count)}});
    }
    return parts;
}

} // namespace pareidolia
