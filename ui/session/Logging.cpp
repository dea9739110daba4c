// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Logging.h"

namespace pareidolia {

// Off unless somebody asks for them: no program of ours fills a terminal.
Q_LOGGING_CATEGORY(runsLog, "pareidolia.runs", QtCriticalMsg)
Q_LOGGING_CATEGORY(networksLog, "pareidolia.networks", QtCriticalMsg)

} // namespace pareidolia
