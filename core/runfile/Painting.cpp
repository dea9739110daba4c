// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Painting.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace pareidolia {

Painting::Painting(const Search& search, std::vector<std::shared_ptr<Individual>> individuals)
    : m_search(search), m_individuals(std::move(individuals))
{
    constexpr std::size_t worthAThread = 16; // pictures
    const std::size_t threads =
        std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()),
                              m_individuals.size() / worthAThread);
    for (std::size_t i = 0; i < threads; ++i)
        m_painters.push_back(std::async(std::launch::async, [this] { paint(); }));
}

Painting::~Painting()
{
    m_next = m_individuals.size(); // nobody wants the others any more
}

void Painting::finish()
{
    paint();
    for (std::future<void>& painter : std::exchange(m_painters, {}))
        painter.get();
}

void Painting::paint()
{
    for (std::size_t i = m_next++; i < m_individuals.size(); i = m_next++)
        m_individuals[i]->picture = m_search.paint(*m_individuals[i]->genome);
}

} // namespace pareidolia
