#pragma once

#include "core/control/deliver.h"

#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace gatehouse::haproxy {

/// Runs `work` in the pool and calls `whenDone` with what it returned, in the receiver's thread, unless the
/// receiver dies first. `work` must own or outlive what it uses.
template <class Work, class WhenDone>
void inBackground(QThreadPool &pool, QObject *receiver, Work work, WhenDone whenDone)
{
    using Value = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    deliver(receiver, promise->future(), std::move(whenDone));
    pool.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace gatehouse::haproxy
