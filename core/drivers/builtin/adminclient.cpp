#include "core/drivers/builtin/adminclient.h"

#include "core/drivers/builtin/admincall.h"

#include <QtCore/QFile>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslCertificate>

namespace gatehouse {

namespace {

QNetworkRequest prepare(QUrl url, const AdminRequest &request, const std::string &token)
{
    url.setPath(QString::fromLatin1(request.path), QUrl::StrictMode);
    QNetworkRequest prepared(url);
    prepared.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(token));
    prepared.setRawHeader("Accept", "application/json");
    // Without it the library would unpack whatever comes, however large it becomes.
    prepared.setRawHeader("Accept-Encoding", "identity");
    if (!request.body.isNull())
        prepared.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!request.ifMatch.isEmpty())
        prepared.setRawHeader("If-Match", request.ifMatch);
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    return prepared;
}

} // namespace

AdminClient::AdminClient(AdminAddress address, Token token, qint64 largest)
    : m_address(std::move(address))
    , m_token(std::move(token))
    , m_largest(largest)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
}

AdminClient::~AdminClient() = default;

Result<void> AdminClient::trustAuthorities()
{
    if (m_tls || m_address.authorities.isEmpty())
        return {};
    QFile file(m_address.authorities);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable, "The trusted certificates cannot be read.",
                       m_address.authorities.toStdString(), "Look at the gateway's option adminCa.",
                       file.errorString().toStdString());
    const auto certificates = QSslCertificate::fromDevice(&file);
    if (certificates.isEmpty())
        return failure(ErrorKind::InvalidInput, "The file of trusted certificates holds none.",
                       m_address.authorities.toStdString(), "Look at the gateway's option adminCa.");
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls->setCaCertificates(certificates);
    return {};
}

QFuture<Result<AdminReply>> AdminClient::call(const AdminRequest &request, std::chrono::milliseconds deadline)
{
    const auto token = m_token();
    if (!token)
        return QtFuture::makeReadyFuture(Result<AdminReply>(tl::unexpected(token.error())));
    if (const auto trusted = trustAuthorities(); !trusted)
        return QtFuture::makeReadyFuture(Result<AdminReply>(tl::unexpected(trusted.error())));
    QNetworkRequest prepared = prepare(m_address.url, request, *token);
    if (m_tls)
        prepared.setSslConfiguration(*m_tls);
    QNetworkReply *reply = m_network.sendCustomRequest(prepared, request.method, request.body);
    return (new AdminCall(reply, deadline, m_largest, this))->future();
}

} // namespace gatehouse

#include "moc_adminclient.cpp"
