// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HandOver.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>

namespace pareidolia {

namespace {

constexpr int patience = 1000; ///< milliseconds
const QByteArray thanks = "taken";

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
        QLocalSocket socket;
        socket.connectToServer(known.filePath());
        if (!socket.waitForConnected(patience)) {
            QLocalServer::removeServer(known.filePath()); // its window was killed
            continue;
        }
        QDataStream stream(&socket);
        stream << arguments;
        socket.flush();
        if (socket.waitForReadyRead(patience) && socket.readAll() == thanks)
            return true;
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
        socket->flush();
        Q_EMIT taken(arguments);
    };
    connect(socket, &QLocalSocket::readyRead, this, read);
    if (socket->bytesAvailable() > 0)
        read();
}

} // namespace pareidolia
