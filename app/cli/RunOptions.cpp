// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunOptions.h"

#include "app/cli/Shared.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/run/ParameterTable.h"
#include "core/run/Presets.h"

#include <algorithm>
#include <utility>

namespace pareidolia::cli {

namespace {

Result<RunSpec> startingPoint(const RunOptions& options)
{
    if (options.preset.empty() == options.specFile.empty())
        return usageError("run", "it needs either --preset or --spec",
                          "try `pareidolia-cli run --preset mnist-direct`");
    if (!options.preset.empty())
        return Presets::standard().load(options.preset);
    ASSIGN_OR_RETURN(const auto text, readFile(options.specFile));
    return specFromJson(text, options.specFile);
}

Result<void> applySettings(RunSpec& spec, const std::vector<Setting>& settings)
{
    // A single value overrides a key that sets several, in whatever order they are given.
    for (const bool settingOthers : {true, false})
        for (const auto& [key, value] : settings) {
            const auto parameter = findParameter(key);
            if (parameter && (*parameter)->setsOthers != settingOthers)
                continue;
            RETURN_IF_ERROR(setParameterFromText(spec, key, value));
        }
    // Only now: `search` and `encoding` may have been given last.
    for (const auto& [key, value] : settings)
        if (!applies(**findParameter(key), spec))
            return usageError(key, "it does not apply to this kind of run",
                              "`pareidolia-cli presets keys` lists what each key applies to");
    return {};
}

bool isLimit(const Setting& setting)
{
    const auto parameter = findParameter(setting.first);
    return parameter && (*parameter)->isLimit;
}

/// An option whose value the parameter table reads.
void addValue(CLI::App& verb, RunOptions& options, const char* option, const char* key,
              const char* help)
{
    verb.add_option_function<std::string>(
        option, [&options, key](const std::string& text) { options.values[key] = text; }, help);
}

} // namespace

Result<std::vector<Setting>> parseSettings(const std::vector<std::string>& words)
{
    std::vector<Setting> settings;
    for (const std::string& word : words) {
        const auto equals = word.find('=');
        if (equals == word.npos)
            return usageError("--set " + word, "it has no \"=\"", "write --set key=value");
        settings.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return settings;
}

void addLimitOptions(CLI::App& verb, RunOptions& options)
{
    addValue(verb, options, "--generations", "generations",
             "End after this generation; the initial one is 0");
    addValue(verb, options, "--evaluations", "evaluations", "End after this number of evaluations");
    addValue(verb, options, "--seconds", "seconds", "End after this running time");
    addValue(verb, options, "--until-median", "until_median",
             "End when the median confidence reaches this");
    addValue(verb, options, "--until-min", "until_min",
             "End when every class reaches this confidence");
    verb.add_option("--threads", options.threads,
                    "Worker threads; the result does not depend on it");
    verb.add_option("--device", options.device, "The torch device that runs the network");
}

void addExportOption(CLI::App& verb, RunOptions& options)
{
    verb.add_option("--export", options.exportFolder,
                    "A folder for pictures, contact sheet, curves and run.json");
}

void addSetOption(CLI::App& verb, std::vector<std::string>& settings)
{
    verb.add_option("--set", settings, "Any setting, as key=value; repeatable (see presets keys)")
        ->expected(1)
        ->take_all();
}

void addRunOptions(CLI::App& verb, RunOptions& options)
{
    verb.add_option("--preset", options.preset,
                    "A preset of the program, or one of your own (see presets)");
    verb.add_option("--spec", options.specFile, "A spec file, as `presets show` prints them");
    addValue(verb, options, "--model", "model",
             "The network: a name (see model list) or a .pt file");
    addSetOption(verb, options.settings);
    addValue(verb, options, "--classes", "classes",
             "The classes to search for: numbers, ranges, labels, groups (0,5,7-9)");
    addValue(verb, options, "--seed", "seed", "The seed of the random numbers");
    addLimitOptions(verb, options);
    verb.add_option("--save", options.save,
                    "A new run file (.pareidolia), written during the run; see resume");
    addExportOption(verb, options);
}

Result<RunSpec> specOf(const RunOptions& options)
{
    ASSIGN_OR_RETURN(auto spec, startingPoint(options));
    ASSIGN_OR_RETURN(auto settings, parseSettings(options.settings));
    settings.insert(settings.end(), options.values.begin(), options.values.end());
    if (std::ranges::any_of(settings, isLimit))
        spec.limits = {};
    RETURN_IF_ERROR(applySettings(spec, settings));
    if (spec.model.empty())
        return usageError("run", "no network is given", "give --model, or a spec with that key");
    return spec;
}

} // namespace pareidolia::cli
