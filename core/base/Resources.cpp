// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Resources.h"

#include <cstdlib>
#include <system_error>

namespace pareidolia {

namespace fs = std::filesystem;

namespace {

/// The folder above that of the running program.
fs::path ownPrefix()
{
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
}

fs::path userFolder(const char* variable, const char* inHome)
{
    if (const fs::path folder = folderFromEnvironment(variable); folder.is_absolute())
        return folder / "pareidolia"; // a relative one is to be ignored, says the standard
    const fs::path home = folderFromEnvironment("HOME");
    return home.empty() ? home : home / inHome / "pareidolia";
}

} // namespace

fs::path resourceFolder()
{
    if (const fs::path folder = folderFromEnvironment("PAREIDOLIA_RESOURCES"); !folder.empty())
        return folder;
    return ownPrefix() / "share" / "pareidolia";
}

fs::path helperProgram(const std::string& name)
{
    return ownPrefix() / "libexec" / "pareidolia" / name;
}

fs::path userDataFolder()
{
    return userFolder("XDG_DATA_HOME", ".local/share");
}

fs::path userCacheFolder()
{
    return userFolder("XDG_CACHE_HOME", ".cache");
}

fs::path folderFromEnvironment(const char* variable)
{
    const char* value = std::getenv(variable);
    return value ? fs::path(value) : fs::path();
}

} // namespace pareidolia
