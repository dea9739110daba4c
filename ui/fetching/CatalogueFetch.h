// SPDX-License-Identifier: GPL-3.0-or-later
// Fetches a network of the catalogue into the user's folder: downloaded, checked, imported.
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

/// Puts a draft into the user's folder, which is made if needed. Any thread; blocks for seconds.
Result<ModelInfo> finishInLibrary(const NetworkImporter& importer, const ImportDraft& draft,
                                  const ModelLibrary& library, const std::string& name,
                                  const NetworkImporter::Report& report,
                                  const std::stop_token& stop);

/// Main thread; the destructor cancels the work and waits for it. An interrupted download continues
/// at the next attempt; weights whose import failed are kept.
class CatalogueFetch : public QObject
{
    Q_OBJECT

public:
    CatalogueFetch(CatalogueEntry entry, NetworkImporter importer, ModelLibrary library,
                   QObject* parent = nullptr);
    ~CatalogueFetch() override;

    const CatalogueEntry& entry() const { return m_entry; }

    /// The folder for partial files: `downloads` in the user's folder.
    static QString downloadFolder();

    /// One of these, once.
    void download() { takeFile({}); }
    void takeFile(const QString& weights); ///< empty: downloads it

    void cancel();

Q_SIGNALS:
    /// The current step.
    void told(const QString& step);

    /// 0 … 1 of the download; −1 if unknown.
    void progressed(double share);

    /// Exactly one of these.
    void done(const QString& model);
    void failed(const Error& error);
    void cancelled();

private:
    void startDownload();
    void importWeights(const QString& weights, bool ours);
    void end(const Result<ModelInfo>& made, const QString& remove);
    void tell(const QString& step);
    QString title() const { return QString::fromStdString(m_entry.title); }

    CatalogueEntry m_entry;
    NetworkImporter m_importer;
    ModelLibrary m_library;
    QPointer<Download> m_download;
    std::stop_source m_stop;
    QFuture<void> m_work;
    bool m_over = false;
};

} // namespace pareidolia
