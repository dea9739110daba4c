// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/Runtime.h"

#include <ATen/Version.h>
#include <dlfcn.h>
#include <filesystem>
#include <malloc.h>
#include <string_view>
#include <torch/version.h>

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

/// What computes matrix products here, e.g. "OpenBLAS 0.3.21 SkylakeX", or the library's file.
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

/// The rest of the line of `text` that follows `label`.
std::string valueAfter(std::string_view label, const std::string& text)
{
    const std::size_t place = text.find(label);
    if (place == std::string::npos)
        return "unknown";
    const std::size_t start = place + label.size();
    return text.substr(start, text.find('\n', start) - start);
}

/// oneDNN's own choice of instructions, a number from its header dnnl_types.h.
std::string oneDnnKernels()
{
    auto* ask = findFunction<int()>("dnnl_get_effective_cpu_isa");
    return ask ? " kernels " + std::to_string(ask()) : "";
}

std::string oneDnn()
{
    const std::string version = at::get_mkldnn_version(); // "… v2.6.3 (Git Hash N/A)"
    const std::size_t start = version.find(" v");
    if (start == std::string::npos)
        return "no oneDNN";
    const std::size_t end = version.find(' ', start + 2);
    return "oneDNN " + version.substr(start + 2, end - start - 2) + oneDnnKernels();
}

} // namespace

void useOneBlasThread()
{
    if (auto* setThreads = findFunction<void(int)>("openblas_set_num_threads"))
        setThreads(1);
}

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

std::unique_lock<std::mutex> aloneWithUnsafeBlas()
{
    static const bool unsafe = isBuiltWithoutThreads();
    static std::mutex mutex;
    return unsafe ? std::unique_lock(mutex) : std::unique_lock<std::mutex>();
}

std::string torchRuntime()
{
    return "LibTorch " TORCH_VERSION " " + valueAfter("CPU capability usage: ", at::show_config()) +
           ", " + oneDnn() + ", " + blasName();
}

} // namespace pareidolia
