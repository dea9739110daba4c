// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/Runtime.h"

#include "core/torch/Blas.h"

#include <ATen/Version.h>
#include <dlfcn.h>
#include <string_view>
#include <torch/version.h>

namespace pareidolia {

namespace {

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
    using Ask = int();
    auto* ask = reinterpret_cast<Ask*>(dlsym(RTLD_DEFAULT, "dnnl_get_effective_cpu_isa"));
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

std::string torchRuntime()
{
    return "LibTorch " TORCH_VERSION " " + valueAfter("CPU capability usage: ", at::show_config()) +
           ", " + oneDnn() + ", " + blasName();
}

} // namespace pareidolia
