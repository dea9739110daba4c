// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace pareidolia {

Q_DECLARE_LOGGING_CATEGORY(runsLog)     ///< runs that are opened, saved, followed and closed
Q_DECLARE_LOGGING_CATEGORY(networksLog) ///< networks that are loaded

} // namespace pareidolia
