// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openvino/NetworkTrial.h"

#include "core/base/ChildProcess.h"
#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#include <vector>

namespace pareidolia {

namespace {

using nlohmann::json;

/// A network of two hundred million weights takes a few seconds.
constexpr std::chrono::seconds patience{120};
constexpr std::size_t longestTrouble = 500;
constexpr const char* advice = "export it with simpler operators, or choose another network";

/// Weights are there several times while a network is compiled, and activations beside them.
rlim_t mostMemory(std::size_t networkBytes)
{
    struct sysinfo machine
    {};
    sysinfo(&machine);
    const std::uint64_t most = machine.totalram * machine.mem_unit / 4 * 3;
    return std::min<std::uint64_t>((std::uint64_t{4} << 30) + 10 * networkBytes, most);
}

/// Where it is remembered that a network was tried; empty where there is no such place.
std::filesystem::path memoOf(std::string_view onnx, const OpenVinoNetwork::Form& form)
{
    const std::filesystem::path folder = userCacheFolder();
    if (folder.empty())
        return {};
    Digest digest;
    digest.add(openVinoRuntime());
    for (const int number :
         {form.picture.width, form.picture.height, form.picture.channels, form.microBatch})
        digest.add(static_cast<std::uint32_t>(number));
    digest.add(onnx);
    return folder / "tried-networks" / digest.hex();
}

Result<std::size_t> numbersFrom(const std::string& answer, const std::string& source)
{
    const json told = json::parse(answer, nullptr, false);
    if (told.is_object() && told.contains("numbers") && told["numbers"].is_number_unsigned())
        return told["numbers"].get<std::size_t>();
    if (told.is_object() && told.contains("trouble") && told["trouble"].is_string())
        return failure(source, told["trouble"].get<std::string>(), advice);
    if (answer == "it crashed")
        return failure(source, "OpenVINO crashes on it or needs too much memory", advice);
    return failure(source, "running it once failed: " + answer, advice);
}

Result<std::size_t> run(std::string_view onnx, const OpenVinoNetwork::Form& form)
{
    ASSIGN_OR_RETURN(const auto network, OpenVinoNetwork::compile(onnx, form, ""));
    const auto batch = static_cast<std::size_t>(form.microBatch);
    const std::vector<float> grey(batch * form.picture.bytes(), 0.5f);
    std::vector<float> answers(batch * network->numbers());
    RETURN_IF_ERROR(network->forward(grey, answers));
    return network->numbers();
}

bool readAll(std::string& bytes)
{
    for (std::size_t filled = 0; filled < bytes.size();) {
        const ssize_t count = read(STDIN_FILENO, bytes.data() + filled, bytes.size() - filled);
        if (count <= 0)
            return false;
        filled += static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace

Result<std::size_t> numbersInTrial(std::string_view onnx, const OpenVinoNetwork::Form& form,
                                   const std::string& source)
{
    const std::filesystem::path memo = memoOf(onnx, form);
    if (!memo.empty())
        if (const auto known = readFile(memo))
            if (const auto numbers = parseUnsigned(trimmed(*known)))
                return static_cast<std::size_t>(*numbers);
    ASSIGN_OR_RETURN(
        const auto answer,
        answerOf(helperProgram("pareidolia-try-onnx"),
                 {std::to_string(form.picture.width), std::to_string(form.picture.height),
                  std::to_string(form.picture.channels), std::to_string(form.microBatch),
                  std::to_string(onnx.size())},
                 onnx, patience));
    const auto numbers = numbersFrom(answer, source);
    std::error_code ignored;
    if (numbers && !memo.empty() &&
        (std::filesystem::create_directories(memo.parent_path(), ignored), !ignored))
        (void)writeFile(memo, std::to_string(*numbers) + '\n'); // it is only tried again otherwise
    return numbers;
}

int beTrial(std::span<char*> arguments)
{
    if (arguments.size() != 6) {
        std::cerr << "For pareidolia alone: it tries networks with this program first.\n";
        return 2;
    }
    const auto number = [&](std::size_t i) { return std::atoi(arguments[i]); };
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // What the runtime might print is no answer.
    const int answer = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);

    std::string onnx(std::strtoull(arguments[5], nullptr, 10), '\0');
    const rlimit memory{mostMemory(onnx.size()), mostMemory(onnx.size())};
    setrlimit(RLIMIT_DATA, &memory);
    if (!readAll(onnx))
        return 1;
    const auto numbers =
        run(onnx, {.picture = {number(1), number(2), number(3)}, .microBatch = number(4)});
    const json told = numbers ? json{{"numbers", *numbers}}
                              : json{{"trouble", numbers.error().why.substr(0, longestTrouble)}};
    const std::string line = told.dump(-1, ' ', true, json::error_handler_t::replace) + '\n';
    return write(answer, line.data(), line.size()) == static_cast<ssize_t>(line.size()) ? 0 : 1;
}

} // namespace pareidolia
