// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/Pictures.h"

#include <algorithm>

namespace pareidolia {

QImage toQImage(const Image& picture)
{
    if (picture.pixels.empty())
        return {};
    const ImageShape& shape = picture.shape;
    const QImage borrowed(picture.pixels.data(), shape.width, shape.height,
                          qsizetype{shape.width} * shape.channels,
                          shape.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    return borrowed.copy();
}

Image fromQImage(const QImage& picture)
{
    const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
    Image copy(ImageShape{rgb.width(), rgb.height(), 3});
    const std::size_t stride = static_cast<std::size_t>(rgb.width()) * 3;
    for (int y = 0; y < rgb.height(); ++y)
        std::copy_n(rgb.constScanLine(y), stride,
                    copy.pixels.begin() + static_cast<std::ptrdiff_t>(stride) * y);
    return copy;
}

} // namespace pareidolia
