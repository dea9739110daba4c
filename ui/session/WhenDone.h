// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of work on another thread, always from the event loop. Qt 6.4's `QFuture::then`
// answers from inside the call where the work is already done, and may reach a context that is
// going.
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <utility>

namespace pareidolia {

/// Calls `answer` with the future when it is finished, unless `context`, which lives on this
/// thread, is gone by then.
template <typename Value, typename Answer>
void whenFinished(const QFuture<Value>& future, QObject* context, Answer answer)
{
    auto* watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, answer = std::move(answer)]() mutable {
                         watcher->deleteLater();
                         answer(watcher->future());
                     });
    watcher->setFuture(future);
}

/// Calls `done` with the result.
template <typename Value, typename Done>
void whenDone(const QFuture<Value>& future, QObject* context, Done done)
{
    whenFinished(future, context, [done = std::move(done)](const QFuture<Value>& finished) mutable {
        done(finished.result());
    });
}

/// The same for work in parts: calls `done` with a list of all results, in their order. Such work
/// must not wait for other work of the same threads: they are few, and painting needs them too.
template <typename Value, typename Done>
void whenAllDone(const QFuture<Value>& future, QObject* context, Done done)
{
    whenFinished(future, context, [done = std::move(done)](const QFuture<Value>& finished) mutable {
        done(finished.results());
    });
}

} // namespace pareidolia
