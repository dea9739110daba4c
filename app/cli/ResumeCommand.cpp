// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunJob.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Shared.h"
#include "core/loading/Loader.h"
#include "core/run/ParameterTable.h"
#include "core/runfile/Reopening.h"

#include <memory>
#include <utility>

namespace pareidolia::cli {

namespace {

struct ResumeOptions
{
    std::string file;
    RunOptions run;
};

/// Those of the command line, in place of all that the run had; its own where there are none.
Result<Limits> limitsOf(const RunOptions& options, const RunSpec& spec)
{
    if (options.values.empty())
        return spec.limits;
    RunSpec limited = spec;
    limited.limits = {};
    for (const auto& [key, value] : options.values)
        if (auto set = setParameterFromText(limited, key, value); !set)
            return tl::unexpected(set.error());
    return limited.limits;
}

Result<int> resume(const ResumeOptions& options)
{
    const auto threads = parseThreads(options.run.threads);
    if (!threads)
        return tl::unexpected(threads.error());
    auto writer = RunFileWriter::open(options.file); // first: nobody else may change it now
    if (!writer)
        return tl::unexpected(writer.error());
    auto file = RunFile::open(options.file);
    if (!file)
        return tl::unexpected(file.error());
    const RunHeader header = (*file)->header();
    const auto classifier = openSameClassifier(header.model, header.spec.model, options.run.device);
    if (!classifier)
        return tl::unexpected(classifier.error());
    if (const std::string difference = differenceOf(header, **classifier); !difference.empty())
        tell(difference);
    auto run = reopen(**file, *classifier);
    if (!run)
        return tl::unexpected(run.error());
    const auto limits = limitsOf(options.run, (*run)->spec());
    if (!limits)
        return tl::unexpected(limits.error());
    std::optional<ExportFolder> folder;
    if (!options.run.exportFolder.empty()) {
        auto prepared = ExportFolder::prepare(options.run.exportFolder);
        if (!prepared)
            return tl::unexpected(prepared.error());
        folder = std::move(*prepared);
    }

    file->reset(); // a reader keeps the writer from leaving one whole file
    auto recorder = std::make_shared<RunRecorder>(std::move(*writer), **run);
    if ((*run)->spec().limits != *limits) {
        (*run)->setLimits(*limits);
        recorder->changed(**run);
    }
    return runToTheEnd({.run = std::move(*run),
                        .recorder = std::move(recorder),
                        .file = options.file,
                        .threads = *threads,
                        .folder = std::move(folder),
                        .resumed = true,
                        .json = options.run.json});
}

} // namespace

void addResumeCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<ResumeOptions>();
    CLI::App* verb =
        app.add_subcommand("resume", "Go on with a saved run, exactly as if it had never stopped");
    verb->add_option("file", options->file, "A run file (.pareidolia)")->required();
    addLimitOptions(*verb, options->run);
    addExportOption(*verb, options->run);
    verb->add_flag("--json", options->run.json, "Print the result as one line of JSON");
    verb->callback([options, &action] { action = [options] { return resume(*options); }; });
}

} // namespace pareidolia::cli
