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

/// The same for work in parts: calls `done` with a list of all results, in their order. Such work
/// must not wait for other work of the same threads: they are few, and painting needs them too.
template <typename Value, typename Done>
void whenAllDone(const QFuture<Value>& future, QObject* context, Done done)
{
    auto* watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(watcher->future().results());
                     });
    watcher->setFuture(future);
}

} // namespace pareidolia
