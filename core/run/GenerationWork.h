// SPDX-License-Identifier: GPL-3.0-or-later
// One generation while it is under way, cut into chunks that workers take one by one.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/search/Search.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace pareidolia {

/// Which chunk is taken and which is done is the engine's to guard; chunks write to places of their
/// own, so any number may be worked on at once.
class GenerationWork
{
public:
    GenerationWork(Proposal proposal, const Search& search, const Classifier& classifier);

    std::size_t chunks() const { return m_chunks; }

    /// Makes the children of a chunk, renders and scores them. Blocks for one micro-batch of the
    /// network, and one of gradients if the search needs them.
    Result<void> work(std::size_t chunk);

    std::vector<Individual>& children() { return m_children; }
    const Scores& scores() const { return m_scores; }

private:
    /// The gradients of these children; nothing for one that asks for none.
    Result<std::vector<std::optional<Gradient>>> answers(std::size_t begin, std::size_t end) const;

    const Search& m_search;
    const Classifier& m_classifier;
    Proposal m_proposal;
    std::size_t m_chunkSize;
    std::size_t m_chunks;
    std::vector<Individual> m_children;
    Scores m_scores;
};

} // namespace pareidolia
