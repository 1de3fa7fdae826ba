#pragma once

#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <QtCore/QString>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace gatehouse {

/// One thread that runs jobs in the order in which they are given: for what blocks (a store) or takes long
/// (an analysis) and must not be done twice at a time. Safe from any thread; the destructor waits until every
/// job that was given has run.
class JobThread final
{
public:
    /// The name is what a debugger shows; at most 15 bytes of it.
    explicit JobThread(const QString &name);
    ~JobThread();
    Q_DISABLE_COPY_MOVE(JobThread)

    /// A job whose future was cancelled before its turn is not run.
    template <class Job> auto run(Job job) -> QFuture<std::invoke_result_t<Job &>>
    {
        using Value = std::invoke_result_t<Job &>;
        auto promise = std::make_shared<QPromise<Value>>();
        promise->start();
        auto future = promise->future();
        post([promise, job = std::move(job)]() mutable {
            if (!promise->isCanceled()) {
                if constexpr (std::is_void_v<Value>)
                    job();
                else
                    promise->addResult(job());
            }
            promise->finish();
        });
        return future;
    }

private:
    void post(std::function<void()> job);
    void loop(const QString &name);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_ending = false;
    std::thread m_thread; ///< last: it runs as soon as it is made
};

} // namespace gatehouse
