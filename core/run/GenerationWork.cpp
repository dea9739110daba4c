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
{
    if (m_proposal.screening.precision == Screening::Off || !ChildScreen::fits(search.archive()))
        return;
    m_screen.emplace(m_proposal.screening.margin, search.archive(), m_proposal.children, m_chunks,
                     m_chunkSize);
    for (std::size_t child = 0; child < m_proposal.children; ++child)
        m_scores.leaveOut(child);
}

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

    std::vector<std::size_t> children;
    for (std::size_t i = begin; i < end; ++i) {
        const auto& gradient = gradients[i - begin];
        m_children[i] = m_search.makeChild(i, gradient ? &*gradient : nullptr);
        children.push_back(i);
    }
    if (!m_screen)
        return score(children);

    ASSIGN_OR_RETURN(const auto approximate, withPictures(children, [this](const auto& pictures) {
                         return m_classifier.screen(pictures, m_proposal.screening.precision);
                     }));
    for (const ChildScreen::Batch& batch : m_screen->sort(begin, approximate))
        RETURN_IF_ERROR(score(batch));
    return {};
}

template <typename Look>
Result<Scores> GenerationWork::withPictures(std::span<const std::size_t> children, Look look)
{
    std::vector<Image> pictures;
    pictures.reserve(children.size());
    for (const std::size_t child : children)
        pictures.push_back(m_children[child].picture.take());
    auto scores = look(pictures);
    for (std::size_t i = 0; i < children.size(); ++i)
        m_children[children[i]].picture = std::move(pictures[i]);
    return scores;
}

Result<void> GenerationWork::score(std::span<const std::size_t> children)
{
    ASSIGN_OR_RETURN(const auto scores, withPictures(children, [this](const auto& pictures) {
                         return m_classifier.score(pictures);
                     }));
    for (std::size_t i = 0; i < children.size(); ++i)
        std::ranges::copy(scores.row(i), m_scores.row(children[i]).begin());
    return {};
}

ScreenedGeneration GenerationWork::screened() const
{
    if (m_screen)
        return m_screen->judged(m_scores);
    if (m_proposal.screening.precision == Screening::Off)
        return {};
    return {.children = m_children.size(), .exact = m_children.size()};
}

} // namespace pareidolia
