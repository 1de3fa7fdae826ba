#pragma once

#include "core/drivers/haproxy/connection.h"
#include "core/drivers/haproxy/drivercall.h"
#include "core/drivers/haproxy/telemetrybuilder.h"

#include <QtCore/QPromise>

#include <string>

namespace gatehouse::haproxy {

/// A call that is over before it began.
template <class T> QFuture<Result<T>> finished(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// Who answers on the sockets.
class IdentifyCall final : public DriverCall<GatewayIdentity>
{
public:
    IdentifyCall(QObject *parent, Connection &connection, std::chrono::milliseconds deadline);
    void start();

private:
    Connection &m_connection;
};

/// File and process, and whether somebody changed them.
class ReadCall final : public DriverCall<LiveConfig>
{
public:
    ReadCall(QObject *parent, Connection &connection, const OwnActs &own, std::chrono::milliseconds deadline);
    void start();

    static LiveConfig liveConfig(const Observation &seen, const OwnActs &own);

private:
    Connection &m_connection;
    const OwnActs &m_own;
};

/// What a push would do.
class PlanCall final : public DriverCall<Plan>
{
public:
    struct Task
    {
        GatewayName gateway;
        std::string hash;
        Result<Rendering> rendering = failure(ErrorKind::Internal, "nothing was rendered");
        SecretLookup secrets;
    };

    PlanCall(QObject *parent, Connection &connection, Task task, const OwnActs &own,
             std::chrono::milliseconds deadline);
    void start();

private:
    void seen(const Observation &observation);
    void addSecretFindings(Plan &plan) const;

    Connection &m_connection;
    const OwnActs &m_own;
    Task m_task;
};

/// What telemetry keeps between two calls.
struct TelemetryMemory
{
    TelemetryBuilder builder;
    std::string hash; ///< of the configuration that the facts are of
    std::map<std::string, ServiceFacts> facts;
};

class TelemetryCall final : public DriverCall<Telemetry>
{
public:
    /// Memory and clock outlive the call.
    TelemetryCall(QObject *parent, Connection &connection, TelemetryMemory &memory, GatewayName gateway,
                  const Clock &clock, std::chrono::milliseconds deadline);
    void start();

private:
    void received(const std::string &said);
    void build();

    Connection &m_connection;
    TelemetryMemory &m_memory;
    GatewayName m_gateway;
    const Clock &m_clock;
    RuntimeSnapshot m_snapshot;
};

} // namespace gatehouse::haproxy
