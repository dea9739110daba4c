// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/Photo.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace pareidolia {

Result<Image> readPhoto(const std::filesystem::path& path)
{
    ASSIGN_OR_RETURN(const auto bytes, readFile(path));
    cv::Mat decoded;
    try {
        const std::vector<std::uint8_t> buffer(bytes.begin(), bytes.end());
        decoded = cv::imdecode(buffer, cv::IMREAD_COLOR);
    } catch (const cv::Exception&) {
        // Told below, like every other picture that cannot be decoded.
    }
    if (decoded.empty())
        return failure(path.string(), "it is not a picture that can be read",
                       "give a complete PNG or JPEG file");
    Image image({decoded.cols, decoded.rows, 3});
    cv::Mat rgb(decoded.rows, decoded.cols, CV_8UC3, image.pixels.data());
    cv::cvtColor(decoded, rgb, cv::COLOR_BGR2RGB);
    return image;
}

} // namespace pareidolia
