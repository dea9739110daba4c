// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/CardPictures.h"

#include "core/base/Resources.h"

#include <QImageReader>
#include <QPainter>

namespace pareidolia {

namespace {

constexpr int largestSide = 160; ///< pixels: photographs are read no larger

} // namespace

QImage pictureOf(const std::string& name)
{
    const auto path = resourceFolder() / "pictures" / "cards" / (name + ".png");
    return QImage(QString::fromStdString(path.string()));
}

QImage pictureOf(const TabContent& content)
{
    if (!content.file.isEmpty()) {
        QImageReader reader(content.file);
        if (const QSize size = reader.size(); std::max(size.width(), size.height()) > largestSide)
            reader.setScaledSize(size.scaled(largestSide, largestSide, Qt::KeepAspectRatio));
        return reader.read();
    }
    if (content.runs.empty())
        return {};
    QImage a = pictureOf(content.runs.front().name);
    const QImage b = pictureOf(content.runs.back().name);
    if (content.runs.size() < 2 || a.isNull() || b.size() != a.size())
        return a;
    // The left half of both, as on the cards of comparisons.
    const int half = a.width() / 2;
    QPainter(&a).drawImage(half, 0, b, 0, 0, half);
    return a;
}

} // namespace pareidolia
