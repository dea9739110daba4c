// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/SteadyCheck.h"

#include "core/base/ReturnError.h"
#include "core/random/Stream.h"

#include <algorithm>
#include <numeric>

namespace pareidolia {

namespace {

/// Whether the items give the same answers whatever others they are given with. `ask`: for the
/// answers to some; `same`: compares number i of some with number j of others.
template <typename Item>
bool steadyInEveryOrder(std::span<const Item> items, const auto& ask, const auto& same)
{
    const auto whole = ask(items);
    const auto sameAt = [&](const std::vector<std::size_t>& places) {
        std::vector<Item> part;
        for (const std::size_t place : places)
            part.push_back(items[place]);
        const auto answers = ask(std::span<const Item>(part));
        for (std::size_t i = 0; answers && i < places.size(); ++i)
            if (!same(*answers, i, *whole, places[i]))
                return false;
        return answers.has_value();
    };
    const std::size_t count = items.size();
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    const auto odd = all.begin() + static_cast<std::ptrdiff_t>((count + 2) / 3);
    return count == 0 || (whole && sameAt(all) && sameAt({all.rbegin(), all.rend()}) &&
                          sameAt({all.begin(), odd}) && sameAt({odd, all.end()}) && sameAt({0}) &&
                          sameAt({count / 2}) && sameAt({count - 1}));
}

/// Pictures that a micro-batch is tried with. A sum in another order rounds alike by luck for one
/// picture in three where there are ten numbers to compare (LeNet, measured), for twelve in a row
/// once in a million. The more numbers a picture gives, the fewer pictures are as hard to fool;
/// two, as one might be the one that a network gives nothing for. A large network would take
/// seconds otherwise, at every start.
std::size_t trialsFor(std::size_t numbers)
{
    constexpr std::size_t enough = 12 * 10;
    return std::clamp((enough + numbers - 1) / numbers, std::size_t{2}, std::size_t{12});
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
    return steadyInEveryOrder(
        pictures, [&](std::span<const Image> some) { return classifier.score(some); },
        [](const Scores& a, std::size_t i, const Scores& b, std::size_t j) {
            return sameBits<double>(a.row(i), b.row(j));
        });
}

bool gradientsAreSteady(const Classifier& classifier, std::span<const GradientQuery> queries)
{
    return steadyInEveryOrder(
        queries, [&](std::span<const GradientQuery> some) { return classifier.gradients(some); },
        [](const auto& a, std::size_t i, const auto& b, std::size_t j) {
            return sameBits<double>({&a[i].probability, 1}, {&b[j].probability, 1}) &&
                   sameBits<float>(a[i].values, b[j].values);
        });
}

Result<bool> placesAreAlike(const Classifier& classifier)
{
    const ModelInfo& info = classifier.info();
    const auto width = static_cast<std::size_t>(info.plan.microBatch);
    bool alike = true;
    for (const Image& picture : noisePictures(info.input, trialsFor(info.classes()))) {
        ASSIGN_OR_RETURN(const auto scores, classifier.score(std::vector<Image>(width, picture)));
        for (std::size_t i = 1; i < width; ++i)
            alike = alike && sameBits<double>(scores.row(i), scores.row(0));
    }
    return alike;
}

Result<bool> gradientPlacesAreAlike(const Classifier& classifier)
{
    const ModelInfo& info = classifier.info();
    const auto width = static_cast<std::size_t>(info.plan.gradientMicroBatch);
    bool alike = true;
    for (const std::vector<float>& pixels : noisePixels(info.input, trialsFor(info.classes()))) {
        ASSIGN_OR_RETURN(const auto slopes, classifier.gradients(std::vector<GradientQuery>(
                                                width, {.pixels = pixels})));
        for (std::size_t i = 1; i < width; ++i)
            alike = alike && sameBits<float>(slopes[i].values, slopes[0].values);
    }
    return alike;
}

} // namespace pareidolia
