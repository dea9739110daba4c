// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/TenCrops.h"

#include "core/base/ReturnError.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace pareidolia {

namespace {

std::array<Crop, TenCrops::count> cropsFor(const ImageShape& input, const ImageShape& picture)
{
    const int right = picture.width - input.width, bottom = picture.height - input.height;
    const std::array<Crop, TenCrops::count / 2> plain{
        {{0, 0}, {right, 0}, {0, bottom}, {right, bottom}, {right / 2, bottom / 2}}};
    std::array<Crop, TenCrops::count> crops;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        crops[i] = plain[i];
        crops[plain.size() + i] = {plain[i].left, plain[i].top, true};
    }
    return crops;
}

/// Calls `copy(place in the picture, place in the piece)` for each pixel of a piece, as indices
/// into a plane.
template <typename Copy>
void forEachPixel(const Crop& crop, const ImageShape& input, const ImageShape& picture, Copy copy)
{
    for (int y = 0; y < input.height; ++y) {
        const int row = (crop.top + y) * picture.width + crop.left;
        for (int x = 0; x < input.width; ++x) {
            const int column = crop.mirrored ? input.width - 1 - x : x;
            copy(static_cast<std::size_t>(row + column),
                 static_cast<std::size_t>(y * input.width + x));
        }
    }
}

Image cut(const Image& picture, const Crop& crop, const ImageShape& input)
{
    Image piece(input);
    const auto channels = static_cast<std::size_t>(input.channels);
    forEachPixel(crop, input, picture.shape, [&](std::size_t from, std::size_t to) {
        std::copy_n(picture.pixels.data() + from * channels, channels,
                    piece.pixels.data() + to * channels);
    });
    return piece;
}

std::size_t planeOf(const ImageShape& shape)
{
    return static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.height);
}

std::vector<float> cut(std::span<const float> pixels, const Crop& crop, const ImageShape& input,
                       const ImageShape& picture)
{
    std::vector<float> piece(input.bytes());
    for (std::size_t c = 0; c < static_cast<std::size_t>(input.channels); ++c)
        forEachPixel(crop, input, picture, [&](std::size_t from, std::size_t to) {
            piece[c * planeOf(input) + to] = pixels[c * planeOf(picture) + from];
        });
    return piece;
}

void addSlope(std::span<double> sum, std::span<const float> slope, const Crop& crop,
              const ImageShape& input, const ImageShape& picture)
{
    for (std::size_t c = 0; c < static_cast<std::size_t>(input.channels); ++c)
        forEachPixel(crop, input, picture, [&](std::size_t to, std::size_t from) {
            sum[c * planeOf(picture) + to] += double{slope[c * planeOf(input) + from]};
        });
}

/// ln p of log-odds, exact where p is close to 1 and where float64 has no p any more.
double logProbability(double logOdds)
{
    return logOdds > 0 ? -std::log1p(std::exp(-logOdds)) : logOdds - std::log1p(std::exp(logOdds));
}

double logSum(std::span<const double> logs)
{
    const double largest = *std::ranges::max_element(logs);
    double sum = 0;
    for (const double value : logs)
        sum += std::exp(value - largest);
    return largest + std::log(sum);
}

/// Of the mean of the ten probabilities; NaN if any is none.
double logOddsOfMean(const std::array<double, TenCrops::count>& logOdds)
{
    std::array<double, TenCrops::count> sure, doubt;
    for (std::size_t i = 0; i < logOdds.size(); ++i) {
        if (std::isnan(logOdds[i]))
            return std::numeric_limits<double>::quiet_NaN();
        sure[i] = logProbability(logOdds[i]);
        doubt[i] = logProbability(-logOdds[i]);
    }
    return logSum(sure) - logSum(doubt);
}

/// The fewest pictures whose pieces fill micro-batches to the brim.
int picturesFilling(int microBatch)
{
    const int batch = std::max(microBatch, 1);
    return batch / std::gcd(batch, static_cast<int>(TenCrops::count));
}

} // namespace

bool TenCrops::fits(const ImageShape& input)
{
    const auto covers = [](int length) { return length <= side && 2 * length >= side; };
    return input.channels == 3 && covers(input.width) && covers(input.height);
}

