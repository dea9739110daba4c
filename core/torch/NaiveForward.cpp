// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/NaiveForward.h"

#include "core/base/ReturnError.h"
#include "core/torch/ScriptModule.h"
#include "core/torch/TorchFailure.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <chrono>
#include <thread>
#include <torch/script.h>
#include <utility>

namespace pareidolia {

struct NaiveForward::Network
{
    torch::jit::Module module;
    at::Tensor input; ///< one batch of noise
};

namespace {

constexpr std::int64_t batch = 32;
constexpr int warmUps = 3; ///< the graph's executor is another one from the third call on

} // namespace

NaiveForward::NaiveForward(std::unique_ptr<Network> network) : m_network(std::move(network)) {}

NaiveForward::~NaiveForward() = default;

Result<std::unique_ptr<NaiveForward>> NaiveForward::load(const ModelFile& file)
{
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(auto module, loadScript(file.bytes(), source, "cpu"));
    const auto prepare = [&]() -> Result<std::unique_ptr<NaiveForward>> {
        at::set_num_threads(std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
        const ImageShape& shape = file.info().input;
        auto network = std::make_unique<Network>(
            Network{module, at::rand({batch, shape.channels, shape.height, shape.width})});
        auto naive = std::unique_ptr<NaiveForward>(new NaiveForward(std::move(network)));
        for (int i = 0; i < warmUps; ++i)
            naive->picturesPerSecond(0);
        return naive;
    };
    return withoutExceptions(source, "export the network again, or choose another one", prepare);
}

double NaiveForward::picturesPerSecond(double seconds)
{
    using Clock = std::chrono::steady_clock;
    const c10::InferenceMode inference;
    const auto start = Clock::now();
    double pictures = 0, passed = 0;
    do {
        m_network->module.forward({m_network->input});
        pictures += static_cast<double>(batch);
        passed = std::chrono::duration<double>(Clock::now() - start).count();
    } while (passed < seconds);
    return pictures / passed;
}

} // namespace pareidolia
