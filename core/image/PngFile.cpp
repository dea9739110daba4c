// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/PngFile.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"

namespace pareidolia {

Result<PngFile> readPng(const std::filesystem::path& path)
{
    ASSIGN_OR_RETURN(const auto bytes, readFile(path));
    return decodePng(bytes, path.string());
}

Result<void> writePng(const std::filesystem::path& path, const Image& image, const PngText& text)
{
    return writeFile(path, encodePng(image, text));
}

} // namespace pareidolia
