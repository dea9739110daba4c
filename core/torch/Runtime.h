// SPDX-License-Identifier: GPL-3.0-or-later
// The libraries and kernels that compute on this machine. The BLAS that computes LibTorch's matrix
// products is the system's choice.
#pragma once

#include <mutex>
#include <string>

namespace pareidolia {

/// One thread per matrix product, where BLAS has its own threads: the program's workers are the
/// only threads, and the order of additions must not depend on their number. Any thread.
void useOneBlasThread();

/// For a program that runs networks, first in `main`, before any other thread starts: keeps freed
/// memory in the process. By default glibc returns the activations of every batch to the kernel and
/// gets them again page by page, up to four times slower.
void prepareProcess();

/// To be held while a network runs. Excludes other threads only if the BLAS is an OpenBLAS built
/// without threads, which is not safe for concurrent callers: with Debian's libopenblas0-serial
/// 0.3.21, 6 of 100 runs of gradient ascent on two threads gave other bits than the rest; with
/// libopenblas0-pthread, none.
std::unique_lock<std::mutex> aloneWithUnsafeBlas();

/// LibTorch, oneDNN and BLAS with their versions and the processor kernels each of them chose.
/// Scores are equal to the last bit where this text is equal.
std::string torchRuntime();

} // namespace pareidolia
