// SPDX-License-Identifier: GPL-3.0-or-later
// How fast something is that is done again and again.
#pragma once

#include <chrono>
#include <cstddef>
#include <numeric>
#include <thread>
#include <vector>

namespace pareidolia {

/// Calls `work` for about `seconds`, once at least; its calls a second.
double callsPerSecond(double seconds, auto&& work)
{
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    double calls = 0, passed = 0;
    do {
        work();
        ++calls;
        passed = std::chrono::duration<double>(Clock::now() - start).count();
    } while (passed < seconds);
    return calls / passed;
}

/// The sum of the rates that `threads` threads measure at the same time.
double rateOfAll(int threads, const auto& rate)
{
    std::vector<double> rates(static_cast<std::size_t>(threads));
    {
        std::vector<std::jthread> workers;
        for (double& one : rates)
            workers.emplace_back([&rate, &one] { one = rate(); });
    }
    return std::accumulate(rates.begin(), rates.end(), 0.0);
}

} // namespace pareidolia
