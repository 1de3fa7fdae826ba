#include "core/drivers/builtin/adminaddress.h"

#include <QtNetwork/QHostAddress>

namespace gatehouse {

namespace {

constexpr auto Secure = "https://";
constexpr auto Plain = "http://";

bool isLoopback(const QString &host)
{
    return host.compare(QStringLiteral("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

} // namespace

Result<AdminAddress> adminAddress(const Gateway &gateway)
{
    const QString text = QString::fromStdString(gateway.address);
    const bool hasScheme = text.startsWith(QLatin1String(Secure)) || text.startsWith(QLatin1String(Plain));
    AdminAddress address{QUrl(hasScheme ? text : QLatin1String(Plain) + text, QUrl::StrictMode), {}};
    const QUrl &url = address.url;
    const bool bare = (url.path().isEmpty() || url.path() == QLatin1String("/")) && !url.hasQuery()
        && !url.hasFragment() && url.userInfo().isEmpty();
    if (!url.isValid() || url.host().isEmpty() || url.port() < 1 || !bare)
        return failure(ErrorKind::InvalidInput,
                       "The gateway " + gateway.name.str()
                           + " has no usable address for its admin interface.",
                       gateway.address, "Give it as host:port, or as https://host:port.");
    if (url.scheme() == QLatin1String("http") && !isLoopback(url.host()))
        return failure(ErrorKind::Refused,
                       "The token of " + gateway.name.str() + " would cross the network in the clear.",
                       gateway.address,
                       "Start the gateway with --admin-tls and give the address as https://host:port.");
    address.url.setPath({});
    if (const auto authorities = gateway.options.find("adminCa"); authorities != gateway.options.end())
        address.authorities = QString::fromStdString(authorities->second);
    return address;
}

} // namespace gatehouse
