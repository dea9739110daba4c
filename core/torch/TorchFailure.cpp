// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/TorchFailure.h"

#include <algorithm>
#include <string_view>

namespace pareidolia {

std::string reasonOf(const std::exception& exception)
{
    const std::string_view message = exception.what();

    // The interpreter puts the cause last, below a trace of TorchScript source.
    constexpr std::string_view mark = "\nRuntimeError: ";
    const std::size_t place = message.rfind(mark);
    const std::size_t start = place != message.npos
                                  ? place + mark.size()
                                  : std::min(message.find_first_not_of(" \n\t"), message.size());
    std::string_view line = message.substr(start, message.find('\n', start) - start);
    while (!line.empty() && (line.back() == '.' || line.back() == ':' || line.back() == ' '))
        line.remove_suffix(1);
    return line.empty() ? "LibTorch gave no reason" : std::string(line);
}

} // namespace pareidolia
