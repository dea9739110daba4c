// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fetching/Download.h"

#include "ui/fetching/DownloadFailure.h"
#include "ui/session/WhenDone.h"

#include <QDir>
#include <QFileInfo>
#include <QNetworkProxyFactory>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStorageInfo>
#include <QTimer>
#include <QUrl>
#include <QtConcurrent>
#include <utility>

namespace pareidolia {

namespace {

constexpr int ok = 200;
constexpr int partialContent = 206;
constexpr int rangeNotSatisfiable = 416;

/// The desktop's settings, or http_proxy, https_proxy and no_proxy.
class SystemProxies : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        return systemProxyForQuery(query);
    }
};

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// What tells one version of a file from another; empty if the server does not say.
QByteArray tagOf(const QNetworkReply& reply)
{
    const QByteArray tag = reply.rawHeader("ETag");
    if (!tag.isEmpty() && !tag.startsWith("W/"))
        return tag;
    return reply.rawHeader("Last-Modified");
}

/// Where the part that is sent begins; −1 if that is not said.
qint64 firstByteOf(const QNetworkReply& reply)
{
    static const QRegularExpression range(QStringLiteral(R"(^bytes (\d+)-)"));
    const auto match = range.match(QString::fromLatin1(reply.rawHeader("Content-Range")));
    return match.hasMatch() ? match.captured(1).toLongLong() : -1;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Download::Download(CatalogueFile wanted, const QString& folder, QObject* parent)
    : QObject(parent),
      m_wanted(std::move(wanted)),
      m_folder(folder),
      m_path(QDir(folder).filePath(QString::fromStdString(m_wanted.name)))
{
    m_network.setProxyFactory(new SystemProxies); // the manager's from now on
    m_part.setFileName(partPath());
}

Download::~Download()
{
    m_stop.request_stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
}

void Download::start()
{
    if (!QDir().mkpath(m_folder))
        return giveUp(diskFailure(m_folder, tr("the folder cannot be created")));
    if (QFileInfo(m_path).isFile())
        return check(m_path, false);
    request();
}

void Download::request()
{
    const QByteArray tag = contentOf(tagPath());
    const qint64 here = QFileInfo(partPath()).size();
    m_received = tag.isEmpty() ? 0 : here;
    if (m_wanted.size) {
        const qint64 needed = static_cast<qint64>(*m_wanted.size) - here;
        const qint64 available = QStorageInfo(m_folder).bytesAvailable();
        if (available >= 0 && available < needed)
            return giveUp(noRoomFailure(m_folder, needed, available));
    }
    QNetworkRequest asked(QUrl(QString::fromStdString(m_wanted.url)));
    asked.setTransferTimeout(patience);
    asked.setRawHeader("Accept-Encoding", "identity"); // the bytes whose checksum is known
    if (m_received > 0) {
        asked.setRawHeader("Range", "bytes=" + QByteArray::number(m_received) + "-");
        asked.setRawHeader("If-Range", tag);
    }
    m_writing = false;
    m_reply = m_network.get(asked);
    connect(m_reply, &QNetworkReply::readyRead, this, &Download::take);
    connect(m_reply, &QNetworkReply::finished, this, &Download::finish);
}

bool Download::beginWriting()
{
    const int status = statusOf(*m_reply);
    if (status != ok && status != partialContent)
        return false; // what comes is the server's excuse
    const QString type = m_reply->header(QNetworkRequest::ContentTypeHeader).toString();
    if (type.startsWith(QStringLiteral("text/html"), Qt::CaseInsensitive)) {
        fail(errorOf(what(), tr("the server answered with a web page"),
                     tr("log in to your network if needed, or see the publisher's page")));
        return false;
    }
    if (status == ok)
        m_received = 0;
    else if (firstByteOf(*m_reply) != m_received) {
        fail(errorOf(what(), tr("the server sent another part than requested"),
                     tr("try again: it starts from the beginning")));
        forgetPart();
        return false;
    }
    const auto mode = status == ok ? QIODevice::Truncate : QIODevice::Append;
    if (!m_part.open(QIODevice::WriteOnly | QIODevice::Unbuffered | mode)) {
        fail(diskFailure(partPath(), m_part.errorString()));
        return false;
    }
    QFile::remove(tagPath());
    if (const QByteArray tag = tagOf(*m_reply); !tag.isEmpty()) {
        QSaveFile file(tagPath());
        if (file.open(QIODevice::WriteOnly)) {
            file.write(tag);
            file.commit(); // without it the next attempt starts anew
        }
    }
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    m_total = length.isValid() ? m_received + length.toLongLong()
                               : static_cast<qint64>(m_wanted.size.value_or(0));
    return true;
}

void Download::take()
{
    if (m_failure || m_cancelled)
        return;
    if (!m_writing && !(m_writing = beginWriting()))
        return;
    const QByteArray bytes = m_reply->readAll();
    if (m_part.write(bytes) != bytes.size())
        return fail(diskFailure(partPath(), m_part.errorString()));
    m_received += bytes.size();
    if (m_total > 0 && m_received > m_total) {
        fail(errorOf(what(), tr("the server sent more than it announced"),
                     tr("see the publisher's page")));
        forgetPart();
        return;
    }
    Q_EMIT progressed(m_received, m_total);
}

void Download::finish()
{
    if (!m_failure && !m_cancelled && m_reply->bytesAvailable() > 0)
        take();
    const QNetworkReply* reply = m_reply;
    m_reply->deleteLater();
    m_reply = nullptr;
    m_part.close();
    if (m_cancelled)
        return Q_EMIT cancelled();
    if (m_failure)
        return giveUp(*m_failure);
    const int status = statusOf(*reply);
    if (status == rangeNotSatisfiable && m_received > 0) {
        // All of it may be here, and only its check was missing.
        const bool whole = m_wanted.size && m_received == static_cast<qint64>(*m_wanted.size);
        return whole ? check(partPath(), true) : startOver();
    }
    if (status >= 300)
        return giveUp(statusFailure(what(), status));
    if (reply->error() != QNetworkReply::NoError)
        return giveUp(connectionFailure(what(), reply->error(), reply->errorString(), m_received));
    if (!m_writing)
        return giveUp(errorOf(what(), tr("the server sent nothing"),
                              tr("try again later, or see the publisher's page")));
    if (m_received < m_total)
        return giveUp(
            connectionFailure(what(), QNetworkReply::RemoteHostClosedError, {}, m_received));
    check(partPath(), true);
}

void Download::startOver()
{
    forgetPart();
    if (std::exchange(m_startedOver, true))
        return giveUp(statusFailure(what(), rangeNotSatisfiable));
    request();
}

void Download::check(const QString& file, bool isPart)
{
    Q_EMIT checking();
    whenDone(QtConcurrent::run([path = std::filesystem::path(file.toStdString()),
                                stop = m_stop.get_token()] { return digestOf(path, stop); }),
             this, [this, file, isPart](const Result<FileDigest>& digest) {
                 takeDigest(digest, file, isPart);
             });
}

void Download::takeDigest(const Result<FileDigest>& digest, const QString& file, bool isPart)
{
    if (m_cancelled)
        return Q_EMIT cancelled();
    if (!digest)
        return giveUp(digest.error());
    if (!m_wanted.isThis(*digest)) {
        if (!isPart) // not ours to remove, and not to be replaced
            return giveUp(
                errorOf(file, tr("it is not the published file"), tr("remove it and try again")));
        forgetPart();
        return giveUp(errorOf(
            what(), tr("the downloaded file does not have the published checksum and was deleted"),
            tr("try again, or see the publisher's page")));
    }
    if (isPart && !QFile::rename(partPath(), m_path))
        return giveUp(diskFailure(m_path, tr("%1 cannot be renamed").arg(partPath())));
    QFile::remove(tagPath());
    Q_EMIT done(m_path);
}

void Download::cancel()
{
    if (std::exchange(m_cancelled, true))
        return;
    m_stop.request_stop();
    if (m_reply)
        QTimer::singleShot(0, m_reply, [reply = m_reply] { reply->abort(); });
}

void Download::fail(const Error& error)
{
    m_failure = error;
    m_part.close();
    QTimer::singleShot(0, m_reply, [reply = m_reply] { reply->abort(); });
}

void Download::giveUp(const Error& error)
{
    QTimer::singleShot(0, this, [this, error] { Q_EMIT failed(error); });
}

void Download::forgetPart()
{
    m_part.close();
    QFile::remove(partPath());
    QFile::remove(tagPath());
    m_received = 0;
}

} // namespace pareidolia
