// SPDX-License-Identifier: GPL-3.0-or-later
// Paints many individuals on threads of its own, while others read on.
#pragma once

#include "core/search/Search.h"

#include <atomic>
#include <cstddef>
#include <future>
#include <memory>
#include <vector>

namespace pareidolia {

class Painting
{
public:
    /// Begins. `search` outlives it; nobody else may touch the individuals until it is finished.
    Painting(const Search& search, std::vector<std::shared_ptr<Individual>> individuals);

    /// Waits for those under way.
    ~Painting();
    Painting(const Painting&) = delete;
    Painting& operator=(const Painting&) = delete;

    /// Waits until all have their pictures. Throws what painting them threw.
    void finish();

private:
    void paint();

    const Search& m_search;
    std::vector<std::shared_ptr<Individual>> m_individuals;
    std::atomic<std::size_t> m_next = 0;
    std::vector<std::future<void>> m_painters; ///< last: they end before what they use
};

} // namespace pareidolia
