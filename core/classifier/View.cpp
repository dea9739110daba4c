// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/View.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pareidolia {

namespace {

constexpr double photographMargin = 256.0 / 224.0;
constexpr int longest =
    4; ///< times longer than wide; what is cut off of more is far from the centre

cv::Mat asMat(const Image& image)
{
    // OpenCV has no const views; nothing here writes to it.
    return cv::Mat(image.shape.height, image.shape.width, CV_8UC(image.shape.channels),
                   const_cast<std::uint8_t*>(image.pixels.data()));
}

cv::Mat withChannels(const cv::Mat& picture, int channels)
{
    if (picture.channels() == channels)
        return picture;
    cv::Mat converted;
    cv::cvtColor(picture, converted, channels == 1 ? cv::COLOR_RGB2GRAY : cv::COLOR_GRAY2RGB);
    return converted;
}

int interpolation(double scale)
{
    return scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR;
}

/// The middle of a picture that is very long and thin: scaled as a whole it would be huge.
cv::Mat withoutEnds(const cv::Mat& picture)
{
    const int width = std::min(picture.cols, longest * std::min(picture.rows, INT_MAX / longest));
    const int height = std::min(picture.rows, longest * std::min(picture.cols, INT_MAX / longest));
    return picture({(picture.cols - width) / 2, (picture.rows - height) / 2, width, height});
}

Image centreOf(const ImageShape& input, const Image& picture, double margin)
{
    const cv::Mat source = withChannels(withoutEnds(asMat(picture)), input.channels);
    // The scale at which the cut-out fills the network's input in both directions.
    const double scale = margin * std::max(static_cast<double>(input.width) / source.cols,
                                           static_cast<double>(input.height) / source.rows);
    const cv::Size size(std::max(input.width, static_cast<int>(std::lround(source.cols * scale))),
                        std::max(input.height, static_cast<int>(std::lround(source.rows * scale))));
    cv::Mat scaled;
    cv::resize(source, scaled, size, 0, 0, interpolation(scale));

    const cv::Rect centre((size.width - input.width) / 2, (size.height - input.height) / 2,
                          input.width, input.height);
    Image cut(input);
    scaled(centre).copyTo(asMat(cut));
    return cut;
}

} // namespace

const char* viewName(NetworkView view)
{
    return view == NetworkView::TenCrop ? "ten-crop" : "one-crop";
}

NetworkView viewToldBy(const PngText& text)
{
    const bool tenCrops = std::ranges::any_of(text, [](const auto& entry) {
        return entry.first == "View" && entry.second == viewName(NetworkView::TenCrop);
    });
    return tenCrops ? NetworkView::TenCrop : NetworkView::OneCrop;
}

Image croppedTo(const ImageShape& input, const Image& picture)
{
    return centreOf(input, picture, photographMargin);
}

Image presentedTo(const ModelInfo& model, const Image& picture)
{
    const bool hasMargin = model.view == viewName(NetworkView::TenCrop);
    return centreOf(model.input, picture, hasMargin ? 1 : photographMargin);
}

Image scaledTo(const ImageShape& shape, const Image& picture)
{
    const cv::Mat source = withChannels(asMat(picture), shape.channels);
    Image scaled(shape);
    const double scale = std::max(static_cast<double>(shape.width) / source.cols,
                                  static_cast<double>(shape.height) / source.rows);
    cv::Mat target = asMat(scaled);
    cv::resize(source, target, target.size(), 0, 0, interpolation(scale));
    return scaled;
}

} // namespace pareidolia
