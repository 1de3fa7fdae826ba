#pragma once

#include "core/control/driver.h"
#include "core/control/driverfactory.h"

#include <memory>

namespace gatehouse {

/// The built-in gateway, through its admin API. Its entry in the document names the address, and the secret
/// that is its token. Pushes are conditional on what was planned against (If-Match); a push that the gateway
/// took is read back before it counts.
class BuiltinDriver final : public GatewayDriver
{
public:
    /// Errors: InvalidInput (no usable address), Refused (a token would go over a network in clear).
    [[nodiscard]] static Result<std::unique_ptr<BuiltinDriver>> create(const Gateway &gateway,
                                                                       DriverContext context);
    ~BuiltinDriver() override;
    BuiltinDriver(const BuiltinDriver &) = delete;
    BuiltinDriver &operator=(const BuiltinDriver &) = delete;

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
    explicit BuiltinDriver(std::unique_ptr<Private> d);

    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
