#pragma once

#include "core/control/deliver.h"
#include "core/drivers/builtin/adminclient.h"

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>
#include <QtCore/QPromise>

#include <functional>
#include <memory>

namespace gatehouse {

/// One call of a driver that takes several requests: hands the steps' replies on, ends once, and cancels the
/// request under way when its future is cancelled. Kept alive by its own steps.
template <class T> class DriverChain final : public std::enable_shared_from_this<DriverChain<T>>
{
public:
    using Done = std::function<void(const Result<AdminReply> &)>;

    /// `home` is the driver's own object: with it all its calls end, as cancelled.
    DriverChain(QObject *home, AdminClient &client, std::chrono::milliseconds deadline)
        : m_home(home)
        , m_client(client)
        , m_deadline(deadline)
    {
        m_promise.start();
    }

    QFuture<Result<T>> future()
    {
        auto *watcher = new QFutureWatcher<Result<T>>(m_home);
        const std::weak_ptr<DriverChain> weak = this->weak_from_this();
        QObject::connect(watcher, &QFutureWatcherBase::canceled, m_home, [weak] {
            if (const auto chain = weak.lock())
                chain->m_step.cancel();
        });
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
        watcher->setFuture(m_promise.future());
        return m_promise.future();
    }

    void ask(const AdminRequest &request, Done done)
    {
        m_step = m_client.call(request, m_deadline);
        deliver(m_home, m_step,
                [chain = this->shared_from_this(), done = std::move(done)](const Result<AdminReply> &reply) {
                    done(reply);
                });
    }

    void end(Result<T> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QObject *m_home;
    AdminClient &m_client;
    std::chrono::milliseconds m_deadline;
    QPromise<Result<T>> m_promise;
    QFuture<Result<AdminReply>> m_step;
};

} // namespace gatehouse
