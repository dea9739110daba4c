// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/TorchFailure.h"

#include <string_view>

namespace pareidolia {

namespace {

std::string_view lineAt(std::string_view text, std::size_t start)
{
    return text.substr(start, text.find('\n', start) - start);
}

} // namespace

std::string reasonOf(const std::exception& exception)
{
    const std::string_view message = exception.what();

    // The interpreter puts the cause last, below a trace of TorchScript source.
    constexpr std::string_view mark = "\nRuntimeError: ";
    std::string_view line;
    if (const std::size_t place = message.rfind(mark); place != std::string_view::npos)
        line = lineAt(message, place + mark.size());
    else
        line = lineAt(message, message.find_first_not_of(" \n\t") == std::string_view::npos
                                   ? 0
                                   : message.find_first_not_of(" \n\t"));

    while (!line.empty() && (line.back() == '.' || line.back() == ':' || line.back() == ' '))
        line.remove_suffix(1);
    return line.empty() ? "LibTorch gave no reason" : std::string(line);
}

} // namespace pareidolia
