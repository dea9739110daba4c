// SPDX-License-Identifier: GPL-3.0-or-later
// What a classifier thinks of pictures. Log-odds decide every comparison in the program: float32
// confidences end at 1.0 and would stop the search there.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pareidolia {

/// The confidence that belongs to log-odds ln(p / (1 − p)), rounded once, to float32.
float confidenceOf(double logOdds);

/// The same in double: for statistics, and for 1 − p where float32 has run out.
double probabilityOf(double logOdds);

/// The log-odds at which a probability lies.
double logOddsOf(double probability);

/// Log-odds, images × classes. NaN stands where the network's output was not finite.
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

    /// The first class whose score is not a number; nothing if all are.
    std::optional<std::size_t> firstInvalid(std::size_t image) const;

    /// The class with the highest log-odds; the first of equals.
    std::size_t best(std::size_t image) const;

private:
    std::size_t m_classes = 0;
    std::vector<double> m_logOdds;
};

/// ln(p_c / (1 − p_c)) for each class from logits, in double, in class order. `logits` and
/// `logOdds` have one entry a class. If any logit is not finite, all of `logOdds` become NaN.
void logOddsFromLogits(std::span<const double> logits, std::span<double> logOdds);

/// The same from probabilities, which need not sum to one exactly; 1 − p is the sum of the others.
/// A certain class gets +infinity replaced by the largest log-odds that float64 tells apart from
/// it.
void logOddsFromProbabilities(std::span<const double> probabilities, std::span<double> logOdds);

} // namespace pareidolia
