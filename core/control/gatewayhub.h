#pragma once

#include "core/control/driver.h"
#include "core/control/driverfactory.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// Keeps one driver for each gateway that is named to it, on a thread of their own, so that neither rendering
/// a large document nor reading a large answer is felt in the window. Called from one thread (the GUI's);
/// results come back as futures (take them with deliver()). A call for a gateway that is not known ends with
/// NotFound. Cancelling a future cancels the driver's call.
class GatewayHub final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayHub)

public:
    /// Where the drivers run.
    enum class Threading {
        Own, ///< on a thread of the hub's
        Caller, ///< on the thread that makes the hub; for tests that step time
    };

    GatewayHub(std::shared_ptr<const DriverFactory> factory, DriverContext context, Threading threading,
               QObject *parent = nullptr);
    /// Waits for the thread, not for the gateways: calls under way are cancelled.
    ~GatewayHub() override;

    /// Keeps the drivers of the gateways whose entries did not change, makes and ends others.
    void setGateways(const std::vector<Gateway> &gateways);

    /// Tries a gateway that need not be in the document: the "Test" of the Gateways page.
    QFuture<Result<GatewayIdentity>> test(const Gateway &candidate, CallOptions options);

    QFuture<Result<GatewayIdentity>> identify(const GatewayName &gateway, CallOptions options);
    QFuture<Result<Capabilities>> capabilities(const GatewayName &gateway);
    QFuture<Result<std::shared_ptr<const Rendering>>> render(const GatewayName &gateway,
                                                             std::shared_ptr<const Document> document);
    QFuture<Result<std::shared_ptr<const LiveConfig>>> readLive(const GatewayName &gateway,
                                                                CallOptions options);
    QFuture<Result<std::shared_ptr<const Plan>>>
    plan(const GatewayName &gateway, std::shared_ptr<const Document> document, CallOptions options);
    /// `progress` is called in the caller's thread; it may be empty.
    QFuture<Result<PushOutcome>> push(const GatewayName &gateway, std::shared_ptr<const Plan> plan,
                                      bool adopt, std::function<void(PushStage)> progress,
                                      CallOptions options);
    QFuture<Result<std::shared_ptr<const Telemetry>>> telemetry(const GatewayName &gateway,
                                                                CallOptions options);
    QFuture<Result<void>> forceBreaker(const GatewayName &gateway, const ServiceName &service,
                                       std::optional<BreakerMode> mode, CallOptions options);
    QFuture<Result<void>> overrideEndpoint(const GatewayName &gateway, const ServiceName &service,
                                           const Address &endpoint, std::optional<EndpointState> state,
                                           std::optional<int> weight, CallOptions options);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
