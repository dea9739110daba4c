// SPDX-License-Identifier: GPL-3.0-or-later
// How well-known libraries hand pictures to their networks: who knows where a network came from
// need not know the numbers.
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
    std::vector<float> deviation; ///< by which the difference is divided
    std::string channels;         ///< empty: as the file says
};

/// The first one says nothing: as the file says, or the usual.
std::vector<Convention> conventions();

/// "123, 117, 104"; nothing if it is no list of one or three numbers. Empty text is an empty list.
std::optional<std::vector<float>> numbersIn(const QString& text);
QString textOf(const std::vector<float>& numbers);

} // namespace pareidolia
