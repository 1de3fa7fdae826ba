#pragma once

#include "core/base/result.h"

#include <QtCore/QFuture>
#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>

#include <type_traits>
#include <utility>

namespace gatehouse {

/// Calls `whenDone` once with the future's result, in the receiver's thread, unless the receiver dies first:
/// then nothing happens. This is the only way results of futures are taken in this program; QFuture::then()
/// with a context asserts when the context is gone (Qt 6.4). A future that was cancelled before it had a
/// result delivers ErrorKind::Cancelled where its type is a Result, and nothing where it is not. Call it in
/// the receiver's thread. `whenDone` is called later, never before deliver() returns.
template <class T, class WhenDone>
void deliver(QObject *receiver, const QFuture<T> &future, WhenDone whenDone)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, whenDone = std::move(whenDone)]() mutable {
                         const QFuture<T> done = watcher->future();
                         watcher->deleteLater();
                         if constexpr (std::is_void_v<T>) {
                             whenDone();
                         } else if (done.resultCount() > 0) {
                             whenDone(*done.constBegin()); // by reference: resultAt() would copy
                         } else if constexpr (std::is_constructible_v<T, tl::unexpected<Error>>) {
                             whenDone(T(failure(ErrorKind::Cancelled, "The call was cancelled.")));
                         }
                     });
    watcher->setFuture(future);
}

} // namespace gatehouse
