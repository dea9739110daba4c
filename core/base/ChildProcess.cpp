// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ChildProcess.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace pareidolia {

namespace {

constexpr std::size_t longestAnswer = 4096;

/// Closed at its end.
class Socket
{
public:
    explicit Socket(int number) : m_number(number) {}
    ~Socket() { close(m_number); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

/// 0, or why the program cannot be started. The socket becomes its input and its output.
int start(pid_t& child, const std::string& program, const std::vector<std::string>& arguments,
          const Socket& socket)
{
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket.number(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    // The parent's ways of dying are not the child's.
    sigset_t every, none;
    sigfillset(&every);
    sigemptyset(&none);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigdefault(&attributes, &every);
    posix_spawnattr_setsigmask(&attributes, &none);
    const int trouble =
        posix_spawn(&child, program.c_str(), &files, &attributes, pointers.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return trouble;
}

/// Sends what the other end takes now; false if it takes nothing any more.
bool sendSome(const Socket& socket, std::string_view& rest)
{
    const ssize_t count =
        send(socket.number(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0)
        rest.remove_prefix(static_cast<std::size_t>(count));
    return count > 0 || errno == EAGAIN || errno == EINTR;
}

/// Gives the input while it waits for a line, until the other end closes; nothing if that takes too
/// long.
std::optional<std::string> talk(const Socket& socket, std::string_view rest,
                                std::chrono::seconds patience)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    std::string text;
    bool giving = true;
    while (text.size() < longestAnswer && !text.ends_with('\n')) {
        if (giving && rest.empty()) {
            giving = false;
            shutdown(socket.number(), SHUT_WR);
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd waiting{.fd = socket.number(),
                       .events = static_cast<short>(giving ? POLLIN | POLLOUT : POLLIN),
                       .revents = 0};
        const int ready = left > 0 ? poll(&waiting, 1, static_cast<int>(left)) : 0;
        if (ready == 0)
            return std::nullopt;
        if (giving && (waiting.revents & POLLOUT))
            giving = sendSome(socket, rest);
        if (ready < 0 || !(waiting.revents & (POLLIN | POLLHUP | POLLERR)))
            continue;
        std::array<char, 512> part{};
        const ssize_t count = recv(socket.number(), part.data(), part.size(), MSG_DONTWAIT);
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (count <= 0)
            break;
        text.append(part.data(), static_cast<std::size_t>(count));
    }
    return text;
}

} // namespace

Result<std::string> answerOf(const std::filesystem::path& program,
                             const std::vector<std::string>& arguments, std::string_view input,
                             std::chrono::seconds patience)
{
    const auto refused = [&](int number) {
        if (number == ENOENT)
            return failure(program.string(), "this part of Pareidolia is missing",
                           "build or install Pareidolia again");
        return failure(program.string(),
                       std::string("it cannot be started (") + std::strerror(number) + ")",
                       "close other programs and try again");
    };
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return refused(errno);
    const Socket ours(ends[0]);
    pid_t child = -1;
    {
        const Socket theirs(ends[1]);
        if (const int number = start(child, program.string(), arguments, theirs); number != 0)
            return refused(number);
    }
    const std::optional<std::string> line = talk(ours, input, patience);
    kill(child, SIGKILL); // whatever it says, nothing more is wanted of it
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    if (!line)
        return "it came to no end in " + std::to_string(patience.count()) + " seconds";
    return line->ends_with('\n') ? line->substr(0, line->size() - 1) : "it crashed";
}

} // namespace pareidolia
