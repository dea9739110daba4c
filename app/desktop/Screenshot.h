// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a picture, for README and talks; works without a display.
#pragma once

#include "core/base/Error.h"

#include <QString>

class QWidget;

namespace pareidolia {

/// Writes a whole PNG or none.
Result<void> writeScreenshot(QWidget& window, const QString& path);

} // namespace pareidolia
