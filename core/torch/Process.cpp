// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/Process.h"

#include <dlfcn.h>
#include <filesystem>
#include <malloc.h>

namespace pareidolia {

namespace {

/// BLAS is whatever the system's alternative points at: its own functions can only be asked for.
template <typename Function>
Function* findFunction(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

} // namespace

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

void useOneBlasThread()
{
    if (auto* setThreads = findFunction<void(int)>("openblas_set_num_threads"))
        setThreads(1);
}

std::string blasName()
{
    auto* config = findFunction<char*()>("openblas_get_config");
    auto* core = findFunction<char*()>("openblas_get_corename");
    if (config && core) {
        const std::string text = config(); // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
        const std::size_t version = text.find(' ');
        return text.substr(0, text.find(' ', version + 1)) + " " + core();
    }
    Dl_info place{};
    void* const product = dlsym(RTLD_DEFAULT, "sgemm_");
    if (product && dladdr(product, &place) && place.dli_fname)
        return std::filesystem::path(place.dli_fname).filename().string();
    return "no BLAS";
}

} // namespace pareidolia
