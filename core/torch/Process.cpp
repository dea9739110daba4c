// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/Process.h"

#include "core/torch/Runtime.h"

#include <malloc.h>

namespace pareidolia {

void prepareProcess()
{
    // One heap that only grows, with no mapping of its own for any block and no side heap a
    // thread: those end at 64 MB and fault again.
    constexpr int keepBytes = 1 << 30;
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, keepBytes);
    mallopt(M_TOP_PAD, 16 << 20);
    useOneBlasThread();
}

} // namespace pareidolia
