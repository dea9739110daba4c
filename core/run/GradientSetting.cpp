// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/GradientSetting.h"

#include <array>

namespace pareidolia {

namespace {

constexpr const char* custom = "custom";

/// A line of the supplement's table.
struct Setting
{
    const char* name;
    double decay;
    std::uint32_t steps;
    double early, late;
    double blurRadius;
    std::uint32_t blurEvery;
    double normPercentile, contributionPercentile;
};

constexpr std::array settings{
    Setting{"none", 0, 500, 0.02, 0.1, 0, 1, 0, 0},
    Setting{"L2", 0.01, 1500, 0.03, 0.02, 0, 1, 0, 0},
    Setting{"blur", 0.001, 1000, 0.03, 0.05, 0.4, 2, 0, 0},
    Setting{"all", 0.001, 1500, 0.03, 0.05, 0.3, 1, 20, 20},
};

GradientSettings with(const Setting& setting, GradientSettings values)
{
    values.decay = setting.decay;
    values.steps = setting.steps;
    values.earlyWant = setting.early;
    values.lateWant = setting.late;
    values.blurRadius = setting.blurRadius;
    values.blurEvery = setting.blurEvery;
    values.normPercentile = setting.normPercentile;
    values.contributionPercentile = setting.contributionPercentile;
    return values;
}

} // namespace

std::vector<std::string> gradientSettingNames()
{
    std::vector<std::string> names;
    for (const Setting& setting : settings)
        names.emplace_back(setting.name);
    names.emplace_back(custom);
    return names;
}

void applyGradientSetting(std::string_view name, GradientSettings& values)
{
    for (const Setting& setting : settings)
        if (name == setting.name)
            values = with(setting, values);
}

std::string gradientSettingOf(const GradientSettings& values)
{
    for (const Setting& setting : settings)
        if (with(setting, values) == values)
            return setting.name;
    return custom;
}

} // namespace pareidolia
