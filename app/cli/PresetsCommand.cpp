// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/models/ModelLibrary.h"
#include "core/run/ParameterTable.h"
#include "core/run/Presets.h"
#include "core/search/Emitter.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

namespace pareidolia::cli {

namespace {

struct ListOptions
{
    bool json = false;
};

struct ShowOptions
{
    std::string name;
};

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text + "  ";
}

std::set<std::string> networksAtHand()
{
    std::set<std::string> names;
    for (const auto& [model, file, own] : ModelLibrary::standard().survey().entries)
        names.insert(model.name);
    return names;
}

bool isFile(const std::string& path)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

Result<int> list(const ListOptions& options)
{
    const Presets presets = Presets::standard();
    ASSIGN_OR_RETURN(const auto specs, presets.list());
    for (const Error& problem : presets.problems())
        tell("left out: " + problem.sentence());
    const std::set<std::string> atHand = networksAtHand();
    std::map<std::string, std::string> missing; ///< presets by their network
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const RunSpec& spec : specs) {
        const bool own = presets.isOwn(spec.name);
        const bool here = atHand.contains(spec.model) || isFile(spec.model);
        if (!here)
            missing[spec.model] += (missing[spec.model].empty() ? "" : ", ") + spec.name;
        all.push_back({{"name", spec.name},
                       {"summary", spec.summary},
                       {"own", own},
                       {"model", spec.model},
                       {"model_at_hand", here}});
        if (!options.json)
            print(padded(spec.name, 18) + (own ? "(own) " : "") + spec.summary);
    }
    for (const auto& [model, names] : missing)
        tell("the network " + model + " is missing, so these presets cannot run: " + names);
    if (options.json)
        printJson(all);
    return exitDone;
}

Result<int> show(const ShowOptions& options)
{
    ASSIGN_OR_RETURN(const auto spec, Presets::standard().load(options.name));
    print(specToJson(spec).dump(2));
    return exitDone;
}

/// The kind of run, search or encoding that has the parameter.
std::string ownerOf(const Parameter& parameter)
{
    if (const EmitterKind* kind = findEmitterKind(parameter.scope))
        return std::string(kind->title);
    if (const EncodingKind* kind = findEncodingKind(parameter.scope))
        return std::string(kind->title) + " encoding";
    return "every run";
}

Result<int> keys(const ListOptions& options)
{
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Parameter& parameter : parameters()) {
        const std::string key(parameter.key), unit(parameter.unit), meaning(parameter.meaning);
        all.push_back({{"key", key},
                       {"for", ownerOf(parameter)},
                       {"unit", unit},
                       {"range", parameter.range()},
                       {"default", parameter.defaultValue()},
                       {"changes_in_mid_run", parameter.changesInMidRun},
                       {"meaning", meaning}});
        if (options.json)
            continue;
        print(key + " (" + ownerOf(parameter) + ")");
        print("    " + meaning);
        std::string facts = parameter.range();
        if (!unit.empty())
            facts += " (" + unit + ")";
        const auto value = parameter.defaultValue();
        if (!facts.empty())
            facts += "; ";
        facts += value.is_null() ? "not set by default" : "default " + value.dump();
        if (parameter.changesInMidRun)
            facts += "; may change during a run";
        print("    " + facts);
    }
    if (options.json)
        printJson(all);
    return exitDone;
}

} // namespace

void addPresetsCommand(CLI::App& app, Action& action)
{
    const auto [verb, options] =
        addVerb(app, action, "presets", "List the presets of the program and your own", list);
    verb->require_subcommand(0, 1);
    const auto [showing, shown] =
        addVerb(*verb, action, "show", "Print a preset as a spec file", show);
    showing->add_option("name", shown->name, "Its name")->required();
    ListOptions* const listed =
        addVerb(*verb, action, "keys",
                "Print every key of a spec file: meaning, range, unit and default", keys)
            .second;
    verb->get_option("--json")->each([listed](const std::string&) {
        listed->json = true; // if it is given before "keys"
    });
}

} // namespace pareidolia::cli
