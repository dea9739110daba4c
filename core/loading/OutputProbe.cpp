// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/OutputProbe.h"

#include "core/base/ReturnError.h"
#include "core/classifier/SteadyCheck.h"

#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr std::size_t pictures = 12;
constexpr double tolerance = 1e-3;

bool areProbabilities(const std::vector<double>& answer)
{
    double sum = 0;
    for (const double number : answer)
        sum += number;
    return std::ranges::min(answer) >= -1e-6 && std::abs(sum - 1) < tolerance;
}

bool areLogarithms(const std::vector<double>& answer)
{
    double sum = 0;
    for (const double number : answer)
        sum += std::exp(number);
    return std::ranges::max(answer) <= 1e-6 && std::abs(sum - 1) < tolerance;
}

} // namespace

std::vector<Image> probingPictures(const ImageShape& shape)
{
    return noisePictures(shape, pictures);
}

OutputKind kindOf(const std::vector<std::vector<double>>& answers)
{
    if (std::ranges::all_of(answers, areProbabilities))
        return OutputKind::Probabilities;
    return std::ranges::all_of(answers, areLogarithms) ? OutputKind::LogProbabilities
                                                       : OutputKind::Logits;
}

Result<void> checkAnswers(const Classifier& classifier, const std::string& source)
{
    const std::vector<Image> noise = noisePictures(classifier.info().input, 3);
    ASSIGN_OR_RETURN(const auto scores, classifier.score(noise));
    for (std::size_t i = 0; i < noise.size(); ++i)
        if (scores.firstInvalid(i))
            return failure(source, "its output for a test picture is not a number",
                           "check its weights and the mean and scale of its input");
    return {};
}

} // namespace pareidolia
