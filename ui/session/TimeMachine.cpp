// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/TimeMachine.h"

#include "core/classifier/Scores.h"
#include "core/run/LogQueries.h"
#include "ui/drawing/Pictures.h"
#include "ui/session/RunSession.h"
#include "ui/session/WhenDone.h"

#include <QtConcurrent>
#include <algorithm>
#include <set>
#include <utility>

namespace pareidolia {

namespace {

constexpr qsizetype budget = 32 << 20; ///< bytes of pictures, those in view aside
constexpr int usualSide = 112;         ///< where nobody looks
constexpr int mostFailures = 8;        ///< then a picture is given up until somebody travels on
constexpr int retryInterval = 100;     ///< milliseconds after the first failure, then longer

Champion championOf(const ImprovementRecord& record)
{
    return {std::make_shared<const Individual>(individualOf(record)), record.logOdds,
            confidenceOf(record.logOdds)};
}

} // namespace

TimeMachine::TimeMachine(RunSession* session)
    : QObject(session), m_session(session), m_champions(session->model().classes())
{
    m_lacking.setSingleShot(true);
    m_lacking.setInterval(0); // when all that is painted now has been asked for
    connect(&m_lacking, &QTimer::timeout, this, &TimeMachine::fetchLacking);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TimeMachine::fetchLacking);
    m_painting.setSingleShot(true);
    m_painting.setInterval(0);
    connect(&m_painting, &QTimer::timeout, this, &TimeMachine::paintLacking);
}

TimeMachine::Looking TimeMachine::looking() const
{
    Looking looking = m_looking ? m_looking() : Looking{m_session->targets(), usualSide};
    looking.side = std::max(1, looking.side);
    return looking;
}

void TimeMachine::travelTo(std::optional<std::uint32_t> generation)
{
    m_destination = generation;
    for (auto& [id, kept] : m_kept)
        kept.failures = 0;
    if (!generation) {
        if (!m_shown)
            return;
        m_shown.reset();
        m_kept.clear();
        m_keptBytes = 0;
        Q_EMIT travelled();
    } else if (!m_busy) {
        depart();
    }
}

void TimeMachine::depart()
{
    const std::uint32_t generation = *m_destination;
    Holders holders;
    m_session->inspect([&](const Run& run) {
        holders = holdersAt(run.improvements(), m_champions.size(), generation);
    });
    const auto there = [this, generation, holders] {
        if (m_destination)
            arrive(generation, holders);
        if (m_destination && m_destination != m_shown)
            depart(); // somebody went on meanwhile
    };
    if (!fetch(holders, there))
        there();
}

void TimeMachine::arrive(std::uint32_t generation, const Holders& holders)
{
    m_shown = generation;
    m_holders = holders;
    for (std::size_t index = 0; index < holders.size(); ++index) {
        auto& champion = m_champions[index];
        if (!holders[index])
            champion.reset();
        else if (!champion || champion->individual->id != holders[index]->id)
            champion = championOf(*holders[index]);
    }
    Q_EMIT travelled();
}

bool TimeMachine::fetch(const Holders& holders, std::function<void()> then)
{
    const Looking looks = looking();
    std::map<IndividualId, ImprovementRecord> missing; // one picture may hold several classes
    for (const std::size_t index : looks.classes)
        if (const auto& holder = holders[index]) {
            const auto kept = m_kept.find(holder->id);
            if (kept == m_kept.end() ||
                (kept->second.side < looks.side && kept->second.failures < mostFailures))
                missing.emplace(holder->id, *holder);
        }
    if (missing.empty())
        return false;
    if (m_keptBytes > budget)
        forgetAllBut(holders, looks.classes);
    std::vector<ImprovementRecord> records;
    for (const auto& [id, record] : missing)
        records.push_back(record);
    m_busy = true;
    const auto read = [side = looks.side](const LookBack& part) {
        std::vector<QImage> pictures;
        for (const auto& individual : part.individuals())
            pictures.push_back(individual ? shrunk(toQImage(*individual->picture), side)
                                          : QImage());
        return pictures;
    };
    whenAllDone(QtConcurrent::mapped(m_session->lookBack(records).parts(), read), this,
                [this, records, side = looks.side,
                 then = std::move(then)](const QList<std::vector<QImage>>& parts) {
                    std::vector<QImage> pictures;
                    for (const std::vector<QImage>& part : parts)
                        pictures.insert(pictures.end(), part.begin(), part.end());
                    m_busy = false;
                    keep(records, pictures, side);
                    then();
                });
    return true;
}

void TimeMachine::keep(const std::vector<ImprovementRecord>& records,
                       const std::vector<QImage>& pictures, int side)
{
    int failures = 0; // of the picture that was tried least often
    for (std::size_t i = 0; i < records.size(); ++i) {
        Kept& kept = m_kept[records[i].id];
        if (pictures[i].isNull()) { // a smaller one may be there already
            if (++kept.failures < mostFailures)
                failures = failures ? std::min(failures, kept.failures) : kept.failures;
            continue;
        }
        m_keptBytes += pictures[i].sizeInBytes() - kept.image.sizeInBytes();
        kept = {pictures[i], side};
    }
    if (failures > 0)
        m_retry.start(failures * retryInterval);
}

void TimeMachine::forgetAllBut(const Holders& holders, const std::vector<std::size_t>& classes)
{
    std::set<IndividualId> inView;
    for (const std::size_t index : classes)
        for (const Holders* moment : {&holders, &std::as_const(m_holders)}) // to come, and shown
            if (index < moment->size() && (*moment)[index])
                inView.insert((*moment)[index]->id);
    std::erase_if(m_kept, [&](const auto& kept) { return !inView.contains(kept.first); });
    m_keptBytes = 0;
    for (const auto& [id, kept] : m_kept)
        m_keptBytes += kept.image.sizeInBytes();
}

void TimeMachine::lookAgain()
{
    if (m_shown)
        m_lacking.start();
}

const std::optional<Champion>& TimeMachine::champion(std::size_t index) const
{
    return m_shown ? m_champions[index] : m_session->champion(index);
}

QImage TimeMachine::picture(std::size_t index)
{
    const auto& shown = champion(index);
    if (!shown)
        return {};
    const auto& individual = shown->individual;
    if (!m_shown) {
        if (individual->picture.isPainted())
            return toQImage(individual->picture.shared());
        m_unpainted.push_back(index); // out of a file
        m_painting.start();
        return {};
    }
    const auto kept = m_kept.find(individual->id);
    if (kept != m_kept.end())
        return kept->second.image;
    m_lacking.start();
    return {};
}

void TimeMachine::paintLacking()
{
    const std::vector<std::size_t> classes = std::exchange(m_unpainted, {});
    std::vector<LazyImage> pictures;
    for (const std::size_t index : classes)
        if (const auto& champion = m_session->champion(index))
            pictures.push_back(champion->individual->picture);
    const auto look = [](const LazyImage& picture) { return !picture->pixels.empty(); };
    whenAllDone(QtConcurrent::mapped(pictures, look), this,
                [this, classes](const QList<bool>&) { Q_EMIT followed(classes); });
}

void TimeMachine::fetchLacking()
{
    if (m_busy || !m_shown)
        return; // what is on its way, or a new moment, brings what is in view then
    fetch(m_holders, [this] {
        if (m_destination && m_destination != m_shown)
            return depart();
        Q_EMIT followed(looking().classes);
    });
}

} // namespace pareidolia
