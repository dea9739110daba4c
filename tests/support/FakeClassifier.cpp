// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeClassifier.h"

#include <cmath>
#include <limits>

namespace pareidolia {

FakeClassifier::FakeClassifier(std::size_t classes, ImageShape shape)
{
    m_info.name = "fake";
    m_info.sha256 = std::string(64, 'f');
    m_info.input = shape;
    m_info.normalisation.mean.assign(static_cast<std::size_t>(shape.channels), 0.0f);
    m_info.normalisation.scale.assign(static_cast<std::size_t>(shape.channels), 1.0f);
    for (std::size_t c = 0; c < classes; ++c)
        m_info.labels.push_back("label" + std::to_string(c));
    m_info.plan.microBatch = 8;
    m_info.plan.gradientMicroBatch = 1;
    for (std::size_t c = 1; c <= classes; ++c)
        for (std::size_t pixel = 1; pixel <= shape.bytes(); ++pixel)
            m_weights.push_back(std::sin(1.7 * static_cast<double>(c * pixel)) / 255);
}

Result<Scores> FakeClassifier::score(std::span<const Image> pictures) const
{
    if (beforeScore)
        beforeScore();
    scored += pictures.size();
    return logOdds(pictures);
}

std::string FakeClassifier::screeningTrouble(Screening screening) const
{
    return screening == Screening::Off || screeningError ? "" : "ten lines have one precision only";
}

Result<Scores> FakeClassifier::screen(std::span<const Image> pictures, Screening screening) const
{
    if (!screeningError)
        return Classifier::screen(pictures, screening);
    screened += pictures.size();
    Scores scores = logOdds(pictures);
    for (std::size_t i = 0; i < pictures.size(); ++i)
        for (std::size_t c = 0; c < m_info.classes(); ++c)
            scores.row(i)[c] += screeningError(pictures[i], c);
    return scores;
}

Scores FakeClassifier::logOdds(std::span<const Image> pictures) const
{
    Scores scores(pictures.size(), m_info.classes());
    std::vector<double> logits(m_info.classes());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        for (std::size_t c = 0; c < logits.size(); ++c) {
            logits[c] = 0;
            for (std::size_t p = 0; p < pictures[i].pixels.size(); ++p)
                logits[c] += scale * logit(c, p) * pictures[i].pixels[p];
        }
        if (breaksAt && breaksAt(pictures[i]))
            logits[0] = std::numeric_limits<double>::quiet_NaN();
        logOddsFromLogits(logits, scores.row(i));
    }
    return scores;
}

Result<std::vector<Gradient>>
FakeClassifier::gradients(std::span<const GradientQuery> queries) const
{
    std::vector<Gradient> answers;
    for (const GradientQuery& query : queries) {
        std::vector<double> logits(m_info.classes(), 0.0), logOdds(m_info.classes());
        for (std::size_t c = 0; c < logits.size(); ++c)
            for (std::size_t p = 0; p < query.pixels.size(); ++p)
                logits[c] += logit(c, p) * query.pixels[p];
        logOddsFromLogits(logits, logOdds);

        Gradient answer;
        answer.probability = probabilityOf(logOdds[query.target]);
        for (std::size_t p = 0; p < query.pixels.size(); ++p) {
            double slope = 0;
            if (query.objective == Objective::Logit)
                slope = logit(query.target, p);
            else
                for (std::size_t c = 0; c < logits.size(); ++c)
                    slope += answer.probability * logit(c, p) *
                             ((c == query.target ? 1.0 : 0.0) - probabilityOf(logOdds[c]));
            answer.values.push_back(flat ? 0.0f : static_cast<float>(slope));
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace pareidolia