Result<std::shared_ptr<const Classifier>> TenCrops::over(std::shared_ptr<const Classifier> network)
{
    const ImageShape& input = network->info().input;
    if (!fits(input))
        return usageError(network->info().name,
                          "its input is " + std::to_string(input.width) + "×" +
                              std::to_string(input.height) + (input.channels == 3 ? "" : " grey") +
                              ", which does not suit ten crops of 256×256",
                          "use view=one-crop");
    return std::shared_ptr<const Classifier>(new TenCrops(std::move(network)));
}

TenCrops::TenCrops(std::shared_ptr<const Classifier> network)
    : m_network(std::move(network)),
      m_info(m_network->info()),
      m_crops(cropsFor(m_info.input, picture))
{
    m_info.input = picture;
    m_info.view = viewName(NetworkView::TenCrop);
    m_info.plan.microBatch = picturesFilling(m_info.plan.microBatch);
    m_info.plan.gradientMicroBatch = 1; // ten pieces are work enough
}

Result<Scores> TenCrops::score(std::span<const Image> pictures) const
{
    return scoreBy([this](const auto& pieces) { return m_network->score(pieces); }, pictures);
}

Result<Scores> TenCrops::screen(std::span<const Image> pictures, Screening screening) const
{
    return scoreBy([&](const auto& pieces) { return m_network->screen(pieces, screening); },
                   pictures);
}

template <typename Look>
Result<Scores> TenCrops::scoreBy(Look look, std::span<const Image> pictures) const
{
    Scores scores(pictures.size(), m_info.classes());
    const auto atOnce = static_cast<std::size_t>(m_info.plan.microBatch);
    for (std::size_t begin = 0; begin < pictures.size(); begin += atOnce) {
        const auto part = pictures.subspan(begin, std::min(atOnce, pictures.size() - begin));
        std::vector<Image> pieces;
        for (const Image& whole : part)
            for (const Crop& crop : m_crops)
                pieces.push_back(cut(whole, crop, m_network->info().input));
        ASSIGN_OR_RETURN(const auto seen, look(pieces));
        std::array<double, count> logOdds;
        for (std::size_t i = 0; i < part.size(); ++i)
            for (std::size_t c = 0; c < m_info.classes(); ++c) {
                for (std::size_t piece = 0; piece < count; ++piece)
                    logOdds[piece] = seen.row(i * count + piece)[c];
                scores.row(begin + i)[c] = logOddsOfMean(logOdds);
            }
        for (std::size_t i = begin; i < begin + part.size(); ++i)
            if (scores.firstInvalid(i))
                std::ranges::fill(scores.row(i), std::numeric_limits<double>::quiet_NaN());
    }
    return scores;
}

Result<std::vector<Gradient>> TenCrops::gradients(std::span<const GradientQuery> queries) const
{
    std::vector<Gradient> answers;
    for (const GradientQuery& query : queries) {
        ASSIGN_OR_RETURN(auto answer, gradient(query));
        answers.push_back(std::move(answer));
    }
    return answers;
}

Result<Gradient> TenCrops::gradient(const GradientQuery& query) const
{
    const ImageShape& input = m_network->info().input;
    std::vector<std::vector<float>> pieces;
    std::vector<GradientQuery> questions;
    for (const Crop& crop : m_crops)
        pieces.push_back(cut(query.pixels, crop, input, m_info.input));
    for (const std::vector<float>& piece : pieces)
        questions.push_back({piece, query.target, query.objective});
    ASSIGN_OR_RETURN(const auto slopes, m_network->gradients(questions));

    Gradient mean;
    std::vector<double> sum(m_info.input.bytes());
    for (std::size_t piece = 0; piece < count; ++piece) {
        mean.probability += slopes[piece].probability / count;
        addSlope(sum, slopes[piece].values, m_crops[piece], input, m_info.input);
    }
    for (const double slope : sum)
        mean.values.push_back(static_cast<float>(slope / count));
    return mean;
}

Result<std::shared_ptr<const Classifier>> withView(std::shared_ptr<const Classifier> network,
                                                   NetworkView view)
{
    if (const auto* crops = dynamic_cast<const TenCrops*>(network.get()))
        return view == NetworkView::TenCrop ? network : crops->network();
    if (view == NetworkView::OneCrop)
        return network;
    return TenCrops::over(std::move(network));
}

} // namespace pareidolia
