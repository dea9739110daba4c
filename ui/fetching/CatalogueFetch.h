// SPDX-License-Identifier: GPL-3.0-or-later
// A network of the catalogue, from a click to a model in the user's folder: downloaded, checked,
// imported.
#pragma once

#include "core/models/Catalogue.h"
#include "core/models/ModelLibrary.h"
#include "core/models/NetworkImporter.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QString>
#include <stop_token>

namespace pareidolia {

class Download;

/// Main thread; its end cancels the work and waits for it. A download that broke off goes on at the
/// next attempt; weights whose import failed need not come again.
class CatalogueFetch : public QObject
{
    Q_OBJECT

public:
    CatalogueFetch(CatalogueEntry entry, NetworkImporter importer, ModelLibrary library,
                   QObject* parent = nullptr);
    ~CatalogueFetch() override;

    const CatalogueEntry& entry() const { return m_entry; }

    /// Where files lie while they come: `downloads` in the user's folder.
    static QString downloadFolder();

    /// One of these, once.
    void download();
    void takeFile(const QString& weights);

    void cancel();

Q_SIGNALS:
    /// What is being done now.
    void told(const QString& step);

    /// 0 … 1 of the download; −1 where nobody knows.
    void progressed(double share);

    /// Exactly one of these.
    void done(const QString& model);
    void failed(const Error& error);
    void cancelled();

private:
    void begin(const QString& weights);
    void startDownload();
    void importWeights(const QString& weights, bool ours);
    void end(const Result<ModelInfo>& made, const QString& remove);
    void tell(const QString& step);

    CatalogueEntry m_entry;
    NetworkImporter m_importer;
    ModelLibrary m_library;
    QPointer<Download> m_download;
    std::stop_source m_stop;
    QFuture<void> m_work;
    bool m_over = false;
};

} // namespace pareidolia
