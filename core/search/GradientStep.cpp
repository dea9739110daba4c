// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/GradientStep.h"

#include "core/base/Quantile.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pareidolia {

namespace {

std::size_t planeSize(const ImageShape& shape)
{
    return static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.height);
}

/// Adds `sign` times the mean, channel by channel.
void shiftByMean(FloatPicture& picture, float sign)
{
    const std::size_t plane = planeSize(picture.shape);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] += sign * picture.mean[i / plane];
}

void blur(FloatPicture& picture, double sigma)
{
    const int reach = static_cast<int>(4 * sigma + 0.5);
    const int side = 2 * reach + 1;
    const std::size_t plane = planeSize(picture.shape);
    for (std::size_t start = 0; start < picture.pixels.size(); start += plane) {
        cv::Mat channel(picture.shape.height, picture.shape.width, CV_32F,
                        picture.pixels.data() + start);
        cv::GaussianBlur(channel, channel, {side, side}, sigma, sigma, cv::BORDER_REFLECT);
    }
}

/// Sets the pixels whose measure lies strictly below its percentile to zero, in all channels.
void zeroSmallest(FloatPicture& picture, const std::vector<double>& measures, double percentile)
{
    std::vector<double> sorted = measures;
    std::ranges::sort(sorted);
    const double threshold = quantile(std::span<const double>(sorted), percentile / 100);
    const std::size_t plane = planeSize(picture.shape);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        if (measures[i % plane] < threshold)
            picture.pixels[i] = 0;
}

std::vector<double> pixelNorms(const FloatPicture& picture)
{
    const std::size_t plane = planeSize(picture.shape);
    std::vector<double> norms(plane);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        norms[i % plane] += double{picture.pixels[i]} * picture.pixels[i];
    for (double& norm : norms)
        norm = std::sqrt(norm);
    return norms;
}

std::vector<double> contributions(const FloatPicture& picture, std::span<const float> gradient)
{
    const std::size_t plane = planeSize(picture.shape);
    std::vector<double> sums(plane);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        sums[i % plane] += double{gradient[i]} * picture.pixels[i];
    for (double& sum : sums)
        sum = std::abs(sum);
    return sums;
}

} // namespace

double stepRate(const GradientSettings& settings, double probability, double gradientNorm)
{
    const double want = std::min(settings.earlyWant, settings.lateWant * (1 - probability));
    return std::min(settings.maximumRate, want / (gradientNorm * gradientNorm));
}

double euclideanNorm(std::span<const float> values)
{
    double sum = 0;
    for (const float value : values)
        sum += double{value} * value;
    return std::sqrt(sum);
}

void gradientStep(FloatPicture& picture, const Gradient& gradient, std::uint32_t step,
                  const GradientSettings& settings)
{
    const double norm = euclideanNorm(gradient.values);
    if (!(norm > 0) || !std::isfinite(norm))
        return;

    const double rate = stepRate(settings, gradient.probability, norm);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] += static_cast<float>(rate * gradient.values[i]);

    shiftByMean(picture, -1);
    if (settings.decay > 0)
        for (float& pixel : picture.pixels)
            pixel *= static_cast<float>(1 - settings.decay);
    if (settings.blurRadius > 0 && step % settings.blurEvery == 0)
        blur(picture, settings.blurRadius);
    if (settings.normPercentile > 0)
        zeroSmallest(picture, pixelNorms(picture), settings.normPercentile);
    if (settings.contributionPercentile > 0)
        zeroSmallest(picture, contributions(picture, gradient.values),
                     settings.contributionPercentile);
    shiftByMean(picture, 1);

    for (float& pixel : picture.pixels)
        pixel = std::clamp(pixel, 0.0f, 255.0f);
}

} // namespace pareidolia
