// SPDX-License-Identifier: GPL-3.0-or-later
// The verb `rescore`.
#pragma once

#include "app/cli/Shared.h"

namespace pareidolia::cli {

void addRescoreCommand(CLI::App& app, Action& action);

} // namespace pareidolia::cli
