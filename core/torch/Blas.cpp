// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/Blas.h"

#include <dlfcn.h>
#include <filesystem>

namespace pareidolia {

namespace {

/// Which BLAS is loaded is the system's choice: its own functions can only be asked for.
template <typename Function>
Function* findFunction(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

bool isBuiltWithoutThreads()
{
    constexpr int sequential = 0;
    auto* kind = findFunction<int()>("openblas_get_parallel");
    return kind && kind() == sequential;
}

} // namespace

void useOneBlasThread()
{
    if (auto* setThreads = findFunction<void(int)>("openblas_set_num_threads"))
        setThreads(1);
}

std::unique_lock<std::mutex> aloneWithUnsafeBlas()
{
    static const bool unsafe = isBuiltWithoutThreads();
    static std::mutex mutex;
    return unsafe ? std::unique_lock(mutex) : std::unique_lock<std::mutex>();
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
