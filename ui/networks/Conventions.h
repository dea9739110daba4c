// SPDX-License-Identifier: GPL-3.0-or-later
// The pixel values that well-known libraries use, so that users need to know a network's origin
// only.
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

struct Convention
{
    QString title;
    std::vector<float> mean;      ///< in R, G, B order, 0–255 units
    std::vector<float> deviation; ///< the divisor of the difference
    std::string channels;         ///< empty: as the file says
};

/// The first one sets nothing: as the file says, or the default.
std::vector<Convention> conventions();

/// "123, 117, 104"; nothing if it is not a list of one or three numbers. Empty text is an empty
/// list.
std::optional<std::vector<float>> numbersIn(const QString& text);
QString textOf(const std::vector<float>& numbers);

} // namespace pareidolia
