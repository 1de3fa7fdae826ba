#pragma once

#include "core/base/result.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QFuture>
#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>
#include <QtCore/QPromise>
#include <QtCore/QTimer>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace gatehouse::haproxy {

/// One call of the driver while it is under way: ends once, by its result, its deadline or its cancellation,
/// and deletes itself then. Everything it starts has it as receiver, so that nothing comes back after its
/// end. A call that dies with its driver leaves a cancelled future.
template <class T> class DriverCall : public QObject
{
public:
    DriverCall(QObject *parent, std::chrono::milliseconds deadline)
        : QObject(parent)
        , m_until(deadline)
    {
        m_promise.start();
        m_late.setSingleShot(true);
        connect(&m_late, &QTimer::timeout, this, [this] { whenLate(); });
        m_late.start(deadline);
        connect(&m_watcher, &QFutureWatcherBase::canceled, this, [this] { whenCancelled(); });
        m_watcher.setFuture(m_promise.future());
    }
    Q_DISABLE_COPY_MOVE(DriverCall)

    QFuture<Result<T>> future() const { return m_promise.future(); }

protected:
    /// Ends the call; the second time nothing happens.
    void end(Result<T> result)
    {
        if (std::exchange(m_ended, true))
            return;
        m_late.stop();
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }
    void fail(Error error) { end(tl::unexpected(std::move(error))); }
    bool hasEnded() const { return m_ended; }

    /// What is left of the deadline, at most `most`; never negative.
    std::chrono::milliseconds left(std::chrono::milliseconds most = std::chrono::hours(1)) const
    {
        return std::clamp(std::chrono::milliseconds(m_until.remainingTime()), std::chrono::milliseconds(0),
                          most);
    }

    virtual void whenLate() { end(failure(ErrorKind::Timeout, "HAProxy did not answer in time.")); }
    virtual void whenCancelled() { end(failure(ErrorKind::Cancelled, "The call was cancelled.")); }

private:
    // The promise goes last: the watcher must not see its end.
    QPromise<Result<T>> m_promise;
    QDeadlineTimer m_until;
    QTimer m_late;
    QFutureWatcher<Result<T>> m_watcher;
    bool m_ended = false;
};

} // namespace gatehouse::haproxy
