// SPDX-License-Identifier: GPL-3.0-or-later
// Finished runs that come with the program, for teaching: played at once, without waiting for a
// search.
#pragma once

#include "core/run/RunSpec.h"

#include <QString>
#include <vector>

namespace pareidolia {

struct Example
{
    QString file; ///< not to be written: a copy is opened
    RunSpec spec; ///< its summary tells what one sees
};

/// In the order of their names; those that cannot be read are left out.
std::vector<Example> examples();

} // namespace pareidolia
