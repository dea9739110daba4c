// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/Pictures.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

QImage::Format formatOf(const ImageShape& shape)
{
    return shape.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
}

} // namespace

QImage toQImage(const Image& picture)
{
    if (picture.pixels.empty())
        return {};
    const ImageShape& shape = picture.shape;
    const QImage borrowed(picture.pixels.data(), shape.width, shape.height,
                          qsizetype{shape.width} * shape.channels, formatOf(shape));
    return borrowed.copy();
}

QImage toQImage(std::shared_ptr<const Image> picture)
{
    if (!picture || picture->pixels.empty())
        return {};
    using Keeper = std::shared_ptr<const Image>;
    const ImageShape& shape = picture->shape;
    const uchar* pixels = picture->pixels.data();
    auto keeper = std::make_unique<Keeper>(std::move(picture));
    // Qt calls back when the last copy is gone: the one place where a pointer has no owner's type.
    return {pixels,          shape.width,
            shape.height,    qsizetype{shape.width} * shape.channels,
            formatOf(shape), [](void* kept) { delete static_cast<Keeper*>(kept); },
            keeper.release()};
}

QImage shrunk(const QImage& picture, int side)
{
    if (std::max(picture.width(), picture.height()) <= side)
        return picture;
    return picture.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB32);
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
