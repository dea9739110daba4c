// SPDX-License-Identifier: GPL-3.0-or-later
// A picture from a file, before and after it is fitted to a network, and its origin, which the text
// keys of an exported PNG tell.
#pragma once

#include "core/base/Error.h"
#include "core/image/PngFile.h"
#include "core/run/RunSpec.h"

#include <QFuture>
#include <QString>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace pareidolia {

/// How a picture was made that this program exported.
struct PictureStory
{
    std::string label;
    float confidence = 0;
    double logOdds = 0;
    std::string model;
    std::string modelSha256;
    std::string seed;
    std::string generation;
    std::string software;
    std::string parentLabel; ///< the class whose champion its parent was; empty: not in the file
    NetworkView view = NetworkView::OneCrop; ///< the crop mode in which it was scored
    std::optional<RunSpec> spec;             ///< of the run; nothing if it cannot be read
    int scale = 1;                 ///< pixels of the file per pixel that the network scored
    nlohmann::ordered_json genome; ///< as Genome::toJson wrote it; null if there is none
};

struct PictureFile
{
    QString name; ///< without its folder
    Image image;
    std::shared_ptr<const PictureStory> story; ///< null: not exported by this program
    std::vector<std::string> remarks;          ///< what a network does not get of it
};
using PictureFilePointer = std::shared_ptr<const PictureFile>;

/// Fitted to a network.
struct ShownPicture
{
    QString name;   ///< "seven", "dog.jpg"
    QString origin; ///< a sentence about its origin
    Image picture;
    NetworkView view = NetworkView::OneCrop;   ///< its crop mode
    std::shared_ptr<const PictureStory> story; ///< null: not exported by this program
};

/// Nothing if the picture was not exported by this program.
std::optional<PictureStory> storyOf(const PngText& text);

/// Blocks, for a huge photograph about a second; any thread. Errors name the file, and tell what it
/// is if it is no picture.
Result<PictureFilePointer> readPictureFile(const QString& path);

/// The same on another thread; see `whenDone`.
QFuture<Result<PictureFilePointer>> readPictureFileLater(const QString& path);

/// PNGs of the network's size and exported pictures for ten crops are kept as they are; others are
/// scaled and cropped. Without a network nothing is changed. Blocks for a moment if the picture is
/// huge; any thread.
ShownPicture shownTo(const std::optional<ImageShape>& input, const PictureFile& file);

} // namespace pareidolia
