// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ScriptText.h"

#include "core/base/Text.h"

namespace pareidolia {

std::string list(const std::vector<std::int64_t>& numbers)
{
    std::string text;
    for (const std::int64_t number : numbers)
        text += (text.empty() ? "[" : ", ") + std::to_string(number);
    return text + "]";
}

std::string list(const std::array<std::int64_t, 2>& pair)
{
    return list(std::vector<std::int64_t>(pair.begin(), pair.end()));
}

std::string real(float number)
{
    const std::string text = formatFloat(number);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string padded(const std::string& value, const Padding& padding, const std::string& with)
{
    const auto& [top, left, bottom, right] = padding;
    return "torch.constant_pad_nd(" + value + ", " +
           list(std::vector<std::int64_t>{left, right, top, bottom}) + ", " + with + ")";
}

std::string truth(bool value)
{
    return value ? "True" : "False";
}

} // namespace pareidolia
