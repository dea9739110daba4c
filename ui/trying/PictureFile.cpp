// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/PictureFile.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/TenCrops.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"
#include "core/image/PixelScale.h"

#include <QFileInfo>
#include <QtConcurrent>
#include <algorithm>
#include <string_view>

namespace pareidolia {

namespace {

constexpr std::uint64_t largestScale = 1024;

/// In one piece: no line breaks in it.
QString sizeOf(const ImageShape& shape)
{
    return QObject::tr("%1 × %2 pixels")
        .arg(shape.width)
        .arg(shape.height)
        .replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

/// Each remark ends by a full stop, the sentence about the origin does not.
QString withRemarks(QString origin, const std::vector<std::string>& remarks)
{
    for (const std::string& remark : remarks)
        origin += QStringLiteral(". ") + QString::fromStdString(remark).chopped(1);
    return origin;
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
    ASSIGN_OR_RETURN(auto photo, readPhoto(path.toStdString()));
    auto made = std::make_shared<PictureFile>();
    made->name = QFileInfo(path).fileName();
    made->image = std::move(photo.image);
    made->remarks = std::move(photo.remarks);
    if (auto story = storyOf(photo.text)) {
        // One that was saved larger: the network saw a pixel where there is a square now.
        const ImageShape& shape = made->image.shape;
        if (story->scale > 1 && shape.width % story->scale == 0 && shape.height % story->scale == 0)
            made->image = shrunk(made->image, story->scale);
        made->story = std::make_shared<const PictureStory>(std::move(*story));
    }
    return made;
}

QFuture<Result<PictureFilePointer>> readPictureFileLater(const QString& path)
{
    return QtConcurrent::run(readPictureFile, path);
}

ShownPicture shownTo(const std::optional<ImageShape>& input, const PictureFile& file)
{
    const ImageShape& shape = file.image.shape;
    ShownPicture shown{.name = file.name, .story = file.story};
    const bool tenCrops = input && file.story && file.story->view == NetworkView::TenCrop &&
                          TenCrops::fits(*input) && shape == TenCrops::picture;
    if (tenCrops)
        shown.view = NetworkView::TenCrop;
    if (!input || shape == *input || tenCrops) {
        shown.picture = file.image;
        shown.origin = withRemarks(QObject::tr("%1, unscaled: %2").arg(file.name, sizeOf(shape)),
                                   file.remarks);
        return shown;
    }
    shown.picture = croppedTo(*input, file.image);
    shown.origin = input->channels == 1
                       ? QObject::tr("The centre of %1 (%2), in grey, scaled to %3")
                             .arg(file.name, sizeOf(shape), sizeOf(*input))
                       : QObject::tr("The centre of %1 (%2), scaled to %3")
                             .arg(file.name, sizeOf(shape), sizeOf(*input));
    shown.origin = withRemarks(shown.origin, file.remarks);
    return shown;
}

} // namespace pareidolia
