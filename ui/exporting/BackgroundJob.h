// SPDX-License-Identifier: GPL-3.0-or-later
// A long task in another thread, with progress and cancel.
#pragma once

#include "core/base/Progress.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <functional>
#include <stop_token>

namespace pareidolia {

/// Main thread; starts at once. The destructor cancels the work and waits for it.
class BackgroundJob : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<Result<void>(const Progress&)>;

    /// `work` is called in another thread and leaves nothing incomplete when cancelled.
    BackgroundJob(const QString& title, Work work, QObject* parent = nullptr);
    ~BackgroundJob() override;

    const QString& title() const { return m_title; }

    void cancel() { m_stop.request_stop(); }

Q_SIGNALS:
    void progressed(double share);

    /// Exactly one of these, from the event loop.
    void done();
    void failed(const Error& error);
    void cancelled();

private:
    void end(const Result<void>& result);

    QString m_title;
    std::stop_source m_stop;
    QFuture<void> m_future;
};

} // namespace pareidolia
