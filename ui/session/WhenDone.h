// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of work on another thread, always from the event loop. Qt 6.4's `QFuture::then`
// answers from inside the call where the work is already done, and may reach a context that is
// going.
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <utility>

namespace pareidolia {

/// Calls `done` with the result, unless `context`, which lives on this thread, is gone by then.
template <typename Value, typename Done>
void whenDone(const QFuture<Value>& future, QObject* context, Done done)
{
    auto* watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(watcher->result());
                     });
    watcher->setFuture(future);
}

} // namespace pareidolia
