#include "core/routing/redirect.h"

namespace gatehouse {

std::string redirectLocation(const Redirect &redirect, std::string_view scheme, std::string_view host,
                             std::string_view path, std::string_view query)
{
    const std::string_view authority = redirect.host.empty() ? host : std::string_view(redirect.host);
    std::string location;
    if (!authority.empty())
        location.append(redirect.scheme.empty() ? scheme : std::string_view(redirect.scheme))
            .append("://")
            .append(authority);
    location.append(redirect.path.empty() ? path : std::string_view(redirect.path));
    if (!query.empty())
        location.append("?").append(query);
    return location;
}

} // namespace gatehouse
