#pragma once

#include "core/drivers/builtin/adminclient.h"

#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>
#include <QtCore/QTimer>

namespace gatehouse {

/// One call under way: ends once, by whatever comes first of reply, deadline, size, cancellation, or the
/// client's end. Owns the reply and deletes itself.
class AdminCall final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminCall)

public:
    AdminCall(QNetworkReply *reply, std::chrono::milliseconds deadline, qint64 largest, QObject *parent);
    ~AdminCall() override;

    QFuture<Result<AdminReply>> future() const { return m_promise.future(); }

private:
    void finished();
    void received();
    void end(const Result<AdminReply> &result);
    Result<AdminReply> outcome();

    QNetworkReply *m_reply;
    qint64 m_largest;
    bool m_ended = false;
    QTimer m_deadline;
    QPromise<Result<AdminReply>> m_promise;
    QFutureWatcher<Result<AdminReply>> m_watcher;
    Result<void> m_tlsProblem;
};

} // namespace gatehouse
