// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognising/FileContent.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>
#include <zlib.h>

namespace pareidolia {

namespace {

tl::unexpected<Error> unreadable(const std::filesystem::path& path, std::error_code cause)
{
    const std::string name = path.empty() ? "unnamed file" : path.string();
    if (cause == std::errc::no_such_file_or_directory || cause == std::errc::not_a_directory)
        return failure(name, "it does not exist", "check the name and the folder");
    if (cause == std::errc::permission_denied)
        return failure(name, "reading it is not permitted",
                       "ask its owner for read permission (chmod a+r)");
    return failure(name, "it cannot be read (" + cause.message() + ")",
                   "check the disk, or use another copy of the file");
}

} // namespace

Result<FileContent> FileContent::open(const std::filesystem::path& path)
{
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (!std::filesystem::exists(status))
        return unreadable(
            path, problem ? problem : std::make_error_code(std::errc::no_such_file_or_directory));
    if (!std::filesystem::is_regular_file(status))
        return failure(path.string(), "it is not a regular file", "give the name of a file");
    FileContent content;
    content.m_size = std::filesystem::file_size(path, problem);
    errno = 0;
    content.m_stream.open(path, std::ios::binary);
    if (problem || !content.m_stream)
        return unreadable(path,
                          problem ? problem : std::error_code(errno, std::generic_category()));
    content.m_head = content.at(0, headSize);
    return content;
}

std::string FileContent::at(std::uint64_t place, std::size_t count)
{
    if (place >= m_size)
        return {};
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(count, m_size - place)),
                      '\0');
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(place));
    m_stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(m_stream.gcount(), 0)));
    return bytes;
}

std::string unpackedHead(const std::filesystem::path& path)
{
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> input(gzopen(path.c_str(), "rb"), gzclose);
    if (!input || gzdirect(input.get()) != 0)
        return {};
    std::string bytes(FileContent::headSize, '\0');
    const int count = gzread(input.get(), bytes.data(), static_cast<unsigned>(bytes.size()));
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
}

} // namespace pareidolia
