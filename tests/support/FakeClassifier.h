// SPDX-License-Identifier: GPL-3.0-or-later
// A network of ten lines, so that most tests need no torch: logits are linear in the pixels.
#pragma once

#include "core/classifier/Classifier.h"

#include <atomic>
#include <functional>

namespace pareidolia {

class FakeClassifier : public Classifier
{
public:
    explicit FakeClassifier(std::size_t classes = 4, ImageShape shape = {6, 5, 1});

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return "fake"; }
    Result<Scores> score(std::span<const Image> pictures) const override;
    std::string screeningTrouble(Screening screening) const override;
    Result<Scores> screen(std::span<const Image> pictures, Screening screening) const override;
    bool hasGradient() const override { return differentiable; }
    Result<std::vector<Gradient>> gradients(std::span<const GradientQuery> queries) const override;

    ModelInfo& mutableInfo() { return m_info; }

    bool differentiable = true;
    bool flat = false;                           ///< gradients are zero
    double scale = 1;                            ///< of the logits that are scored
    std::function<bool(const Image&)> breaksAt;  ///< pictures whose scores are not numbers
    std::function<void()> beforeScore;           ///< called at the start of every `score`
    mutable std::atomic<std::size_t> scored = 0; ///< pictures

    /// By how much the approximate log-odds of a class are too high; without it there are none.
    std::function<double(const Image&, std::size_t index)> screeningError;
    mutable std::atomic<std::size_t> screened = 0; ///< pictures

private:
    double logit(std::size_t index, std::size_t pixel) const
    {
        return m_weights[index * m_info.input.bytes() + pixel];
    }

    Scores logOdds(std::span<const Image> pictures) const;

    ModelInfo m_info;
    std::vector<double> m_weights; ///< of a pixel for a class, per 0–255 unit
};

} // namespace pareidolia
