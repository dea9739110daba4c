// SPDX-License-Identifier: GPL-3.0-or-later
// What is told about a run: JSON, CSV and the text keys of its pictures. Confidences have nine
// significant digits, so that they read back to the same float32.
#pragma once

#include "core/image/PngFile.h"
#include "core/run/Run.h"

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace pareidolia {

/// What a run does not know of itself.
struct RunCircumstances
{
    double seconds = 0; ///< of running
    int threads = 1;
    std::string ending; ///< why it is over, in a few words
};

/// The object that `run --json` prints.
nlohmann::ordered_json runResult(const Run& run, const RunCircumstances& circumstances);

/// `run.json` of an export: the same with `pictures`, spec, changes and program.
nlohmann::ordered_json runStory(const Run& run, const RunCircumstances& circumstances);

/// One line a generation (see Curve): counts, mean, median … and quantiles of the log-odds.
std::string curvesCsv(const Run& run);

/// One line an improvement, in order.
std::string improvementsCsv(const Run& run);

/// "0007_seven_0.999912.png"; `index` has a champion.
std::string pictureName(const Run& run, std::size_t index);

/// The text keys of a champion's picture.
PngText pictureText(const Run& run, std::size_t index);

} // namespace pareidolia
