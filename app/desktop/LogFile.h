// SPDX-License-Identifier: GPL-3.0-or-later
// `--log FILE`: what Qt's logging categories and the core tell, line by line.
#pragma once

#include "core/base/Error.h"

#include <QString>

namespace pareidolia {

/// Begins the file. A failure if it cannot be written.
Result<void> logInto(const QString& file);

} // namespace pareidolia
