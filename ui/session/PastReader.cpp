// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/PastReader.h"

#include <QtConcurrent>
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
    if (std::exchange(m_name, file) != file || !m_file)
        m_file = RunFile::open(file.toStdString()).value_or(nullptr);
    return m_file ? m_file->genomesOf(m_run->search(), missing).value_or(none) : none;
}

PastReader::Individuals PastReader::individuals(const QString& file,
                                                const std::vector<Wanted>& wanted)
{
    Individuals individuals(wanted.size());
    if (!m_run)
        return individuals;
    struct Work
    {
        const Wanted* wanted;
        GenomePointer genome;
        std::shared_ptr<const Individual>* individual;
    };
    const std::vector<GenomePointer> read = genomes(file, wanted);
    std::vector<Work> work;
    auto next = read.begin();
    for (std::size_t i = 0; i < wanted.size(); ++i)
        work.push_back(
            {&wanted[i], wanted[i].known ? wanted[i].known->genome : *next++, &individuals[i]});
    QtConcurrent::blockingMap(work, [this](const Work& one) {
        const auto& [record, known] = *one.wanted;
        if (known && !known->picture.pixels.empty()) {
            *one.individual = known;
        } else if (one.genome) {
            auto painted = std::make_shared<Individual>();
            painted->id = record.id;
            if (record.fromClass >= 0) {
                painted->parent = record.parent;
                painted->fromClass = static_cast<std::size_t>(record.fromClass);
            }
            painted->genome = one.genome;
            painted->picture = m_run->search().paint(*one.genome);
            *one.individual = std::move(painted);
        }
    });
    return individuals;
}

} // namespace pareidolia
