// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/Scorer.h"

#include "ui/session/WhenDone.h"

#include <QtConcurrent>
#include <algorithm>
#include <numeric>
#include <utility>

namespace pareidolia {

namespace {

std::vector<RankedClass> rank(const Classifier& classifier, const Image& picture, std::size_t top)
{
    const Result<Scores> scores = classifier.score({&picture, 1});
    if (!scores || scores->firstInvalid(0))
        return {};
    const auto row = scores->row(0);
    std::vector<RankedClass> classes;
    for (std::size_t index = 0; index < row.size(); ++index)
        classes.push_back({index, row[index]});
    top = std::min(top, classes.size());
    std::ranges::partial_sort(classes, classes.begin() + static_cast<std::ptrdiff_t>(top),
                              std::ranges::greater(), &RankedClass::logOdds);
    classes.resize(top);
    return classes;
}

} // namespace

void Scorer::score(std::shared_ptr<const Classifier> classifier, const Image& picture,
                   std::size_t top)
{
    m_next = Question{std::move(classifier), picture, top};
    m_forgotten = false;
    if (!m_busy)
        ask();
}

void Scorer::ask()
{
    m_busy = true;
    Question question = *std::exchange(m_next, std::nullopt);
    const auto ranking = QtConcurrent::run([question = std::move(question)] {
        return rank(*question.classifier, question.picture, question.top);
    });
    whenDone(ranking, this, [this](const std::vector<RankedClass>& classes) {
        m_busy = false;
        if (m_next)
            ask();
        else if (!m_forgotten)
            Q_EMIT ranked(classes);
    });
}

} // namespace pareidolia
