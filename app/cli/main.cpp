// SPDX-License-Identifier: GPL-3.0-or-later
// The command line. Verbs, options, JSON keys and exit codes are fixed, so that scripts can rely on
// them.
#include "app/cli/Shared.h"
#include "core/base/Text.h"
#include "core/base/Version.h"
#include "core/torch/Runtime.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

namespace pareidolia::cli {

namespace {

int report(const Error& error)
{
    tell("pareidolia-cli: " + error.sentence());
    return error.kind == Error::Kind::Usage ? 2 : 1;
}

/// The innermost verb that was given.
const CLI::App& innermost(const CLI::App& app)
{
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : innermost(*parsed.front());
}

std::vector<std::string> optionNames(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

std::vector<std::string> verbNames(const CLI::App& app)
{
    std::vector<std::string> names;
    const auto isShown = [](const CLI::App* verb) { return !verb->get_group().empty(); };
    for (const CLI::App* verb : app.get_subcommands(isShown))
        names.push_back(verb->get_name());
    return names;
}

std::string helpFor(const CLI::App& verb)
{
    return verb.get_parent() ? verb.get_name() + " --help" : "--help";
}

Error unknownWord(const CLI::App& app, const CLI::App& verb, const std::string& word)
{
    const bool option = word.starts_with('-');
    const auto known = option ? optionNames(verb) : verbNames(verb);
    const std::string what =
        (&verb == &app ? std::string() : verb.get_name() + ": ") + "\"" + word + "\"";
    if (known.empty() || known == std::vector<std::string>{"--help"})
        return {what, "it is not expected here", "see `pareidolia-cli " + helpFor(verb) + "`",
                Error::Kind::Usage};
    return {what, option ? "there is no such option" : "there is no such verb",
            "the nearest one is \"" + nearestWord(word.substr(0, word.find('=')), known) + "\"",
            Error::Kind::Usage};
}

Error explain(const CLI::App& app, const CLI::ParseError& error)
{
    const CLI::App& verb = innermost(app);
    const auto rest = app.remaining(true);
    const bool namesWord = dynamic_cast<const CLI::ExtrasError*>(&error) ||
                           dynamic_cast<const CLI::RequiredError*>(&error);
    if (namesWord && !rest.empty())
        return unknownWord(app, verb, rest.front());
    const std::string name = &verb == &app ? "command line" : verb.get_name();
    return {name, error.what(), "see `pareidolia-cli " + helpFor(verb) + "`", Error::Kind::Usage};
}

/// An empty value is a script's unset variable: it must neither lose a result nor lift a limit.
void refuseEmptyValues(CLI::App& app)
{
    const auto isGiven = [](const std::string& value) {
        return value.empty() ? std::string("its value is empty") : std::string();
    };
    for (CLI::Option* option : app.get_options())
        if (option->get_items_expected_max() > 0 && !option->check_lname("classes")) // empty: all
            option->check(isGiven);
    for (CLI::App* verb : app.get_subcommands({}))
        refuseEmptyValues(*verb);
}

int finish(int code)
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        return report(
            {"standard output", "not all results could be written", "check the disk or the pipe"});
    return code;
}

int runProgram(int argc, char** argv)
{
    CLI::App app("Searches for pictures that mean nothing to people and that a neural network "
                 "classifies with high confidence (arXiv 1412.1897).",
                 "pareidolia-cli");
    app.set_version_flag("--version", "Pareidolia " + programVersion());
    app.require_subcommand(1);

    Action action;
    addRunCommands(app, action);
    addRunFileCommands(app, action);
    addBranchCommands(app, action);
    addPresetsCommand(app, action);
    addClassifyCommand(app, action);
    addCompareCommand(app, action);
    addRescoreCommand(app, action);
    addModelCommand(app, action);
    addTrainCommand(app, action);
    addBenchCommands(app, action);
    refuseEmptyValues(app);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return finish(app.exit(error)); // --help and --version
        return report(explain(app, error));
    }
    const Result<int> code = action();
    std::fflush(stdout);
    return code ? finish(*code) : report(code.error());
}

} // namespace

} // namespace pareidolia::cli

int main(int argc, char** argv)
{
    using namespace pareidolia;
    // A file-size limit is reported as an error instead of ending the program.
    std::signal(SIGXFSZ, SIG_IGN);
    if (argc < 2 || argv[1] != cli::naiveVerb)
        prepareProcess();
    try {
        return cli::runProgram(argc, argv);
    } catch (const std::bad_alloc&) {
        return cli::report({"memory", "not enough of it is free",
                            "close other programs or choose smaller settings"});
    } catch (const std::exception& error) {
        return cli::report({"pareidolia-cli", error.what(), "please report this as a bug"});
    }
}
