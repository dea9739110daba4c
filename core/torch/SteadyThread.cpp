// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/SteadyThread.h"

#include "core/torch/Blas.h"

#include <ATen/Parallel.h>
#include <torch/csrc/jit/runtime/graph_executor.h>

namespace pareidolia {

SteadyThread::SteadyThread()
    : m_optimiser(std::make_unique<torch::jit::GraphOptimizerEnabledGuard>(false))
{
    if (at::get_num_threads() != 1)
        at::set_num_threads(1);
    useOneBlasThread();
}

SteadyThread::~SteadyThread() = default;

} // namespace pareidolia
