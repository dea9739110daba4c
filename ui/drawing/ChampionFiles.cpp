// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/ChampionFiles.h"

#include "core/base/ReturnError.h"
#include "core/image/PixelScale.h"
#include "core/run/RunReport.h"

namespace pareidolia {

Result<void> writeChampion(const RunSnapshot& run, std::size_t index,
                           const std::filesystem::path& file, int scale)
{
    const Image& picture = *run.champion(index).individual->picture;
    PngText text = pictureText(run, index);
    if (scale == 1)
        return writePng(file, picture, text);
    text.emplace_back("Scale", std::to_string(scale));
    return writePng(file, enlarged(picture, scale), text);
}

Result<std::vector<std::filesystem::path>> writeChampions(const RunSnapshot& run,
                                                          std::span<const std::size_t> classes,
                                                          const std::filesystem::path& folder,
                                                          int scale, const Progress& progress)
{
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        RETURN_IF_ERROR(progress.at(static_cast<double>(i) / static_cast<double>(classes.size())));
        const std::size_t index = classes[i];
        if (!run.archive.champion(index))
            continue;
        const std::filesystem::path file = folder / pictureName(run, index);
        RETURN_IF_ERROR(writeChampion(run, index, file, scale));
        files.push_back(file);
    }
    return files;
}

} // namespace pareidolia
