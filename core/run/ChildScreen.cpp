// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ChildScreen.h"

#include <algorithm>
#include <cmath>

namespace pareidolia {

bool ChildScreen::fits(const Archive& archive)
{
    return archive.filled().size() == archive.targets().size();
}

ChildScreen::ChildScreen(double margin, const Archive& archive, std::size_t children,
                         std::size_t chunks, std::size_t batch)
    : m_margin(margin),
      m_archive(archive),
      m_children(children),
      m_batch(batch),
      m_sample((children + sampleEvery - 1) / sampleEvery, archive.classes()),
      m_chunksLeft(chunks)
{}

bool ChildScreen::mayTakeOver(std::span<const double> approximate) const
{
    return std::ranges::any_of(m_archive.targets(), [&](std::size_t target) {
        return !(approximate[target] + m_margin <= champion(target)); // no number: exactly, then
    });
}

std::vector<ChildScreen::Batch> ChildScreen::sort(std::size_t begin, const Scores& approximate)
{
    Batch exact;
    for (std::size_t i = 0; i < approximate.images(); ++i) {
        const std::size_t child = begin + i;
        const bool isSample = child % sampleEvery == 0;
        if (isSample)
            std::ranges::copy(approximate.row(i), m_sample.row(child / sampleEvery).begin());
        if (isSample || mayTakeOver(approximate.row(i)))
            exact.push_back(child);
    }

    const std::scoped_lock lock(m_mutex);
    m_waiting.insert(m_waiting.end(), exact.begin(), exact.end());
    const bool isLast = --m_chunksLeft == 0;
    std::vector<Batch> due;
    while (m_waiting.size() >= m_batch || (isLast && !m_waiting.empty())) {
        const auto end =
            m_waiting.begin() + static_cast<std::ptrdiff_t>(std::min(m_batch, m_waiting.size()));
        due.emplace_back(m_waiting.begin(), end);
        m_waiting.erase(m_waiting.begin(), end);
    }
    return due;
}

ScreenedGeneration ChildScreen::judged(const Scores& scores) const
{
    ScreenedGeneration generation{.children = m_children};
    for (std::size_t child = 0; child < m_children; ++child) {
        generation.exact += scores.isScored(child) ? 1 : 0;
        if (child % sampleEvery == 0)
            judge(m_sample.row(child / sampleEvery), scores.row(child), generation);
    }
    return generation;
}

void ChildScreen::judge(std::span<const double> approximate, std::span<const double> exact,
                        ScreenedGeneration& generation) const
{
    ++generation.sample;
    bool takesOver = false;
    for (const std::size_t target : m_archive.targets()) {
        const double best = champion(target);
        const double error = std::abs(approximate[target] - exact[target]);
        const bool isNear = std::max(approximate[target], exact[target]) > best - m_margin - nearby;
        if (isNear && std::isfinite(error))
            generation.largestError = std::max(generation.largestError, error);
        takesOver = takesOver || exact[target] > best;
    }
    if (takesOver && !mayTakeOver(approximate))
        ++generation.missed;
}

} // namespace pareidolia
