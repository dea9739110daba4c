// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/FormPlan.h"

#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

constexpr std::array<std::string_view, 18> seldom{"view",
                                                  "initial",
                                                  "mutation_eta",
                                                  "mutation_halving",
                                                  "cppn_coordinates",
                                                  "cppn_add_connection",
                                                  "cppn_delete_connection",
                                                  "cppn_split_connection",
                                                  "cppn_delete_node",
                                                  "gradient_start",
                                                  "gradient_objective",
                                                  "gradient_max_rate",
                                                  "gradient_steps",
                                                  "gradient_classes_at_once",
                                                  "gradient_early",
                                                  "gradient_late",
                                                  "gradient_norm_percentile",
                                                  "gradient_contribution_percentile"};

} // namespace

FormPlace placeOf(const Parameter& parameter)
{
    if (std::ranges::find(seldom, parameter.key) != seldom.end())
        return FormPlace::Advanced;
    if (parameter.isLimit)
        return FormPlace::WhenToEnd;
    return parameter.changesInMidRun ? FormPlace::WhileItRuns : FormPlace::WhatIsRun;
}

} // namespace pareidolia
