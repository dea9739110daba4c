// SPDX-License-Identifier: GPL-3.0-or-later
// What is told about a run: JSON, CSV and the text keys of its pictures. Confidences have nine
// significant digits, so that they read back to the same float32.
#pragma once

#include "core/image/PngFile.h"
#include "core/run/RunSnapshot.h"

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

namespace pareidolia {

/// What a run does not know of itself.
struct RunCircumstances
{
    double seconds = 0; ///< of running
    int threads = 1;
};

/// The object that `run --json` prints.
nlohmann::ordered_json runResult(const RunSnapshot& run, const RunCircumstances& circumstances);

/// [{"generation", "key", "value"}, …]
nlohmann::ordered_json changesToJson(const std::vector<ChangeRecord>& changes);

/// `run.json` of an export: the same with `pictures`, spec, changes and program.
nlohmann::ordered_json runStory(const RunSnapshot& run, const RunCircumstances& circumstances);

/// One line a generation (see Curve): counts, mean, median … and quantiles of the log-odds.
std::string curvesCsv(const RunSnapshot& run);

/// The same of several runs, with the column "run" in front: A, B …; of one run without it.
std::string curvesCsv(std::span<const RunSnapshot> runs);

/// One line an improvement, in order.
std::string improvementsCsv(const RunSnapshot& run);

/// "0007_seven_0.999912.png"; `index` has a champion.
std::string pictureName(const RunSnapshot& run, std::size_t index);

/// The text keys of a champion's picture.
PngText pictureText(const RunSnapshot& run, std::size_t index);

} // namespace pareidolia
