#pragma once

#include "core/control/driver.h"
#include "core/control/driverfactory.h"

#include <memory>

namespace gatehouse {

/// Drives one HAProxy (2.6 or newer, master-worker mode) on this machine: its configuration file, the
/// master's socket and the stats socket.
///
/// Options of the gateway: `config` (the file), `masterSocket` (as given to `haproxy -S`; a path or
/// host:port), `statsSocket` (opened by the configuration; without it the master is asked), `binary` (for
/// `haproxy -c`), `filesFolder` (where files named in the document lie; the configuration's folder), `user`
/// and `group` of the workers. Relative paths start at the context's base folder.
///
/// What the console calls a breaker is HAProxy's own taking out of single endpoints here; see the fidelity of
/// render(). Counters go on over reloads as long as this object lives.
class HaproxyDriver final : public GatewayDriver
{
public:
    /// Errors: InvalidInput where `config` or `masterSocket` is missing.
    [[nodiscard]] static Result<std::unique_ptr<HaproxyDriver>> create(const Gateway &gateway,
                                                                       DriverContext context);
    ~HaproxyDriver() override;
    Q_DISABLE_COPY_MOVE(HaproxyDriver)

    /// A configuration to start a HAProxy with that has none yet: it serves nothing and carries our mark, so
    /// that the first push needs no adoption.
    std::string initialConfiguration() const;

    QFuture<Result<GatewayIdentity>> identify(CallOptions options) override;
    Capabilities capabilities() const override;
    Result<Rendering> render(const Document &document) const override;
    QFuture<Result<LiveConfig>> readLive(CallOptions options) override;
    QFuture<Result<Plan>> plan(const Document &document, CallOptions options) override;
    QFuture<Result<PushOutcome>> push(PushRequest request, CallOptions options) override;
    QFuture<Result<PushOutcome>> rollBack(const Document &earlier, CallOptions options) override;
    QFuture<Result<Telemetry>> telemetry(CallOptions options) override;
    QFuture<Result<void>> forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode,
                                       CallOptions options) override;
    QFuture<Result<void>> overrideEndpoint(const ServiceName &service, const Address &endpoint,
                                           std::optional<EndpointState> state, std::optional<int> weight,
                                           CallOptions options) override;

private:
    class Private;
    explicit HaproxyDriver(std::unique_ptr<Private> d);

    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
