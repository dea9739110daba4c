// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Promise.h"

#include <cstdio>
#include <cstdlib>

namespace pareidolia::fuzz {

void require(bool kept, const char* promise)
{
    if (kept)
        return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

} // namespace pareidolia::fuzz
