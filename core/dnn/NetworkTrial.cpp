// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/NetworkTrial.h"

#include "core/base/Resources.h"
#include "core/dnn/ChildProcess.h"
#include "core/dnn/DnnNetworks.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace pareidolia {

namespace {

/// A network of two hundred million weights takes a few seconds.
constexpr std::chrono::seconds patience{120};

constexpr std::size_t longestTrouble = 500;

} // namespace

Result<std::string> troubleInTrial(std::string_view onnx, const ImageShape& input)
{
    auto answer = answerOf(helperProgram("pareidolia-try-onnx"),
                           {std::to_string(input.width), std::to_string(input.height),
                            std::to_string(input.channels), std::to_string(onnx.size())},
                           onnx, patience);
    return answer == "it crashed" ? "OpenCV crashes on it" : answer;
}

int beTrial(std::span<char*> arguments)
{
    if (arguments.size() != 5) {
        std::cerr << "For pareidolia alone: it tries networks with this program first.\n";
        return 2;
    }
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // What OpenCV might print is no answer.
    const int answer = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);

    const auto side = [&](std::size_t i) { return std::atoi(arguments[i]); };
    std::string onnx(std::strtoull(arguments[4], nullptr, 10), '\0');
    for (std::size_t filled = 0; filled < onnx.size();) {
        const ssize_t count = read(STDIN_FILENO, onnx.data() + filled, onnx.size() - filled);
        if (count <= 0)
            return 1;
        filled += static_cast<std::size_t>(count);
    }
    std::string line = DnnNetworks(std::move(onnx), {side(1), side(2), side(3)}, "")
                           .trouble()
                           .substr(0, longestTrouble);
    std::ranges::replace(line, '\n', ' ');
    line += '\n';
    return write(answer, line.data(), line.size()) == static_cast<ssize_t>(line.size()) ? 0 : 1;
}

} // namespace pareidolia
