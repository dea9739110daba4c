// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunJob.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Shared.h"
#include "core/loading/Loader.h"
#include "core/runfile/Reopening.h"

#include <filesystem>
#include <memory>
#include <utility>

namespace pareidolia::cli {

namespace {

/// A file for a run that has not begun.
Result<std::shared_ptr<RunRecorder>> recorderFor(const Run& run, const std::string& path)
{
    RunHeader header = headerOf(run);
    std::error_code ignored;
    if (std::filesystem::exists(header.spec.model, ignored)) // it is found from any folder
        header.spec.model = std::filesystem::absolute(header.spec.model).string();
    auto file = RunFileWriter::create(path, header);
    if (!file)
        return tl::unexpected(file.error());
    return std::make_shared<RunRecorder>(std::move(*file), run);
}

Result<int> runSearch(const RunOptions& options)
{
    auto spec = specOf(options);
    if (!spec)
        return tl::unexpected(spec.error());
    const auto threads = parseThreads(options.threads);
    if (!threads)
        return tl::unexpected(threads.error());
    std::optional<ExportFolder> folder;
    if (!options.exportFolder.empty()) {
        auto prepared = ExportFolder::prepare(options.exportFolder);
        if (!prepared)
            return tl::unexpected(prepared.error());
        folder = std::move(*prepared);
    }

    auto classifier = openClassifier(spec->model, options.device);
    if (!classifier)
        return tl::unexpected(classifier.error());
    auto created = Run::create(*spec, *classifier);
    if (!created)
        return tl::unexpected(created.error());

    std::shared_ptr<RunRecorder> recorder;
    if (!options.save.empty()) {
        auto made = recorderFor(**created, options.save);
        if (!made)
            return tl::unexpected(made.error());
        recorder = std::move(*made);
    }
    return runToTheEnd({.run = std::move(*created),
                        .recorder = std::move(recorder),
                        .file = options.save,
                        .threads = *threads,
                        .folder = std::move(folder),
                        .json = options.json});
}

} // namespace

void addRunCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<RunOptions>();
    CLI::App* verb =
        app.add_subcommand("run", "Search for pictures until the first of the limits is met");
    addRunOptions(*verb, *options);
    verb->callback([options, &action] { action = [options] { return runSearch(*options); }; });
}

} // namespace pareidolia::cli
