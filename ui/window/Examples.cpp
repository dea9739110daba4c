// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Examples.h"

#include "core/base/Resources.h"
#include "core/runfile/RunFile.h"
#include "ui/window/RunFolder.h"

#include <QDir>

namespace pareidolia {

std::vector<Example> examples()
{
    std::vector<Example> found;
    const QDir folder(QString::fromStdString((resourceFolder() / "examples").string()));
    for (const QFileInfo& info :
         folder.entryInfoList({'*' + runFileEnding}, QDir::Files, QDir::Name))
        if (const auto file = RunFile::open(info.filePath().toStdString()))
            found.push_back({info.filePath(), (*file)->header().spec});
    return found;
}

} // namespace pareidolia
