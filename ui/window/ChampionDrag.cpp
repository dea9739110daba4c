// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ChampionDrag.h"

#include "core/base/ReturnError.h"
#include "ui/drawing/ChampionFiles.h"

#include <QDrag>
#include <QImage>
#include <QMimeData>
#include <QPixmap>
#include <QUrl>
#include <QWidget>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr std::size_t mostDragged = 50;
constexpr QSize draggedSize(84, 84); ///< under the mouse

} // namespace

Result<void> ChampionDrag::drag(QWidget* source, const RunSnapshot& run,
                                std::vector<std::size_t> classes)
{
    if (!m_folder.isValid())
        return failure("the pictures to drag", m_folder.errorString().toStdString(),
                       "free some space for temporary files (TMPDIR), or save the pictures");
    classes.resize(std::min(classes.size(), mostDragged));
    ASSIGN_OR_RETURN(const auto files, writeChampions(run, classes, m_folder.path().toStdString()));
    if (files.empty())
        return {};
    QList<QUrl> urls;
    for (const auto& file : files)
        urls.append(QUrl::fromLocalFile(QString::fromStdString(file.string())));
    auto* mime = new QMimeData;
    mime->setUrls(urls);
    const QImage picture(urls.front().toLocalFile());
    mime->setImageData(picture);
    auto* drag = new QDrag(source);
    drag->setMimeData(mime);
    drag->setPixmap(QPixmap::fromImage(picture.scaled(draggedSize, Qt::KeepAspectRatio)));
    drag->exec(Qt::CopyAction);
    return {};
}

} // namespace pareidolia
