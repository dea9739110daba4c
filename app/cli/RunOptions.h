// SPDX-License-Identifier: GPL-3.0-or-later
// The options of `run`, and how they become a spec.
#pragma once

#include "core/run/RunSpec.h"

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pareidolia::cli {

using Setting = std::pair<std::string, std::string>; ///< key and value

/// Text as given; the parameter table reads the values.
struct RunOptions
{
    std::string preset;
    std::string specFile;
    std::vector<std::string> settings; ///< key=value
    std::map<std::string, std::string>
        values; ///< key of the parameter table → the value of its option
    std::string threads;
    std::string device = "cpu";
    std::string exportFolder;
    std::string save; ///< a run file
    bool json = false;
};

void addRunOptions(CLI::App& verb, RunOptions& options);

/// --generations, --evaluations, --seconds, --until-median, --until-min, --threads, --device.
void addLimitOptions(CLI::App& verb, RunOptions& options);

/// --export
void addExportOption(CLI::App& verb, RunOptions& options);

/// --set, which may be repeated.
void addSetOption(CLI::App& verb, std::vector<std::string>& settings);

/// `words`: "key=value" each.
Result<std::vector<Setting>> parseSettings(const std::vector<std::string>& words);

/// The preset or spec file with the changes of the command line, whose limits replace all limits of
/// the preset.
Result<RunSpec> specOf(const RunOptions& options);

} // namespace pareidolia::cli
