// SPDX-License-Identifier: GPL-3.0-or-later
// The scores of pictures. Log-odds decide every comparison in the program: float32 confidences end
// at 1.0, where the search would stop.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pareidolia {

/// The confidence that belongs to log-odds ln(p / (1 − p)), rounded once, to float32.
float confidenceOf(double logOdds);

/// The same in double: for statistics, and for 1 − p where float32 is exhausted.
double probabilityOf(double logOdds);

/// The log-odds of a probability.
double logOddsOf(double probability);

/// Log-odds, images × classes. NaN where the network's output was not finite. A picture that was
/// not scored has log-odds of −∞, which no network gives.
class Scores
{
public:
    Scores() = default;
    Scores(std::size_t images, std::size_t classes)
        : m_classes(classes), m_logOdds(images * classes)
    {}

    std::size_t images() const { return m_classes ? m_logOdds.size() / m_classes : 0; }
    std::size_t classes() const { return m_classes; }

    std::span<double> row(std::size_t image)
    {
        return std::span(m_logOdds).subspan(image * m_classes, m_classes);
    }
    std::span<const double> row(std::size_t image) const
    {
        return std::span(m_logOdds).subspan(image * m_classes, m_classes);
    }

    void leaveOut(std::size_t image);
    bool isScored(std::size_t image) const;

    /// The first class whose score is NaN; nothing if there is none.
    std::optional<std::size_t> firstInvalid(std::size_t image) const;

    /// The class with the highest log-odds; of equals the first.
    std::size_t best(std::size_t image) const;

private:
    std::size_t m_classes = 0;
    std::vector<double> m_logOdds;
};

/// ln(p_c / (1 − p_c)) for each class from logits, in double, in class order. `logits` and
/// `logOdds` have one entry per class. If any logit is not finite, all of `logOdds` become NaN.
void logOddsFromLogits(std::span<const double> logits, std::span<double> logOdds);

/// The same from probabilities, which need not sum to one exactly; 1 − p is the sum of the others.
/// Infinite log-odds become the largest that float64 distinguishes from them.
void logOddsFromProbabilities(std::span<const double> probabilities, std::span<double> logOdds);

} // namespace pareidolia
