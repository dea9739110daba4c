// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Files.h"

#include "core/base/ReturnError.h"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <new>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

/// An open file, closed at the end of its scope.
class Descriptor
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

    /// False if the last of what was written did not reach the disk.
    bool close() { return m_number < 0 || ::close(std::exchange(m_number, -1)) == 0; }

private:
    int m_number;
};

/// Removes the file it names unless told to keep it.
class TemporaryName
{
public:
    explicit TemporaryName(fs::path path) : m_path(std::move(path)) {}
    ~TemporaryName()
    {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }
    TemporaryName(const TemporaryName&) = delete;
    TemporaryName& operator=(const TemporaryName&) = delete;

    void keep() { m_path.clear(); }

private:
    fs::path m_path;
};

std::string named(const fs::path& path)
{
    return path.empty() ? "unnamed file" : path.string();
}

std::string folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path().string() : ".";
}

tl::unexpected<Error> readFailure(const fs::path& path, int cause)
{
    switch (cause) {
    case ENOENT:
    case ENOTDIR:
        return failure(named(path), "it does not exist", "check the name and the folder");
    case EISDIR:
        return failure(named(path), "it is a folder", "give the name of a file inside it");
    case EACCES:
    case EPERM:
        return failure(named(path), "reading it is not permitted",
                       "ask its owner for read permission (chmod a+r)");
    case ENOMEM:
        return failure(named(path), "it is too large for this machine's memory",
                       "close other programs, or choose a smaller file");
    case EMFILE:
    case ENFILE:
        return failure(named(path), "too many files are open",
                       "close other programs and try again");
    default:
        return failure(named(path),
                       "it cannot be read (" + std::generic_category().message(cause) + ")",
                       "check the disk, or use another copy of the file");
    }
}

tl::unexpected<Error> writeFailure(const fs::path& path, int cause)
{
    std::error_code ignored;
    switch (cause) {
    case ENOENT:
        if (fs::is_directory(folderOf(path), ignored))
            return failure(named(path), "no file can be created in that folder",
                           "choose another folder");
        return failure(named(path), "its folder does not exist",
                       "create the folder " + folderOf(path) + ", or choose another folder");
    case ENOTDIR:
        return failure(named(path), "a part of its path is a file, not a folder",
                       "choose another folder");
    case EISDIR:
        return failure(named(path), "it is a folder", "give the name of a file inside it");
    case EACCES:
    case EPERM:
        return failure(named(path), "writing there is not permitted",
                       "choose another folder, or ask its owner for write permission");
    case EROFS:
        return failure(named(path), "the disk is read-only", "choose a folder on another disk");
    case ENOSPC:
    case EDQUOT:
        return failure(named(path), "the disk is full",
                       "free some space, or choose a folder on another disk");
    case EFBIG:
        return failure(named(path), "the file would exceed the size limit",
                       "raise the limit on file sizes (ulimit -f), or choose another disk");
    case ENAMETOOLONG:
        return failure(named(path), "the name is too long", "choose a shorter name");
    case EMFILE:
    case ENFILE:
        return failure(named(path), "too many files are open",
                       "close other programs and try again");
    default:
        return failure(named(path),
                       "it cannot be written (" + std::generic_category().message(cause) + ")",
                       "check the disk, or choose a folder on another one");
    }
}

/// Zero, or the errno of what failed.
int readAll(int descriptor, std::string& bytes)
{
    std::size_t filled = 0;
    for (;;) {
        // One byte more than the size that was told shows the end without growing.
        if (filled == bytes.size())
            bytes.resize(filled + filled / 2 + 4096);
        const ssize_t count = ::read(descriptor, bytes.data() + filled, bytes.size() - filled);
        if (count == 0)
            break;
        if (count > 0)
            filled += static_cast<std::size_t>(count);
        else if (errno != EINTR)
            return errno;
    }
    bytes.resize(filled);
    return 0;
}

/// Zero, or the errno of what failed. A short write is followed by one that tells why.
int writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count > 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else if (count == 0)
            return EIO;
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

/// Pipes and some network disks cannot sync and say so: that is no failure.
int synced(int descriptor)
{
    while (::fsync(descriptor) != 0) {
        if (errno == EINVAL || errno == ENOTSUP)
            return 0;
        if (errno != EINTR)
            return errno;
    }
    return 0;
}

