#pragma once

#include "core/gateway/webmessage.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// What a path of the admin API stands for.
enum class AdminResource {
    Config,
    Validate,
    Status,
    Telemetry,
    Stream,
    Revisions,
    Revision,
    Secret,
    Breaker,
    Endpoint,
    Metrics,
};

/// A path, taken apart.
struct AdminPath
{
    AdminResource resource = AdminResource::Status;
    std::string name; ///< of the secret, service or revision
    std::string address; ///< of the endpoint
};

/// Empty: there is no such resource.
[[nodiscard]] std::optional<AdminPath> adminPath(const WebRequest &request);
/// The methods that a resource has, as the Allow field lists them.
[[nodiscard]] std::string_view allowedMethods(AdminResource resource);
[[nodiscard]] bool isAllowed(AdminResource resource, std::string_view method);

/// Which hashes a push may replace, from If-Match (RFC 9110, 13.1.1).
struct AdminPrecondition
{
    bool any = false; ///< `*`
    std::vector<std::string> hashes;

    [[nodiscard]] bool admits(std::string_view hash) const;
};
/// Empty where the field is malformed. Weak tags match nothing.
[[nodiscard]] std::optional<AdminPrecondition> preconditionOf(std::string_view ifMatch);

} // namespace gatehouse
