// SPDX-License-Identifier: GPL-3.0-or-later
// The state that a thread needs before it runs a network, so that scores depend neither on the
// thread nor on the number of earlier calls.
#pragma once

#include <memory>

namespace torch::jit {
struct GraphOptimizerEnabledGuard;
}

namespace pareidolia {

/// While it exists, this thread uses no other threads, and the interpreter runs a module's graph
/// unchanged: its optimiser would run another graph from the third call on, with other bits.
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
