// SPDX-License-Identifier: GPL-3.0-or-later
// What a program that runs networks must set for its whole process, once, first in `main`.
#pragma once

#include <string>

namespace pareidolia {

/// Makes freed memory stay with the process: by default glibc gives the activations of every batch
/// back to the kernel and takes them again page by page, up to four times slower. Call before any
/// other thread starts.
void prepareProcess();

/// One thread for every matrix product, where BLAS has threads of its own: the program's workers
/// are the only threads, and the order of additions must not depend on their number. Any thread.
void useOneBlasThread();

/// What computes matrix products here, e.g. "OpenBLAS 0.3.21 SkylakeX", or the library's file.
std::string blasName();

} // namespace pareidolia
