#include "core/drivers/builtin/admincall.h"

#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslError>

namespace gatehouse {

namespace {

std::string placeOf(const QNetworkReply &reply)
{
    return reply.url().authority().toStdString();
}

Error unreachable(const QNetworkReply &reply)
{
    Error error{ErrorKind::Unreachable, "The gateway cannot be reached.", placeOf(reply), {}, {}};
    error.detail = reply.errorString().toStdString();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        error.message = "Nothing listens at the gateway's admin address.";
        error.remedy = "Start the gateway, or correct the address.";
        break;
    case QNetworkReply::HostNotFoundError:
        error.message = "The gateway's host name is not known.";
        error.remedy = "Correct the address.";
        break;
    case QNetworkReply::RemoteHostClosedError:
        error.message = "The gateway closed the connection before its answer was complete.";
        error.remedy = "Look at the gateway's own log.";
        break;
    case QNetworkReply::ProtocolFailure:
        error.kind = ErrorKind::Unsupported;
        error.message = "What answers at the admin address does not speak HTTP.";
        error.remedy = "Correct the address.";
        break;
    default:
        break; // an open list of Qt's: the general sentence and Qt's own words stand
    }
    return error;
}

} // namespace

AdminCall::AdminCall(QNetworkReply *reply, std::chrono::milliseconds deadline, qint64 largest,
                     QObject *parent)
    : QObject(parent)
    , m_reply(reply)
    , m_largest(largest)
{
    m_reply->setParent(this);
    m_promise.start();
    connect(m_reply, &QNetworkReply::finished, this, &AdminCall::finished);
    connect(m_reply, &QNetworkReply::readyRead, this, &AdminCall::received);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_tlsProblem = failure(ErrorKind::Refused, "The gateway's certificate is not trusted.",
                               placeOf(*m_reply), "Name the authority that signed it in the option adminCa.",
                               errors.constFirst().errorString().toStdString());
    });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        end(failure(ErrorKind::Timeout, "The gateway did not answer in time.", placeOf(*m_reply),
                    "Look at the gateway's load and at its own log."));
    });
    m_deadline.start(deadline);
    connect(&m_watcher, &QFutureWatcherBase::canceled, this,
            [this] { end(failure(ErrorKind::Cancelled, "The call was cancelled.", placeOf(*m_reply))); });
    m_watcher.setFuture(m_promise.future());
}

AdminCall::~AdminCall()
{
    if (m_ended)
        return;
    m_reply->disconnect(this);
    m_promise.addResult(Result<AdminReply>(failure(ErrorKind::Cancelled, "The connection was given up.")));
    m_promise.finish();
}

void AdminCall::received()
{
    if (m_reply->bytesAvailable() > m_largest)
        end(failure(ErrorKind::Unsupported, "The gateway's answer is larger than any that is expected.",
                    placeOf(*m_reply), "Look at what answers at this address."));
}

void AdminCall::finished()
{
    end(outcome());
}

Result<AdminReply> AdminCall::outcome()
{
    if (!m_tlsProblem)
        return tl::unexpected(m_tlsProblem.error());
    if (m_reply->error() == QNetworkReply::SslHandshakeFailedError)
        return failure(ErrorKind::Refused, "No secure connection to the gateway could be made.",
                       placeOf(*m_reply), "Look whether the gateway speaks TLS at this address.",
                       m_reply->errorString().toStdString());
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Qt calls a status from 400 on an error too; the caller reads it. A reply cut off has an error of its
    // own.
    const bool isStatus = m_reply->error() >= QNetworkReply::ContentAccessDenied && status >= 400;
    if (m_reply->error() != QNetworkReply::NoError && !isStatus)
        return tl::unexpected(unreachable(*m_reply));
    return AdminReply{status, m_reply->readAll(), m_reply->rawHeader("ETag")};
}

void AdminCall::end(const Result<AdminReply> &result)
{
    if (m_ended)
        return;
    m_ended = true;
    m_deadline.stop();
    m_reply->disconnect(this);
    m_watcher.disconnect(this);
    m_promise.addResult(result);
    m_promise.finish();
    m_reply->abort();
    deleteLater();
}

} // namespace gatehouse

#include "moc_admincall.cpp"
