// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/CardPictures.h"

#include "core/base/Resources.h"
#include "core/run/Run.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/RunFile.h"
#include "ui/drawing/Pictures.h"

#include <QImageReader>
#include <QPainter>
#include <vector>

namespace pareidolia {

namespace {

constexpr int largestSide = 160; ///< pixels: photographs are read no larger
constexpr int side = 112;        ///< pixels: twice what a card shows

/// Small pictures keep their pixels.
QImage tileOf(const Image& picture)
{
    const QImage image = toQImage(picture);
    if (image.width() >= side || image.width() == 0)
        return shrunk(image, side);
    return image.scaled(image.size() * (side / image.width()), Qt::KeepAspectRatio,
                        Qt::FastTransformation);
}

std::vector<QImage> surestOf(const QString& name, std::size_t most)
{
    const auto file = RunFile::open(name.toStdString());
    if (!file)
        return {};
    const auto run =
        Run::create((*file)->header().spec, std::make_shared<AbsentClassifier>((*file)->header()));
    const auto ids = (*file)->surest(most);
    if (!run || !ids)
        return {};
    std::vector<QImage> tiles;
    if (const auto genomes = (*file)->genomesOf((*run)->search(), *ids))
        for (const GenomePointer& genome : *genomes)
            if (genome)
                tiles.push_back(tileOf((*run)->search().painter()(*genome)));
    return tiles;
}

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

QImage thumbnailOf(const QStringList& files)
{
    std::vector<QImage> tiles;
    for (const QString& file : files.mid(0, 2))
        for (QImage& tile : surestOf(file, files.size() > 1 ? 1 : 2))
            tiles.push_back(std::move(tile));
    if (tiles.empty())
        return {};
    QImage both(2 * side, side, QImage::Format_RGB32);
    both.fill(QColor(128, 128, 128));
    QPainter painter(&both);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        QRect place({}, tiles[i].size());
        place.moveCenter(QRect(static_cast<int>(i) * side, 0, side, side).center());
        painter.drawImage(place, tiles[i]);
    }
    return both;
}

} // namespace pareidolia
