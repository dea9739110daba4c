// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/BackgroundJob.h"

#include <QMetaObject>
#include <QtConcurrent>
#include <exception>
#include <utility>

namespace pareidolia {

namespace {

/// Nothing escapes a thread.
Result<void> guarded(const BackgroundJob::Work& work, const Progress& progress)
{
    try {
        return work(progress);
    } catch (const std::exception& exception) {
        return failure("the export", exception.what(), "free some memory and try again");
    }
}

} // namespace

BackgroundJob::BackgroundJob(const QString& title, Work work, QObject* parent)
    : QObject(parent), m_title(title)
{
    const Progress progress{.tell =
                                [this](double share) {
                                    QMetaObject::invokeMethod(
                                        this, [this, share] { Q_EMIT progressed(share); },
                                        Qt::QueuedConnection);
                                },
                            .stop = m_stop.get_token()};
    m_future = QtConcurrent::run([this, work = std::move(work), progress] {
        const Result<void> result = guarded(work, progress);
        QMetaObject::invokeMethod(
            this, [this, result] { end(result); }, Qt::QueuedConnection);
    });
}

BackgroundJob::~BackgroundJob()
{
    cancel();
    m_future.waitForFinished();
}

void BackgroundJob::end(const Result<void>& result)
{
    if (result)
        Q_EMIT done();
    else if (m_stop.stop_requested())
        Q_EMIT cancelled();
    else
        Q_EMIT failed(result.error());
}

} // namespace pareidolia
