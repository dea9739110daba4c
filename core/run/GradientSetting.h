// SPDX-License-Identifier: GPL-3.0-or-later
// The four settings of gradient ascent that the paper's supplement compares, by name.
#pragma once

#include "core/search/SearchSettings.h"

#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// "none", "L2", "blur", "all", and "custom" for whatever is none of them.
std::vector<std::string> gradientSettingNames();

/// Sets decay, steps, early and late gain, blur and percentiles as in the supplement. Start,
/// objective, the largest rate and when a class is done stay; "custom" changes nothing.
void applyGradientSetting(std::string_view name, GradientSettings& settings);

/// The name of the setting whose values these are; "custom" if there is none.
std::string gradientSettingOf(const GradientSettings& settings);

} // namespace pareidolia
