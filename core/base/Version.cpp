// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Version.h"

namespace pareidolia {

std::string programVersion()
{
    return PAREIDOLIA_VERSION;
}

} // namespace pareidolia
