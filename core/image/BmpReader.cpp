// SPDX-License-Identifier: GPL-3.0-or-later
// OpenCV decodes; it tells on stderr what it does not like, so the file is checked first.
#include "core/base/ReturnError.h"
#include "core/image/Decoders.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace pareidolia {

Result<RawPicture> decodeBmp(std::string_view bytes, const std::string& name)
{
    constexpr std::size_t headers = 54;
    constexpr std::uint32_t infoHeader = 40, plain = 0, masked = 3;
    if (bytes.size() < headers)
        return truncatedPicture(name);
    const auto four = [&](std::size_t at) {
        std::uint32_t number = 0;
        for (std::size_t i = 4; i-- > 0;)
            number = number << 8 | static_cast<std::uint8_t>(bytes[at + i]);
        return number;
    };
    const std::uint64_t pixels = four(10);
    const auto width = static_cast<std::int32_t>(four(18));
    const auto height = static_cast<std::int32_t>(four(22));
    const std::uint64_t bits = four(28) & 0xffff;
    if (four(14) < infoHeader || (four(30) != plain && four(30) != masked))
        return failure(name, "it is a BMP of a rare kind (compressed, or of OS/2)",
                       "save it as PNG");
    const auto rows = static_cast<std::uint64_t>(height < 0 ? -std::int64_t{height} : height);
    RETURN_IF_ERROR(
        checkPictureSize(width < 0 ? 0 : static_cast<std::uint64_t>(width), rows, name));
    const std::uint64_t stride = (static_cast<std::uint64_t>(width) * bits + 31) / 32 * 4;
    if (pixels > bytes.size() || bytes.size() - pixels < stride * rows)
        return truncatedPicture(name);

    cv::Mat decoded;
    try {
        // OpenCV has no const views; nothing writes to it.
        const cv::Mat source(1, static_cast<int>(bytes.size()), CV_8UC1,
                             const_cast<char*>(bytes.data()));
        decoded = cv::imdecode(source, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
    } catch (const cv::Exception&) {
        // Told below.
    }
    if (decoded.empty())
        return damagedPicture(name, "its header contradicts itself");
    RawPicture picture;
    picture.shape = {decoded.cols, decoded.rows, 3};
    picture.pixels.resize(picture.shape.bytes());
    cv::Mat rgb(decoded.rows, decoded.cols, CV_8UC3, picture.pixels.data());
    cv::cvtColor(decoded, rgb, cv::COLOR_BGR2RGB);
    return picture;
}

} // namespace pareidolia
