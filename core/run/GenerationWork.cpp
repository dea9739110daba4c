// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/GenerationWork.h"

#include "core/base/ReturnError.h"
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

/// A chunk is what the network takes at once: the smallest piece that wastes no padding.
std::size_t chunkSize(const Proposal& proposal, const Plan& plan)
{
    const auto batch = static_cast<std::size_t>(std::max(plan.microBatch, 1));
    if (proposal.gradients.empty())
        return batch;
    // A child with a gradient costs several passes and there are few of them: rather a padded
    // score than an idle worker. The pieces do not depend on the number of workers.
    constexpr std::size_t pieces = 4;
    const auto step = static_cast<std::size_t>(std::max(plan.gradientMicroBatch, 1));
    const std::size_t share = (proposal.children + pieces - 1) / pieces;
    return std::clamp((share + step - 1) / step * step, std::size_t{1}, std::max(batch, step));
}

} // namespace

GenerationWork::GenerationWork(Proposal proposal, const Search& search,
                               const Classifier& classifier)
    : m_search(search),
      m_classifier(classifier),
      m_proposal(std::move(proposal)),
      m_chunkSize(chunkSize(m_proposal, classifier.info().plan)),
      m_chunks((m_proposal.children + m_chunkSize - 1) / m_chunkSize),
      m_children(m_proposal.children),
      m_scores(m_proposal.children, classifier.info().classes())
{}

Result<std::vector<std::optional<Gradient>>> GenerationWork::answers(std::size_t begin,
                                                                     std::size_t end) const
{
    std::vector<std::optional<Gradient>> answers(end - begin);
    if (m_proposal.gradients.empty())
        return answers;
    std::vector<GradientQuery> asked;
    for (std::size_t i = begin; i < end; ++i)
        if (!m_proposal.gradients[i].pixels.empty())
            asked.push_back(m_proposal.gradients[i]);
    ASSIGN_OR_RETURN(auto gradients, m_classifier.gradients(asked));
    auto next = gradients.begin();
    for (std::size_t i = begin; i < end; ++i)
        if (!m_proposal.gradients[i].pixels.empty())
            answers[i - begin] = std::move(*next++);
    return answers;
}

Result<void> GenerationWork::work(std::size_t chunk)
{
    const std::size_t begin = chunk * m_chunkSize;
    const std::size_t end = std::min(begin + m_chunkSize, m_children.size());

    ASSIGN_OR_RETURN(const auto gradients, answers(begin, end));

    std::vector<Image> pictures;
    pictures.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
        const auto& gradient = gradients[i - begin];
        m_children[i] = m_search.makeChild(i, gradient ? &*gradient : nullptr);
        pictures.push_back(m_children[i].picture.take()); // lent to the network
    }

    ASSIGN_OR_RETURN(const auto scores, m_classifier.score(pictures));
    for (std::size_t i = begin; i < end; ++i) {
        m_children[i].picture = std::move(pictures[i - begin]);
        std::ranges::copy(scores.row(i - begin), m_scores.row(i).begin());
    }
    return {};
}

} // namespace pareidolia
