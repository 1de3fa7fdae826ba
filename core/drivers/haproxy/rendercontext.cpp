#include "core/drivers/haproxy/rendercontext.h"

#include "core/drivers/haproxy/nativetext.h"
#include "core/drivers/haproxy/quoting.h"

#include <algorithm>
#include <limits>

namespace gatehouse::haproxy {

std::string SecretTable::variable(const SecretName &name)
{
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    if (found != m_names.end())
        return secretVariable(static_cast<std::size_t>(found - m_names.begin()) + 1);
    m_names.push_back(name);
    return secretVariable(m_names.size());
}

std::string SecretTable::lines() const
{
    std::string text;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        text += secretLines(i + 1, m_names[i]);
    return text;
}

std::string timeWord(Milliseconds duration)
{
    const auto count =
        std::min<Milliseconds::rep>(duration.count(), std::numeric_limits<std::int32_t>::max() - 1);
    return count % 1000 == 0 ? fmt::format("{}s", count / 1000) : fmt::format("{}ms", count);
}

std::optional<std::string> headerFormat(RenderContext &context, const HeaderValue &value)
{
    if (!value.secret.isEmpty())
        return fmt::format("%[var({})]", context.secrets.variable(value.secret));
    if (!isHeaderValue(value.text))
        return std::nullopt;
    // HAProxy wants a format that is not empty.
    return value.text.empty() ? std::string("%[str(\"\")]") : escapeFormat(value.text);
}

bool isHeaderValue(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte != 0x7F) || c == '\t';
    });
}

bool isHeaderName(std::string_view name)
{
    constexpr std::string_view Others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [Others](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || Others.find(c) != std::string_view::npos;
    });
}

std::string routeCondition(ProxySection &section, const std::vector<std::string> &routes)
{
    return section.condition("route", "var(txn.gh_route) -m str", routes);
}

std::string backendName(const ServiceName &service)
{
    return "service." + service.str();
}

std::string serverName(const Address &address)
{
    return fmt::format("{}:{}", address.host, address.port);
}

} // namespace gatehouse::haproxy
