// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/BareForward.h"

#include "core/base/ReturnError.h"
#include "core/torch/ScriptModule.h"
#include "core/torch/SteadyThread.h"
#include "core/torch/TorchFailure.h"

#include <chrono>
#include <thread>
#include <torch/script.h>
#include <utility>
#include <vector>

namespace pareidolia {

struct BareForward::Network
{
    torch::jit::Module module;
    at::Tensor input; ///< one micro-batch of noise, where and as the network wants it
};

namespace {

using Clock = std::chrono::steady_clock;

/// Runs `batch` again and again until `end`; returns pictures a second.
double rateUntil(Clock::time_point end, torch::jit::Module module, const at::Tensor& input)
{
    const SteadyThread steady;
    const c10::InferenceMode inference;
    const auto start = Clock::now();
    auto now = start;
    double pictures = 0;
    do {
        module.forward({input});
        pictures += static_cast<double>(input.size(0));
        now = Clock::now();
    } while (now < end);
    return pictures / std::chrono::duration<double>(now - start).count();
}

} // namespace

BareForward::BareForward(std::unique_ptr<const Network> network) : m_network(std::move(network)) {}

BareForward::~BareForward() = default;

Result<std::shared_ptr<const BareForward>> BareForward::load(const ModelFile& file,
                                                             const std::string& device)
{
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(auto module, loadScript(file.bytes(), source, device));
    const auto prepare = [&]() -> Result<std::shared_ptr<const BareForward>> {
        const SteadyThread steady;
        auto network = std::make_unique<Network>(
            Network{preparedFor(file.info().plan, module, Purposes::ScoresOnly),
                    emptyInput(file.info(), file.info().plan.microBatch)
                        .uniform_()
                        .to(at::Device(device))});
        rateUntil(Clock::now(), network->module, network->input); // a network that fails, fails now
        return std::shared_ptr<const BareForward>(new BareForward(std::move(network)));
    };
    return withoutExceptions(source, "export the network again, or choose another one", prepare);
}

double BareForward::picturesPerSecond(int threads, double seconds) const
{
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(seconds));
    std::vector<double> rates(static_cast<std::size_t>(threads));
    {
        std::vector<std::jthread> workers;
        for (double& rate : rates)
            workers.emplace_back(
                [this, end, &rate] { rate = rateUntil(end, m_network->module, m_network->input); });
    }
    double sum = 0;
    for (const double rate : rates)
        sum += rate;
    return sum;
}

} // namespace pareidolia
