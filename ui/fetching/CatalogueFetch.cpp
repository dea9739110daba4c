// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fetching/CatalogueFetch.h"

#include "core/base/Digest.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "ui/fetching/Download.h"
#include "ui/fetching/DownloadFailure.h"

#include <QFile>
#include <QMetaObject>
#include <QtConcurrent>
#include <exception>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

/// Of a file that people have already; they may have chosen the wrong one.
Result<void> checkWeights(const CatalogueFile& wanted, const fs::path& file, std::stop_token stop)
{
    ASSIGN_OR_RETURN(const auto digest, digestOf(file, std::move(stop)));
    if (!wanted.isThis(digest))
        return failure(file.string(), "it is not the published " + wanted.name,
                       "its checksum differs: give another copy, or download it");
    return {};
}

} // namespace

Result<ModelInfo> finishInLibrary(const NetworkImporter& importer, const ImportDraft& draft,
                                  const ModelLibrary& library, const std::string& name,
                                  const NetworkImporter::Report& report,
                                  const std::stop_token& stop)
{
    ASSIGN_OR_RETURN(const auto place, library.placeFor(name));
    std::error_code problem;
    fs::create_directories(place.parent_path(), problem);
    if (problem)
        return failure(place.parent_path().string(),
                       "the folder cannot be created (" + problem.message() + ")",
                       "check its permissions");
    return importer.finish(draft, place, report, stop);
}

CatalogueFetch::CatalogueFetch(CatalogueEntry entry, NetworkImporter importer, ModelLibrary library,
                               QObject* parent)
    : QObject(parent),
      m_entry(std::move(entry)),
      m_importer(std::move(importer)),
      m_library(std::move(library))
{}

CatalogueFetch::~CatalogueFetch()
{
    m_stop.request_stop();
    m_work.waitForFinished();
}

QString CatalogueFetch::downloadFolder()
{
    return QString::fromStdString((userDataFolder() / "downloads").string());
}

void CatalogueFetch::takeFile(const QString& weights)
{
    // Whether it could be kept at all is asked before anything large comes.
    m_work = QtConcurrent::run([this, weights] {
        Result<void> ready = m_library.placeFor(m_entry.name).map([](const auto&) {});
        if (ready && !weights.isEmpty())
            ready = checkWeights(m_entry.file, weights.toStdString(), m_stop.get_token());
        QMetaObject::invokeMethod(
            this,
            [this, ready, weights] {
                if (!ready || m_stop.stop_requested())
                    end(ready ? failure(m_entry.name, "cancelled", "")
                              : Result<ModelInfo>(tl::unexpected(ready.error())),
                        {});
                else if (weights.isEmpty())
                    startDownload();
                else
                    importWeights(weights, false);
            },
            Qt::QueuedConnection);
    });
}

void CatalogueFetch::startDownload()
{
    m_download = new Download(m_entry.file, downloadFolder(), this);
    connect(m_download, &Download::progressed, this, [this](qint64 received, qint64 total) {
        tell(total > 0 ? tr("Downloading %1: %2 of %3")
                             .arg(title(), spokenSize(received), spokenSize(total))
                       : tr("Downloading %1: %2").arg(title(), spokenSize(received)));
        Q_EMIT progressed(total > 0 ? static_cast<double>(received) / static_cast<double>(total)
                                    : -1);
    });
    connect(m_download, &Download::checking, this, [this] {
        tell(tr("Checking %1").arg(title()));
        Q_EMIT progressed(-1);
    });
    connect(m_download, &Download::done, this,
            [this](const QString& file) { importWeights(file, true); });
    connect(m_download, &Download::failed, this,
            [this](const Error& error) { end(tl::unexpected(error), {}); });
    connect(m_download, &Download::cancelled, this,
            [this] { end(failure(m_entry.name, "cancelled", ""), {}); });
    tell(tr("Connecting to download %1").arg(title()));
    m_download->start();
}

void CatalogueFetch::importWeights(const QString& weights, bool ours)
{
    tell(tr("Importing %1").arg(title()));
    Q_EMIT progressed(-1);
    const NetworkImporter::Report report = [this](const std::string& step) {
        QMetaObject::invokeMethod(
            this, [this, step] { tell(QString::fromStdString(step)); }, Qt::QueuedConnection);
    };
    m_work = QtConcurrent::run([this, weights, ours, report] {
        const auto make = [&]() -> Result<ModelInfo> {
            try {
                const auto stop = m_stop.get_token();
                const auto settings = m_entry.settingsFor(weights.toStdString());
                ASSIGN_OR_RETURN(const auto draft, m_importer.draft(settings, stop));
                return finishInLibrary(m_importer, draft, m_library, m_entry.name, report, stop);
            } catch (const std::exception& exception) {
                return failure(m_entry.name, exception.what(), "free some memory and try again");
            }
        };
        QMetaObject::invokeMethod(
            this, [this, made = make(), remove = ours ? weights : QString()] { end(made, remove); },
            Qt::QueuedConnection);
    });
}

void CatalogueFetch::end(const Result<ModelInfo>& made, const QString& remove)
{
    if (std::exchange(m_over, true))
        return;
    if (made) {
        if (!remove.isEmpty())
            QFile::remove(remove); // the model holds all of it
        Q_EMIT done(QString::fromStdString(made->name));
    } else if (m_stop.stop_requested()) {
        Q_EMIT cancelled();
    } else {
        Q_EMIT failed(made.error());
    }
}

void CatalogueFetch::cancel()
{
    m_stop.request_stop();
    if (m_download)
        m_download->cancel();
}

void CatalogueFetch::tell(const QString& step)
{
    if (!m_over)
        Q_EMIT told(step);
}

} // namespace pareidolia
