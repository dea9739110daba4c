// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads one file: continues where it was interrupted, and ends with the right checksum or not
// at all.
#pragma once

#include "core/base/Digest.h"
#include "core/models/Catalogue.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QString>
#include <optional>
#include <stop_token>

namespace pareidolia {

/// Main thread; nothing blocks. During the download the file is called `<name>.part`, and
/// `<name>.part.tag` holds the version that the server sent; both are kept when it is interrupted
/// or cancelled, also by the destructor. Proxies are the system's.
class Download : public QObject
{
    Q_OBJECT

public:
    static constexpr int patience = 30000; ///< milliseconds without data

    Download(CatalogueFile wanted, const QString& folder, QObject* parent = nullptr);
    ~Download() override;

    /// An existing file with the right checksum is used as it is.
    void start();
    void cancel();

    /// The final file.
    QString path() const { return m_path; }

Q_SIGNALS:
    /// `total` is 0 if unknown.
    void progressed(qint64 received, qint64 total);

    /// The download is complete; checking it takes a moment.
    void checking();

    /// Exactly one of these, from the event loop.
    void done(const QString& file);
    void failed(const Error& error);
    void cancelled();

private:
    void request();
    bool beginWriting();
    void take();
    void finish();
    void startOver();
    void check(const QString& file, bool isPart);
    void takeDigest(const Result<FileDigest>& digest, const QString& file, bool isPart);
    void fail(const Error& error);
    void giveUp(const Error& error);
    QString what() const { return QString::fromStdString(m_wanted.name); }
    QString partPath() const { return m_path + QStringLiteral(".part"); }
    QString tagPath() const { return partPath() + QStringLiteral(".tag"); }
    void forgetPart();

    CatalogueFile m_wanted;
    QString m_folder, m_path;
    QNetworkAccessManager m_network;
    QNetworkReply* m_reply = nullptr;
    QFile m_part;
    qint64 m_received = 0; ///< with the bytes of earlier attempts
    qint64 m_total = 0;
    bool m_writing = false; ///< the response is the file
    bool m_startedOver = false;
    bool m_cancelled = false;
    std::optional<Error> m_failure; ///< found while receiving
    std::stop_source m_stop;
};

} // namespace pareidolia
