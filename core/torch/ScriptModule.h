// SPDX-License-Identifier: GPL-3.0-or-later
// From the bytes of an archive to a module that is ready to run with a plan, and to a thread that
// is ready to run it.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <memory>
#include <string>
#include <string_view>

namespace at {
class Tensor;
}
namespace torch::jit {
struct GraphOptimizerEnabledGuard;
struct Module;
} // namespace torch::jit

namespace pareidolia {

/// Loads from memory onto a device, checks values and the compiled graph, and leaves the module in
/// evaluation mode with float32 weights that ask for no gradient. `file` is named in errors.
Result<torch::jit::Module> loadScript(std::string_view bytes, const std::string& file,
                                      const std::string& device);

/// What differentiation needs is slower: packed weights have no gradient.
enum class Purposes { ScoresOnly, GradientsToo };

/// The module prepared as the plan says; `module` may be changed. Throws what LibTorch throws.
torch::jit::Module preparedFor(const Plan& plan, torch::jit::Module module, Purposes purposes);

/// Float32 memory on the CPU for `pictures` pictures, in the plan's layout. With one channel the
/// layouts differ only in their strides, which decide which kernels run.
at::Tensor emptyInput(const ModelInfo& info, int pictures);

/// While it exists, this thread uses no other threads, and the interpreter runs a module's graph
/// unchanged: its optimiser would run another graph from the third call on, with other bits. So
/// scores depend neither on the thread nor on the number of earlier calls.
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
