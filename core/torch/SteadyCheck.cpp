// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/SteadyCheck.h"

#include "core/random/Stream.h"

#include <algorithm>
#include <functional>

namespace pareidolia {

namespace {

/// The items at `places` of a list, asked for together, against the whole list's answers.
using Compare = std::function<bool(const std::vector<std::size_t>& places)>;

bool steadyInEveryOrder(std::size_t count, const Compare& sameAt)
{
    std::vector<std::size_t> all(count);
    for (std::size_t i = 0; i < count; ++i)
        all[i] = i;
    std::vector<std::size_t> reversed(all.rbegin(), all.rend());
    const auto odd = all.begin() + static_cast<std::ptrdiff_t>((count + 2) / 3);
    return sameAt(all) && sameAt(reversed) && sameAt({all.begin(), odd}) &&
           sameAt({odd, all.end()}) && sameAt({0}) && sameAt({count / 2}) && sameAt({count - 1});
}

} // namespace

std::vector<Image> noisePictures(const ImageShape& shape, std::size_t count)
{
    std::vector<Image> pictures(count, Image(shape));
    for (std::uint32_t i = 0; i < count; ++i) {
        Stream stream(0, 0, i, Purpose::InitialGenome);
        for (std::uint8_t& byte : pictures[i].pixels)
            byte = static_cast<std::uint8_t>(stream.below(256));
    }
    return pictures;
}

std::vector<std::vector<float>> noisePixels(const ImageShape& shape, std::size_t count)
{
    std::vector<std::vector<float>> pictures(count, std::vector<float>(shape.bytes()));
    for (std::uint32_t i = 0; i < count; ++i) {
        Stream stream(0, 0, i, Purpose::GradientStart);
        for (float& value : pictures[i])
            value = 255 * stream.uniformFloat();
    }
    return pictures;
}

bool scoresAreSteady(const Classifier& classifier, std::span<const Image> pictures)
{
    if (pictures.empty())
        return true;
    const Result<Scores> whole = classifier.score(pictures);
    return whole && steadyInEveryOrder(pictures.size(), [&](const auto& places) {
               std::vector<Image> part;
               for (const std::size_t place : places)
                   part.push_back(pictures[place]);
               const Result<Scores> scores = classifier.score(part);
               for (std::size_t i = 0; scores && i < places.size(); ++i)
                   if (!sameBits<double>(scores->row(i), whole->row(places[i])))
                       return false;
               return scores.has_value();
           });
}

bool gradientsAreSteady(const Classifier& classifier, std::span<const GradientQuery> queries)
{
    if (queries.empty())
        return true;
    const auto whole = classifier.gradients(queries);
    return whole && steadyInEveryOrder(queries.size(), [&](const auto& places) {
               std::vector<GradientQuery> part;
               for (const std::size_t place : places)
                   part.push_back(queries[place]);
               const auto gradients = classifier.gradients(part);
               for (std::size_t i = 0; gradients && i < places.size(); ++i) {
                   const Gradient& a = (*gradients)[i];
                   const Gradient& b = (*whole)[places[i]];
                   if (!sameBits<double>({&a.probability, 1}, {&b.probability, 1}) ||
                       !sameBits<float>(a.values, b.values))
                       return false;
               }
               return gradients.has_value();
           });
}

} // namespace pareidolia
