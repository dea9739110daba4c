// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/PictureFile.h"

#include "core/base/Text.h"
#include "core/classifier/TenCrops.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"
#include "core/image/PixelScale.h"

#include <QFileInfo>
#include <QtConcurrent>
#include <algorithm>
#include <new>
#include <string_view>

namespace pareidolia {

namespace {

constexpr std::uint64_t largestScale = 1024;
constexpr int thinnest = 64; ///< times longer than wide: scaled until its width fits, it is huge

Result<PictureFilePointer> readNow(const QString& path)
{
    const std::string file = path.toStdString();
    auto made = std::make_shared<PictureFile>();
    made->name = QFileInfo(path).fileName();
    auto png = readPng(file);
    if (png) {
        made->image = std::move(png->image);
        if (auto story = storyOf(png->text)) {
            // One that was saved larger: the network saw a pixel where there is a square now.
            const ImageShape& shape = made->image.shape;
            if (story->scale > 1 && shape.width % story->scale == 0 &&
                shape.height % story->scale == 0)
                made->image = shrunk(made->image, story->scale);
            made->story = std::make_shared<const PictureStory>(std::move(*story));
        }
        return made;
    }
    // Whatever PNG cannot give byte for byte (16 bits, transparency) is a photograph too.
    auto photo = readPhoto(file);
    if (!photo) // of a PNG, libpng knows better what is wrong
        return tl::unexpected(path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)
                                  ? png.error()
                                  : photo.error());
    made->image = std::move(*photo);
    return made;
}

/// In one piece: no line breaks in it.
QString sizeOf(const ImageShape& shape)
{
    return QObject::tr("%1 × %2 pixels")
        .arg(shape.width)
        .arg(shape.height)
        .replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

} // namespace

std::optional<PictureStory> storyOf(const PngText& text)
{
    const auto value = [&](std::string_view key) -> std::string {
        const auto found = std::ranges::find(text, key, &PngText::value_type::first);
        return found == text.end() ? std::string() : found->second;
    };
    const auto confidence = parseReal(value("Confidence"));
    const auto logOdds = parseReal(value("Log-odds"));
    if (!confidence || !logOdds || value("Model").empty())
        return std::nullopt;
    PictureStory story{.label = value("Label"),
                       .confidence = static_cast<float>(*confidence),
                       .logOdds = *logOdds,
                       .model = value("Model"),
                       .modelSha256 = value("Model SHA-256"),
                       .seed = value("Seed"),
                       .generation = value("Generation"),
                       .software = value("Software"),
                       .parentLabel = value("From label"),
                       .view = viewToldBy(text)};
    if (const auto spec = specFromJson(value("Spec"), "the picture"))
        story.spec = *spec;
    story.scale = static_cast<int>(
        std::clamp<std::uint64_t>(parseUnsigned(value("Scale")).value_or(1), 1, largestScale));
    if (auto genome = nlohmann::ordered_json::parse(value("Genome"), nullptr, false);
        genome.is_object())
        story.genome = std::move(genome);
    return story;
}

Result<PictureFilePointer> readPictureFile(const QString& path)
{
    try {
        return readNow(path);
    } catch (const std::bad_alloc&) {
        return failure(path.toStdString(), "the picture is too large for this machine's memory",
                       "close other programs, or scale it down first");
    }
}

QFuture<Result<PictureFilePointer>> readPictureFileLater(const QString& path)
{
    return QtConcurrent::run(readPictureFile, path);
}

Result<ShownPicture> shownTo(const std::optional<ImageShape>& input, const PictureFile& file)
{
    const ImageShape& shape = file.image.shape;
    ShownPicture shown{.name = file.name, .story = file.story};
    const bool tenCrops = input && file.story && file.story->view == NetworkView::TenCrop &&
                          TenCrops::fits(*input) && shape == TenCrops::picture;
    if (tenCrops)
        shown.view = NetworkView::TenCrop;
    if (!input || shape == *input || tenCrops) {
        shown.picture = file.image;
        shown.origin = QObject::tr("%1, unscaled: %2").arg(file.name, sizeOf(shape));
        return shown;
    }
    const auto [shorter, longer] = std::minmax(shape.width, shape.height);
    if (longer / shorter > thinnest)
        return failure(file.name.toStdString(),
                       "it is " + std::to_string(shape.width) + " × " +
                           std::to_string(shape.height) +
                           " pixels, too long and thin for a network",
                       "crop it first");
    shown.picture = croppedTo(*input, file.image);
    shown.origin = input->channels == 1
                       ? QObject::tr("The centre of %1 (%2), in grey, scaled to %3")
                             .arg(file.name, sizeOf(shape), sizeOf(*input))
                       : QObject::tr("The centre of %1 (%2), scaled to %3")
                             .arg(file.name, sizeOf(shape), sizeOf(*input));
    return shown;
}

} // namespace pareidolia
