// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/MachineLimit.h"

#include "core/base/ReturnError.h"
#include "core/torch/Rates.h"
#include "core/torch/ScriptModule.h"
#include "core/torch/TorchFailure.h"
#include "core/torch/TorchForward.h"

#include <ATen/record_function.h>
#include <string_view>
#include <torch/script.h>

namespace pareidolia {

namespace {

/// What the operators of this thread have added up since somebody asked; LibTorch's callbacks are
/// plain functions and have no other place for it.
struct Count
{
    double multiplyAdds = 0;
    int depth = 0;        ///< counted operators that are under way: they may call each other
    double perOutput = 0; ///< of the operator under way
};
thread_local Count count;

bool isCounted(const at::RecordFunction& function)
{
    const std::string_view name = function.name();
    return name == "aten::_convolution" || name == "aten::convolution" || name == "aten::addmm" ||
           name == "aten::mm";
}

/// Called from TorchScript, an operator finds its arguments on top of a stack that holds others
/// too.
at::ArrayRef<const c10::IValue> argumentsOf(const at::RecordFunction& function)
{
    const auto stack = function.inputs();
    return stack.slice(stack.size() - function.num_inputs());
}

/// The arguments are gone at the end, so what one number of the output costs is noted at the start.
std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& function)
{
    if (!isCounted(function) || ++count.depth > 1)
        return nullptr;
    const auto arguments = argumentsOf(function);
    const bool isAddmm = std::string_view(function.name()) == "aten::addmm"; // bias comes first
    const at::Tensor right = arguments[isAddmm ? 2 : 1].toTensor();
    const bool isConvolution = right.dim() > 2;
    count.perOutput =
        static_cast<double>(isConvolution ? right.numel() / right.size(0) : right.size(0));
    return nullptr;
}

void end(const at::RecordFunction& function, at::ObserverContext*)
{
    if (!isCounted(function) || --count.depth > 0 || function.outputs().empty())
        return;
    count.multiplyAdds +=
        count.perOutput * static_cast<double>(function.outputs().back().toTensor().numel());
}

/// While it lives, the operators of this thread are counted.
class Counting
{
public:
    Counting()
        : m_handle(at::addThreadLocalCallback(at::RecordFunctionCallback(begin, end)
                                                  .needsInputs(true)
                                                  .needsOutputs(true)
                                                  .scopes({at::RecordScope::FUNCTION})))
    {
        count = {};
    }
    ~Counting() { at::removeCallback(m_handle); }
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;

private:
    at::CallbackHandle m_handle;
};

} // namespace

Result<double> multiplyAddsOf(const ModelFile& file)
{
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(const auto forward, plainForward(file));
    return withoutExceptions(
        source, "export the network again, or choose another one", [&]() -> Result<double> {
            const SteadyThread steady;
            const c10::InferenceMode inference;
            const ImageShape& shape = file.info().input;
            const at::Tensor input = at::rand({1, shape.channels, shape.height, shape.width});
            const Counting counting;
            RETURN_IF_ERROR(forward(input));
            return count.multiplyAdds;
        });
}

double sgemmMultiplyAddsPerSecond(int threads, double seconds)
{
    constexpr std::int64_t side = 2048;
    return rateOfAll(threads, [seconds] {
        const SteadyThread steady;
        const c10::InferenceMode inference;
        const at::Tensor a = at::rand({side, side}), b = at::rand({side, side});
        at::Tensor product = at::zeros({side, side});
        return callsPerSecond(seconds, [&] { at::mm_out(product, a, b); }) *
               static_cast<double>(side * side * side);
    });
}

} // namespace pareidolia
