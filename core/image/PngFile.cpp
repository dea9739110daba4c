// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/PngFile.h"

#include "core/base/Files.h"

namespace pareidolia {

Result<PngFile> readPng(const std::filesystem::path& path)
{
    const Result<std::string> bytes = readFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return decodePng(*bytes, path.string());
}

Result<void> writePng(const std::filesystem::path& path, const Image& image, const PngText& text)
{
    return writeFile(path, encodePng(image, text));
}

} // namespace pareidolia
