// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TemporaryFolder.h"

#include <cstdlib>
#include <string>
#include <system_error>

namespace pareidolia {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
{
    std::error_code trouble;
    std::string name = (fs::temp_directory_path(trouble) / "pareidolia-XXXXXX").string();
    if (!trouble && mkdtemp(name.data()))
        m_path = name;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
}

} // namespace pareidolia
