// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of downloads, in plain words.
#pragma once

#include "core/base/Error.h"

#include <QNetworkReply>
#include <QString>
#include <optional>

namespace pareidolia {

Error errorOf(const QString& what, const QString& why, const QString& advice);

/// The server answered with an error status.
Error statusFailure(const QString& what, int status);

/// The connection failed after `received` bytes, which are kept.
Error connectionFailure(const QString& what, QNetworkReply::NetworkError cause,
                        const QString& reason, qint64 received);

/// Writing failed, or there is not enough disk space to begin.
Error diskFailure(const QString& file, const QString& reason);
Error noRoomFailure(const QString& folder, qint64 needed, qint64 available);

/// "233 MB" (1 MB = 1024² bytes), "12 kB".
QString spokenSize(qint64 bytes);

} // namespace pareidolia
