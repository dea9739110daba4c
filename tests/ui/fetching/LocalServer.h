// SPDX-License-Identifier: GPL-3.0-or-later
// A server of one file, as well or as badly behaved as a test wants.
#pragma once

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace pareidolia {

class LocalServer : public QTcpServer
{
public:
    LocalServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
        listen(QHostAddress::LocalHost);
    }

    std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(serverPort()) + "/weights.bin";
    }

    QByteArray body;
    QByteArray tag = "\"first\"";
    QByteArray type = "application/octet-stream";
    QByteArray redirectTo; ///< other than empty: of the first question
    int status = 200;
    bool knowsRanges = true;
    bool tellsLength = true;
    std::optional<qsizetype> cutAfter; ///< bytes of the body, then the connection breaks; once
    QList<QByteArray> questions;       ///< heads of the requests

private:
    void answer(QTcpSocket* socket)
    {
        m_heard += socket->readAll();
        if (!m_heard.contains("\r\n\r\n"))
            return;
        const QByteArray question = m_heard;
        m_heard.clear();
        questions.append(question);
        if (!redirectTo.isEmpty()) {
            send(socket, "HTTP/1.1 302 Found\r\nLocation: " + redirectTo +
                             "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            redirectTo.clear();
            return;
        }
        static const QRegularExpression range("\r\nRange: bytes=(\\d+)-",
                                              QRegularExpression::CaseInsensitiveOption);
        const auto match = range.match(QString::fromLatin1(question));
        const bool sameVersion = question.contains("If-Range: " + tag);
        qsizetype from = 0;
        int code = status;
        if (status == 200 && knowsRanges && match.hasMatch() && sameVersion) {
            from = match.captured(1).toLongLong();
            code = from < body.size() ? 206 : 416;
        }
        const QByteArray sent = code == 416 ? QByteArray() : body.mid(from);
        QByteArray head = "HTTP/1.1 " + QByteArray::number(code) +
                          " As told\r\nContent-Type: " + type + "\r\nConnection: close\r\n";
        if (!tag.isEmpty())
            head += "ETag: " + tag + "\r\n";
        if (code == 206)
            head += "Content-Range: bytes " + QByteArray::number(from) + "-" +
                    QByteArray::number(body.size() - 1) + "/" + QByteArray::number(body.size()) +
                    "\r\n";
        if (tellsLength)
            head += "Content-Length: " + QByteArray::number(sent.size()) + "\r\n";
        const auto cut = std::exchange(cutAfter, std::nullopt);
        send(socket, head + "\r\n" + (cut ? sent.left(*cut) : sent));
    }

    static void send(QTcpSocket* socket, const QByteArray& bytes)
    {
        socket->write(bytes);
        socket->disconnectFromHost();
    }

    QByteArray m_heard;
};

} // namespace pareidolia