/// A new file beside `target`, whose name does not depend on it: that may already be as long as
/// names can be. Each try takes the next number, so leftovers and other threads do no harm.
int openBeside(const fs::path& target, fs::path& temporary)
{
    const std::string stem = ".pareidolia-" + std::to_string(::getpid()) + "-";
    for (int number = 0; number < 10000; ++number) {
        temporary = target.parent_path() / (stem + std::to_string(number) + ".part");
        const int opened = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (opened >= 0 || errno != EEXIST)
            return opened;
    }
    return -1;
}

/// Where the bytes must go: a symbolic link is followed, so that it stays one.
Result<fs::path> destination(const fs::path& path)
{
    if (!path.has_filename())
        return writeFailure(path, EISDIR);
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    if (status.type() == fs::file_type::directory)
        return writeFailure(path, EISDIR);
    // A rename would replace a device or a pipe by a file, for every program on the machine.
    if (fs::exists(status) && status.type() != fs::file_type::regular)
        return failure(named(path), "it is a device or a pipe, not a regular file",
                       "choose another name");
    fs::path followed = path;
    for (int links = 0; fs::is_symlink(fs::symlink_status(followed, problem)); ++links) {
        if (links == 40) // as many as the kernel follows
            return writeFailure(path, ELOOP);
        const fs::path next = fs::read_symlink(followed, problem);
        if (problem)
            return writeFailure(path, problem.value());
        followed = followed.parent_path() / next;
    }
    return followed;
}

/// `write` puts the bytes into a new file beside `path` and answers what went wrong, or 0.
template <typename Write>
Result<void> writeWhole(const fs::path& path, Write write)
{
    ASSIGN_OR_RETURN(const auto target, destination(path));

    fs::path beside;
    Descriptor file(openBeside(target, beside));
    if (!file.isOpen())
        return writeFailure(path, errno);
    TemporaryName temporary(beside);

    struct stat old
    {};
    // Some disks (FAT) keep no modes: the bytes matter more.
    if (::stat(target.c_str(), &old) == 0)
        static_cast<void>(::fchmod(file.number(), old.st_mode & 07777));
    int cause = write(file.number(), beside);
    if (cause == 0)
        cause = synced(file.number());
    if (cause == 0 && !file.close())
        cause = errno;
    if (cause == 0 && ::rename(beside.c_str(), target.c_str()) != 0)
        cause = errno;
    if (cause != 0)
        return writeFailure(path, cause);
    temporary.keep();
    return {};
}

} // namespace

Result<std::string> readFile(const fs::path& path)
{
    // A pipe nobody writes to would block in open() otherwise.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return readFailure(path, errno);
    struct stat status
    {};
    if (::fstat(file.number(), &status) != 0)
        return readFailure(path, errno);
    if (S_ISDIR(status.st_mode))
        return readFailure(path, EISDIR);
    if (!S_ISREG(status.st_mode))
        return failure(named(path), "it is a device or a pipe, not a regular file", "name a file");
    try {
        std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');
        if (const int cause = readAll(file.number(), bytes))
            return readFailure(path, cause);
        return bytes;
    } catch (const std::bad_alloc&) {
        return readFailure(path, ENOMEM);
    } catch (const std::length_error&) {
        return readFailure(path, ENOMEM);
    }
}

Result<void> writeFile(const fs::path& path, std::string_view bytes)
{
    return writeWhole(
        path, [bytes](int descriptor, const fs::path&) { return writeAll(descriptor, bytes); });
}

Result<void> writeFileBy(const fs::path& path,
                         const std::function<Result<void>(const fs::path&)>& write)
{
    Result<void> filled;
    auto written = writeWhole(path, [&](int, const fs::path& beside) {
        filled = write(beside);
        return filled ? 0 : ECANCELED;
    });
    return filled ? written : filled;
}

fs::path unusedName(const fs::path& path, int first)
{
    fs::path unused = path;
    std::error_code ignored;
    for (int number = first; fs::exists(unused, ignored); ++number)
        unused.replace_filename(path.stem().string() + '-' + std::to_string(number) +
                                path.extension().string());
    return unused;
}

} // namespace pareidolia
