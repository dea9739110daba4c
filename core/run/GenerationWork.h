// SPDX-License-Identifier: GPL-3.0-or-later
// One generation while it is under way, cut into chunks that workers take one by one.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/run/ChildScreen.h"
#include "core/search/Search.h"

#include <cstddef>
#include <optional>
#include <span>
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
    /// network, and one of gradients if the search needs them. Where the generation is screened,
    /// for one of approximate scores, and as many exact ones as have come together by then.
    Result<void> work(std::size_t chunk);

    // After all chunks.
    std::vector<Individual>& children() { return m_children; }
    const Scores& scores() const { return m_scores; }

    /// Before the search is told.
    ScreenedGeneration screened() const;

private:
    /// The gradients of these children; nothing for one that asks for none.
    Result<std::vector<std::optional<Gradient>>> answers(std::size_t begin, std::size_t end) const;

    /// What `look` makes of the pictures of these children, which are lent to it.
    template <typename Look>
    Result<Scores> withPictures(std::span<const std::size_t> children, Look look);
    Result<void> score(std::span<const std::size_t> children);

    const Search& m_search;
    const Classifier& m_classifier;
    Proposal m_proposal;
    std::size_t m_chunkSize;
    std::size_t m_chunks;
    std::vector<Individual> m_children;
    Scores m_scores;
    std::optional<ChildScreen> m_screen; ///< nothing where all children are scored exactly
};

} // namespace pareidolia
