// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/ChampionFiles.h"

#include "core/run/RunReport.h"

namespace pareidolia {

Result<std::vector<std::filesystem::path>> writeChampions(const Run& run,
                                                          std::span<const std::size_t> classes,
                                                          const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const std::size_t index : classes) {
        const auto& champion = run.search().archive().champion(index);
        if (!champion)
            continue;
        const std::filesystem::path file = folder / pictureName(run, index);
        if (const auto written =
                writePng(file, champion->individual->picture, pictureText(run, index));
            !written)
            return tl::unexpected(written.error());
        files.push_back(file);
    }
    return files;
}

} // namespace pareidolia
