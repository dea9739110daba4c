// SPDX-License-Identifier: GPL-3.0-or-later
// A picture from a file, before it is fitted to a network.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"
#include "ui/trying/ShownPicture.h"

#include <QFuture>
#include <QString>
#include <memory>
#include <optional>

namespace pareidolia {

struct PictureFile
{
    QString name; ///< without its folder
    Image image;
    std::shared_ptr<const PictureStory> story; ///< null: not exported by this program
};
using PictureFilePointer = std::shared_ptr<const PictureFile>;

/// PNGs as they are, other formats as photographs. Blocks, for a huge photograph about a second;
/// any thread. Errors name the file.
Result<PictureFilePointer> readPictureFile(const QString& path);

/// The same on another thread; see `whenDone`.
QFuture<Result<PictureFilePointer>> readPictureFileLater(const QString& path);

/// PNGs of the network's size and exported pictures for ten crops are kept as they are; others are
/// scaled and cropped. Without a network nothing is changed. Blocks for a moment if the picture is
/// huge; any thread. Fails if a picture is too long and thin to be cropped.
Result<ShownPicture> shownTo(const std::optional<ImageShape>& input, const PictureFile& file);

} // namespace pareidolia
