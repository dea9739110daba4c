// SPDX-License-Identifier: GPL-3.0-or-later
// From a run to its file and back.
#pragma once

#include "core/base/Error.h"
#include "core/run/Run.h"
#include "core/runfile/RunFile.h"
#include "core/runfile/RunHeader.h"

#include <memory>
#include <string>

namespace pareidolia {

/// Of a run that has not begun.
RunHeader headerOf(const Run& run);

/// The run as it was after its last whole generation in the file, on the network that it had or on
/// an AbsentClassifier. Fails where anything that it needs is damaged, and on another network.
Result<std::unique_ptr<Run>> reopen(const RunFile& file,
                                    std::shared_ptr<const Classifier> classifier);

/// What a person should know before the run goes on here: that other libraries or another processor
/// compute it now. Empty: nothing.
std::string differenceOf(const RunHeader& header, const Classifier& classifier);

} // namespace pareidolia
