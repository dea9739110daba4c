// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/ForkedTrial.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pareidolia {

namespace {

constexpr std::size_t longestText = 500;

/// What the child writes last, so that an end without it is a crash.
constexpr char finished = '\n';

[[noreturn]] void beChild(int pipe, const std::function<std::optional<std::string>()>& work)
{
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    if (const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) {
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
    }
    // The parent's ways of dying are not the child's.
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTERM, SIGINT})
        std::signal(signal, SIG_DFL);
    std::string text = work().value_or("").substr(0, longestText);
    for (char& letter : text)
        if (letter == finished)
            letter = ' ';
    text += finished;
    const ssize_t written = write(pipe, text.data(), text.size()); // shorter than a pipe's page
    _exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
}

/// All that comes until the other end closes; nothing if that takes too long.
std::optional<std::string> readUntilClosed(int pipe, std::chrono::seconds patience)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    std::string text;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd waiting{.fd = pipe, .events = POLLIN, .revents = 0};
        const int ready = left > 0 ? poll(&waiting, 1, static_cast<int>(left)) : 0;
        if (ready == 0)
            return std::nullopt;
        std::array<char, 512> part{};
        const ssize_t count = ready > 0 ? read(pipe, part.data(), part.size()) : -1;
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return text;
        text.append(part.data(), static_cast<std::size_t>(count));
    }
}

} // namespace

std::optional<std::string> troubleInChild(const std::function<std::optional<std::string>()>& work,
                                          std::chrono::seconds patience)
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::string("no pipe can be opened (") + std::strerror(errno) + ")";
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        beChild(ends[1], work);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return std::string("no process can be started (") + std::strerror(errno) + ")";
    }
    const std::optional<std::string> text = readUntilClosed(ends[0], patience);
    close(ends[0]);
    if (!text)
        kill(child, SIGKILL);
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    if (!text)
        return "it did not end within " + std::to_string(patience.count()) + " seconds";
    if (text->empty() || text->back() != finished)
        return "it crashed";
    const std::string told = text->substr(0, text->size() - 1);
    return told.empty() ? std::nullopt : std::optional(told);
}

} // namespace pareidolia
