// SPDX-License-Identifier: GPL-3.0-or-later
// `run` and `resume`: a run from its beginning, or from a run file.
#include "app/cli/RunJob.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/loading/Loader.h"
#include "core/run/ParameterTable.h"
#include "core/runfile/Reopening.h"

#include <filesystem>
#include <memory>
#include <utility>

namespace pareidolia::cli {

namespace {

/// A file for a run that has not begun; null without a path.
Result<std::shared_ptr<RunRecorder>> recorderFor(const Run& run, const std::string& path)
{
    if (path.empty())
        return nullptr;
    RunHeader header = headerOf(run);
    std::error_code ignored;
    if (std::filesystem::exists(header.spec.model, ignored)) // it is found from any folder
        header.spec.model = std::filesystem::absolute(header.spec.model).string();
    ASSIGN_OR_RETURN(auto file, RunFileWriter::create(path, header));
    return std::make_shared<RunRecorder>(std::move(file), run);
}

Result<std::optional<ExportFolder>> folderFor(const RunOptions& options)
{
    if (options.exportFolder.empty())
        return std::nullopt;
    return ExportFolder::prepare(options.exportFolder);
}

Result<int> runSearch(const RunOptions& options)
{
    ASSIGN_OR_RETURN(const auto spec, specOf(options));
    ASSIGN_OR_RETURN(const auto threads, parseThreads(options.threads));
    ASSIGN_OR_RETURN(auto folder, folderFor(options));
    ASSIGN_OR_RETURN(const auto classifier, openClassifier(spec.model, options.device));
    ASSIGN_OR_RETURN(auto run, Run::create(spec, classifier));
    ASSIGN_OR_RETURN(auto recorder, recorderFor(*run, options.save));
    return runToTheEnd({.run = std::move(run),
                        .recorder = std::move(recorder),
                        .file = options.save,
                        .threads = threads,
                        .folder = std::move(folder),
                        .json = options.json});
}

struct ResumeOptions : RunOptions
{
    std::string file;
};

/// The limits of the command line, which replace all limits of the run; without any, the run's.
Result<Limits> limitsOf(const RunOptions& options, const RunSpec& spec)
{
    if (options.values.empty())
        return spec.limits;
    RunSpec limited = spec;
    limited.limits = {};
    for (const auto& [key, value] : options.values)
        RETURN_IF_ERROR(setParameterFromText(limited, key, value));
    return limited.limits;
}

Result<int> resume(const ResumeOptions& options)
{
    ASSIGN_OR_RETURN(const auto threads, parseThreads(options.threads));
    ASSIGN_OR_RETURN(auto writer, RunFileWriter::open(options.file)); // first: locks the file
    ASSIGN_OR_RETURN(auto file, RunFile::open(options.file));
    const RunHeader header = file->header();
    ASSIGN_OR_RETURN(const auto classifier,
                     openSameClassifier(header.model, header.spec.model, options.device));
    if (const std::string difference = differenceOf(header, *classifier); !difference.empty())
        tell(difference);
    ASSIGN_OR_RETURN(auto run, reopen(*file, classifier));
    ASSIGN_OR_RETURN(const auto limits, limitsOf(options, run->spec()));
    ASSIGN_OR_RETURN(auto folder, folderFor(options));

    file.reset(); // while it is open, the writer cannot merge its companion files into it
    auto recorder = std::make_shared<RunRecorder>(std::move(writer), *run);
    if (run->spec().limits != limits) {
        run->setLimits(limits);
        recorder->changed(*run);
    }
    return runToTheEnd({.run = std::move(run),
                        .recorder = std::move(recorder),
                        .file = options.file,
                        .threads = threads,
                        .folder = std::move(folder),
                        .resumed = true,
                        .json = options.json});
}

} // namespace

void addRunCommands(CLI::App& app, Action& action)
{
    const auto [running, runOptions] = addVerb(
        app, action, "run", "Search for pictures until the first of the limits is met", runSearch);
    addRunOptions(*running, *runOptions);
    const auto [resuming, resumeOptions] = addVerb(
        app, action, "resume", "Continue a saved run exactly as if it had never stopped", resume);
    resuming->add_option("file", resumeOptions->file, "A run file (.pareidolia)")->required();
    addLimitOptions(*resuming, *resumeOptions);
    addExportOption(*resuming, *resumeOptions);
}

} // namespace pareidolia::cli
