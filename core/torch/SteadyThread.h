// SPDX-License-Identifier: GPL-3.0-or-later
// How a thread must stand before it runs a network, so that scores never depend on which thread,
// or the how-manieth call, they came from.
#pragma once

#include <memory>

namespace torch::jit {
struct GraphOptimizerEnabledGuard;
}

namespace pareidolia {

/// While it lives, this thread works alone, and the interpreter runs a module's graph as it
/// stands: its optimiser would run another one from the third call on, with other bits.
class SteadyThread
{
public:
    SteadyThread();
    ~SteadyThread();
    SteadyThread(const SteadyThread&) = delete;
    SteadyThread& operator=(const SteadyThread&) = delete;

private:
    std::unique_ptr<torch::jit::GraphOptimizerEnabledGuard> m_optimiser;
};

} // namespace pareidolia
