// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/FileLock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pareidolia {

namespace {

/// Whether the name still leads to the file that is open: its last owner may have removed it.
bool leadsTo(const std::string& name, int descriptor)
{
    struct stat open, named;
    return fstat(descriptor, &open) == 0 && stat(name.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace

Result<std::unique_ptr<FileLock>> FileLock::take(const std::filesystem::path& path)
{
    // Beside the file: closing any descriptor of the file itself would end SQLite's own locks.
    std::string beside = path.string() + "-writer";
    for (;;) {
        const int descriptor = open(beside.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor < 0)
            return failure(path.string(),
                           std::string("its folder cannot be written: ") + std::strerror(errno),
                           "save the run somewhere else");
        // The first keeps out programs of before there was the second, which can be asked for.
        struct flock lock = wholeFile();
        const bool mine =
            flock(descriptor, LOCK_EX | LOCK_NB) == 0 && fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
        if (mine && leadsTo(beside, descriptor))
            return std::unique_ptr<FileLock>(new FileLock(std::move(beside), descriptor));
        close(descriptor);
        if (!mine)
            return failure(path.string(), "another Pareidolia is writing it",
                           "close the run there, or wait until it ends");
    }
}

bool FileLock::isHeld(const std::filesystem::path& path)
{
    const int descriptor = open((path.string() + "-writer").c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    struct flock wanted = wholeFile();
    const bool held = fcntl(descriptor, F_OFD_GETLK, &wanted) == 0 && wanted.l_type != F_UNLCK;
    close(descriptor);
    return held;
}

FileLock::~FileLock()
{
    unlink(m_beside.c_str());
    close(m_descriptor);
}

} // namespace pareidolia
