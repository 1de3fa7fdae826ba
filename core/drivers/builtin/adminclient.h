#pragma once

#include "core/base/result.h"
#include "core/drivers/builtin/adminaddress.h"

#include <QtCore/QByteArray>
#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QSslConfiguration>

#include <chrono>
#include <functional>
#include <optional>

class QNetworkReply;

namespace gatehouse {

/// What came back, whatever its status.
struct AdminReply
{
    int status = 0;
    QByteArray body;
    QByteArray etag; ///< with its quotes; empty where there is none
};

struct AdminRequest
{
    QByteArray method = "GET";
    QByteArray path; ///< "/v1/status"
    QByteArray body{};
    QByteArray ifMatch{}; ///< with its quotes; empty: not sent
};

/// Speaks HTTP with one admin interface. Every call ends: with a reply, or with Unreachable (no connection,
/// or cut off in the middle), Timeout (the deadline is for the whole call), Refused (the certificate is not
/// trusted, or there is no token), Cancelled. No proxy, no redirect, no cookie, no compression: what is asked
/// is what is answered. Lives on the thread that made it.
class AdminClient final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminClient)

public:
    using Token = std::function<Result<std::string>()>;

    /// The token is asked for with every call. `largest` bounds a reply's body in bytes.
    AdminClient(AdminAddress address, Token token, qint64 largest = 64LL * 1024 * 1024);
    ~AdminClient() override;

    QFuture<Result<AdminReply>> call(const AdminRequest &request, std::chrono::milliseconds deadline);

private:
    Result<void> trustAuthorities();

    AdminAddress m_address;
    Token m_token;
    qint64 m_largest;
    std::optional<QSslConfiguration> m_tls;
    QNetworkAccessManager m_network;
};

} // namespace gatehouse
