// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/BareForward.h"

#include "core/base/ReturnError.h"
#include "core/torch/Rates.h"
#include "core/torch/ScriptModule.h"
#include "core/torch/TorchFailure.h"
#include "core/torch/TorchForward.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <torch/script.h>

namespace pareidolia {

namespace {

constexpr const char* advice = "export the network again, or choose another one";
constexpr int naiveBatch = 32;
constexpr int warmUps = 3; ///< the graph's executor is another one from the third call on

} // namespace

Result<BareForward> bareForward(const ModelFile& file)
{
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(auto module, loadScript(file.bytes(), source, "cpu"));
    return withoutExceptions(source, advice, [&]() -> Result<BareForward> {
        const SteadyThread steadyNow;
        const Plan& plan = file.info().plan;
        const auto rate =
            [module = preparedFor(plan, module, Purposes::ScoresOnly),
             input = emptyInput(file.info(), plan.microBatch).uniform_()](double seconds) {
                const SteadyThread steady;
                const c10::InferenceMode inference;
                torch::jit::Module own = module;
                return callsPerSecond(seconds, [&] { own.forward({input}); }) *
                       static_cast<double>(input.size(0));
            };
        rate(0); // a network that fails, fails now
        return [rate](int threads, double seconds) {
            return rateOfAll(threads, [&] { return rate(seconds); });
        };
    });
}

Result<NaiveForward> naiveForward(const ModelFile& file)
{
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(const auto forward, plainForward(file));
    return withoutExceptions(source, advice, [&]() -> Result<NaiveForward> {
        at::set_num_threads(std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
        const ImageShape& shape = file.info().input;
        const at::Tensor input = at::rand({naiveBatch, shape.channels, shape.height, shape.width});
        const NaiveForward rate = [forward, input](double seconds) {
            const c10::InferenceMode inference;
            return naiveBatch * callsPerSecond(seconds, [&] { (void)forward(input); });
        };
        for (int i = 0; i < warmUps; ++i)
            rate(0);
        return rate;
    });
}

} // namespace pareidolia
