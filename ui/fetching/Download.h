// SPDX-License-Identifier: GPL-3.0-or-later
// One file from a server onto the disk: goes on where it was broken off, and ends with the right
// checksum or not at all.
#pragma once

#include "core/base/FileDigest.h"
#include "core/models/Catalogue.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QString>
#include <optional>
#include <stop_token>

namespace pareidolia {

/// Main thread; nothing blocks. While it is under way the file is called `<name>.part`, and
/// `<name>.part.tag` says which version of it the server sent; both stay when it breaks off or is
/// cancelled, also with the object's end. Proxies are the system's.
class Download : public QObject
{
    Q_OBJECT

public:
    static constexpr int patience = 30000; ///< milliseconds without a byte

    Download(CatalogueFile wanted, const QString& folder, QObject* parent = nullptr);
    ~Download() override;

    /// A right file that is there already is taken as it is.
    void start();
    void cancel();

    /// The file as it is called in the end.
    QString path() const { return m_path; }

Q_SIGNALS:
    /// `total` is 0 where nobody knows it.
    void progressed(qint64 received, qint64 total);

    /// Everything is here; reading it once more takes a moment.
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
    qint64 m_received = 0; ///< with what earlier attempts left
    qint64 m_total = 0;
    bool m_writing = false; ///< the answer is the file
    bool m_startedOver = false;
    bool m_cancelled = false;
    std::optional<Error> m_failure; ///< found while data came
    std::stop_source m_stop;
};

} // namespace pareidolia
