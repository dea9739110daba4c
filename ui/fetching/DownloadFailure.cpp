// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fetching/DownloadFailure.h"

namespace pareidolia {

Error errorOf(const QString& what, const QString& why, const QString& advice)
{
    return {what.toStdString(), why.toStdString(), advice.toStdString()};
}

QString spokenSize(qint64 bytes)
{
    constexpr double kilo = 1024;
    const auto value = static_cast<double>(bytes);
    if (value < kilo * kilo)
        return QObject::tr("%1 kB").arg(value / kilo, 0, 'f', 0);
    return QObject::tr("%1 MB").arg(value / (kilo * kilo), 0, 'f',
                                    value < 10 * kilo * kilo ? 1 : 0);
}

Error statusFailure(const QString& what, int status)
{
    if (status == 404 || status == 410)
        return errorOf(
            what, QObject::tr("the server no longer has it (%1)").arg(status),
            QObject::tr(
                "see the publisher's page; a file from elsewhere is recognised by its checksum"));
    if (status == 401 || status == 403 || status == 407)
        return errorOf(what, QObject::tr("the server refused access (%1)").arg(status),
                       QObject::tr("ask your network administrator, or see the publisher's page"));
    if (status == 429 || status >= 500)
        return errorOf(what, QObject::tr("the server reports an error (%1)").arg(status),
                       QObject::tr("try again later; the part that was downloaded is kept"));
    return errorOf(what, QObject::tr("the server gave an unexpected answer (%1)").arg(status),
                   QObject::tr("see the publisher's page"));
}

Error connectionFailure(const QString& what, QNetworkReply::NetworkError cause,
                        const QString& reason, qint64 received)
{
    const QString kept =
        received > 0
            ? QObject::tr("try again: the download continues after the %1 that were received")
                  .arg(spokenSize(received))
            : QObject::tr("check the connection and try again");
    switch (cause) {
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return errorOf(what, QObject::tr("the server was not found; this machine may be offline"),
                       kept);
    case QNetworkReply::ConnectionRefusedError:
        return errorOf(what, QObject::tr("the server does not answer"), kept);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return errorOf(what, QObject::tr("the proxy refused the connection (%1)").arg(reason),
                       QObject::tr("check the proxy of the system, or http_proxy"));
    case QNetworkReply::RemoteHostClosedError:
        return errorOf(what, QObject::tr("the connection was lost"), kept);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // the transfer's own timeout
        return errorOf(what, QObject::tr("nothing was received for half a minute"), kept);
    default:
        return errorOf(what, QObject::tr("the connection failed (%1)").arg(reason), kept);
    }
}

Error diskFailure(const QString& file, const QString& reason)
{
    return errorOf(
        file, QObject::tr("it cannot be written (%1)").arg(reason),
        QObject::tr("free some space and try again: the part that was downloaded is kept"));
}

Error noRoomFailure(const QString& folder, qint64 needed, qint64 available)
{
    return errorOf(folder,
                   QObject::tr("there is not enough disk space: %1 are needed, %2 are free")
                       .arg(spokenSize(needed), spokenSize(available)),
                   QObject::tr("free some space and try again"));
}

} // namespace pareidolia
