// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HandOver.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>

namespace pareidolia {

namespace {

constexpr int patience = 1000; ///< milliseconds
const QByteArray thanks = "taken";

/// Whether the window that listens there has answered within `patience`, connecting and writing
/// included.
bool isAnswered(const QString& server, const QStringList& arguments)
{
    const QDeadlineTimer deadline(patience);
    const auto rest = [&deadline] { return static_cast<int>(deadline.remainingTime()); };
    QLocalSocket socket;
    socket.connectToServer(server);
    if (!socket.waitForConnected(rest()))
        return false;
    QDataStream stream(&socket);
    stream << arguments;
    while (socket.bytesToWrite() > 0)
        if (!socket.waitForBytesWritten(rest()))
            return false;
    while (socket.bytesAvailable() < thanks.size())
        if (!socket.waitForReadyRead(rest()))
            return false;
    return socket.readAll() == thanks;
}

} // namespace

HandOver::HandOver(const QStringList& circumstances, QObject* parent) : QObject(parent)
{
    const QByteArray key =
        QCryptographicHash::hash(circumstances.join('\n').toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(16);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    m_name = QDir(folder.isEmpty() ? QDir::tempPath() : folder)
                 .filePath(QStringLiteral("pareidolia-%1-").arg(QString::fromLatin1(key)));
}

HandOver::~HandOver() = default;

bool HandOver::toFirst(const QStringList& arguments) const
{
    const QFileInfo name(m_name);
    for (const QFileInfo& known :
         name.dir().entryInfoList({name.fileName() + QLatin1Char('*')}, QDir::System, QDir::Name)) {
        if (isAnswered(known.filePath(), arguments))
            return true;
        QLocalServer::removeServer(known.filePath()); // it was killed, or hangs
    }
    return false;
}

void HandOver::becomeFirst()
{
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &HandOver::answer);
    // By time, the first one first. Where it cannot listen, every program has a window of its own.
    m_server->listen(m_name + QString::number(QDateTime::currentMSecsSinceEpoch()));
}

void HandOver::answer()
{
    QLocalSocket* socket = m_server->nextPendingConnection();
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    const auto read = [this, socket] {
        QDataStream stream(socket);
        stream.startTransaction();
        QStringList arguments;
        stream >> arguments;
        if (!stream.commitTransaction())
            return; // more is to come
        socket->write(thanks);
        if (socket->flush()) // else nobody waits any more: a window was opened for them
            Q_EMIT received(arguments);
    };
    connect(socket, &QLocalSocket::readyRead, this, read);
    if (socket->bytesAvailable() > 0)
        read();
}

} // namespace pareidolia
