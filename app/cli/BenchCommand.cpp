// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"
#include "core/benchmark/Ratios.h"

#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

constexpr int rounds = 3;

struct BenchOptions
{
    std::string threads;
    bool json = false;
};

/// Prints each ratio as soon as it is measured, and keeps it for the JSON.
class Report
{
public:
    explicit Report(bool json) : m_json(json) {}

    void add(const std::string& name, double value)
    {
        m_values[name] = std::round(value * 1000) / 1000;
        if (m_json)
            return;
        char number[32];
        std::snprintf(number, sizeof number, "%10.3f  ", value);
        print(number + name);
    }
    void finish() const
    {
        if (m_json)
            printJson(m_values);
    }

private:
    bool m_json;
    nlohmann::ordered_json m_values = nlohmann::ordered_json::object();
};

Result<void> measure(const std::string& preset, const std::string& name, int threads,
                     Report& report)
{
    const auto subject = loadBenchmarked(preset);
    if (!subject)
        return tl::unexpected(subject.error());

    tell("measuring " + preset + " …");
    const auto pipeline = pipelineOverForward(*subject, threads, rounds);
    if (!pipeline)
        return tl::unexpected(pipeline.error());
    report.add(name + ".pipeline_over_forward", pipeline->ratio);
    report.add(name + ".pipeline_per_second", pipeline->pipelineRate);
    report.add(name + ".forward_per_second", pipeline->forwardRate);
    if (threads > 1) {
        const auto speedup = workersOverOne(*subject, 2, rounds);
        if (!speedup)
            return tl::unexpected(speedup.error());
        report.add(name + ".two_workers_over_one", *speedup);
    }
    const auto share = bookkeepingShare(*subject);
    if (!share)
        return tl::unexpected(share.error());
    report.add(name + ".bookkeeping_share", *share);
    return {};
}

Result<int> bench(const BenchOptions& options)
{
    const auto threads = parseThreads(options.threads);
    if (!threads)
        return tl::unexpected(threads.error());
    Report report(options.json);
    for (const auto& [preset, name] :
         {std::pair{"mnist-direct", "mnist"}, std::pair{"mnist-cppn", "mnist_cppn"}})
        if (const auto measured = measure(preset, name, *threads, report); !measured)
            return tl::unexpected(measured.error());
    report.finish();
    return exitDone;
}

} // namespace

void addBenchCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<BenchOptions>();
    CLI::App* verb = app.add_subcommand(
        "bench", "How fast whole runs are here, against the bare network, in this process");
    verb->add_option("--threads", options->threads, "Workers");
    verb->add_flag("--json", options->json, "Print the ratios as one line of JSON");
    verb->callback([options, &action] { action = [options] { return bench(*options); }; });
}

} // namespace pareidolia::cli
