// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/NaiveProcess.h"

#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/models/ModelLibrary.h"
#include "core/torch/BareForward.h"

#include <array>
#include <cstdlib>
#include <iostream>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace pareidolia::cli {

namespace {

/// The environment of this process without the settings of malloc.
std::vector<char*> cleanEnvironment()
{
    std::vector<char*> kept;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        if (!text.starts_with("MALLOC_") && !text.starts_with("GLIBC_TUNABLES="))
            kept.push_back(*entry);
    }
    kept.push_back(nullptr);
    return kept;
}

struct NaiveOptions
{
    std::string model;
};

Result<int> answerLines(const NaiveOptions& options)
{
    ASSIGN_OR_RETURN(const auto file, ModelLibrary::standard().open(options.model));
    ASSIGN_OR_RETURN(const auto naive, naiveForward(file));
    for (std::string line; std::getline(std::cin, line);) {
        print(formatReal(naive(std::strtod(line.c_str(), nullptr))));
        std::fflush(stdout);
    }
    return exitDone;
}

} // namespace

NaiveProcess::NaiveProcess(const std::string& model)
{
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = "pareidolia-cli", verb(naiveVerb), name = model;
    const std::array<char*, 4> arguments{program.data(), verb.data(), name.data(), nullptr};
    if (posix_spawn(&m_process, "/proc/self/exe", &actions, nullptr, arguments.data(),
                    cleanEnvironment().data()) != 0)
        m_process = -1;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    m_channel = ends[0];
}

NaiveProcess::~NaiveProcess()
{
    if (m_channel >= 0)
        close(m_channel);
    if (m_process > 0)
        waitpid(m_process, nullptr, 0);
}

Result<double> NaiveProcess::picturesPerSecond(double seconds)
{
    const std::string question = formatReal(seconds) + "\n";
    send(m_channel, question.data(), question.size(), MSG_NOSIGNAL);
    std::string answer;
    for (char letter = 0; recv(m_channel, &letter, 1, 0) == 1 && letter != '\n';)
        answer += letter;
    const double rate = std::strtod(answer.c_str(), nullptr);
    if (!(rate > 0))
        return failure("bench", "the process that runs the untuned network gave no figure",
                       "see its output, or free some memory");
    return rate;
}

void addNaiveCommand(CLI::App& app, Action& action)
{
    const auto [verb, options] =
        addVerb(app, action, std::string(naiveVerb), "Used by `bench`", answerLines);
    verb->group("");
    verb->add_option("model", options->model)->required();
}

} // namespace pareidolia::cli
