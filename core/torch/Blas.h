// SPDX-License-Identifier: GPL-3.0-or-later
// The BLAS, which computes LibTorch's matrix products: whatever the system's alternative points at.
#pragma once

#include <mutex>
#include <string>

namespace pareidolia {

/// One thread for every matrix product, where BLAS has threads of its own: the program's workers
/// are the only threads, and the order of additions must not depend on their number. Any thread.
void useOneBlasThread();

/// To be held while a network runs. Keeps other threads out only where the BLAS is an OpenBLAS
/// built without threads. That one is not made for callers that come at once: with Debian's
/// libopenblas0-serial 0.3.21, 6 of 100 runs of gradient ascent on two threads had other bits than
/// the rest; with libopenblas0-pthread, none.
std::unique_lock<std::mutex> aloneWithUnsafeBlas();

/// What computes matrix products here, e.g. "OpenBLAS 0.3.21 SkylakeX", or the library's file.
std::string blasName();

} // namespace pareidolia
