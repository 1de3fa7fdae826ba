#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/gateway/admintoken.h"
#include "core/gateway/dataplane.h"
#include "core/gateway/revisionkeeper.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace gatehouse {

struct AdminOptions
{
    GatewayName gateway;
    Address address; ///< loopback only; port 0 takes a free one
    /// Told what an administrator did and what was refused, one sentence, on the server's threads. No secret
    /// in it.
    std::function<void(std::string_view)> log;
};

/// The admin API of the built-in gateway (model.md): configuration, status, telemetry, secrets, overrides. It
/// runs on two threads of its own, one that answers and one that pushes, so that a slow disk delays no
/// telemetry.
class AdminServer final
{
public:
    AdminServer(AdminOptions options, AdminToken token, DataPlane &plane, RevisionKeeper &keeper,
                const Clock &clock);
    /// Ends its threads; what is being pushed is finished first.
    ~AdminServer();
    AdminServer(const AdminServer &) = delete;
    AdminServer &operator=(const AdminServer &) = delete;

    /// Opens the address and answers from then on. Errors: Refused (not loopback), Unreachable.
    [[nodiscard]] Result<Address> start();
    /// Another token, from now on.
    void setToken(const AdminToken &token);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse
