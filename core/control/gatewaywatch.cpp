#include "core/control/gatewaywatch.h"

#include "core/control/deliver.h"
#include "core/control/gatewayhub.h"

#include <algorithm>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

constexpr auto AskEvery = 1s;
constexpr auto DriftEvery = 30s;
constexpr auto StaleAfter = 3s;
constexpr CallOptions TelemetryCall{5'000ms};
constexpr CallOptions DriftCall{10'000ms};

template <class Future> void cancel(Future &future, bool pending)
{
    if (pending)
        future.cancel();
}

std::chrono::milliseconds since(SteadyTime then, SteadyTime now)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - then);
}

} // namespace

SyncState syncOf(const GatewayStatus &status, const GatewayMonitor::Target &target)
{
    if (!target.gateway.publish)
        return SyncState::ObservedOnly;
    const bool isEarlier =
        std::find(target.earlierHashes.begin(), target.earlierHashes.end(), status.acknowledgedHash)
        != target.earlierHashes.end();
    if (status.drift) {
        switch (status.drift->kind) {
        case DriftKind::FileEdited:
        case DriftKind::EditedAndLoaded:
        case DriftKind::RuntimeChanged:
            return SyncState::ChangedOutside;
        case DriftKind::Unmanaged:
            return SyncState::Unmanaged;
        case DriftKind::None:
        case DriftKind::OtherRevision:
            break;
        }
    }
    if (status.acknowledgedHash.empty())
        return status.identity && status.drift ? SyncState::Unmanaged : SyncState::Unknown;
    if (status.acknowledgedHash == target.desiredHash)
        return SyncState::InSync;
    if (target.desiredHash.empty())
        return SyncState::Unmanaged;
    return isEarlier ? SyncState::Behind : SyncState::ChangedOutside;
}

GatewayWatch::GatewayWatch(GatewayMonitor::Target target, GatewayHub &hub, const Clock &clock,
                           QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_clock(clock)
{
    setTarget(target);
}

GatewayWatch::~GatewayWatch()
{
    cancel(m_telemetry, m_telemetryPending);
    cancel(m_drift, m_driftPending);
}

void GatewayWatch::setTarget(const GatewayMonitor::Target &target)
{
    const bool otherPlace = target.gateway.address != m_target.gateway.address
        || target.gateway.options != m_target.gateway.options || target.gateway.make != m_target.gateway.make;
    if (target.desiredHash != m_target.desiredHash)
        m_driftAsked.reset();
    m_target = target;
    m_status.gateway = target.gateway;
    m_status.desired = target.desired;
    m_status.desiredHash = target.desiredHash;
    if (otherPlace) {
        m_identified = false;
        m_asked.reset();
        m_driftAsked.reset();
    }
    look();
}

void GatewayWatch::askNow()
{
    m_asked.reset();
    m_driftAsked.reset();
}

bool GatewayWatch::takeFresh()
{
    return std::exchange(m_fresh, false);
}

void GatewayWatch::tick()
{
    const SteadyTime now = m_clock.now();
    if (!m_telemetryPending && (!m_asked || now - *m_asked >= AskEvery))
        askTelemetry();
    if (!m_driftPending && m_identified && (!m_driftAsked || now - *m_driftAsked >= DriftEvery))
        askDrift();
    look();
}

void GatewayWatch::look()
{
    const GatewayStatus before = m_status;
    if (m_received)
        m_status.age = since(*m_received, m_clock.now());
    if (m_received && m_status.age >= StaleAfter && m_status.connection == ConnectionState::Live)
        m_status.connection = ConnectionState::Stale;
    m_status.sync = syncOf(m_status, m_target);
    if (m_status.connection != before.connection || m_status.sync != before.sync)
        Q_EMIT changed();
}

void GatewayWatch::askTelemetry()
{
    m_asked = m_clock.now();
    m_telemetryPending = true;
    m_telemetry = m_hub.telemetry(m_target.gateway.name, TelemetryCall);
    deliver(this, m_telemetry, [this](const Result<std::shared_ptr<const Telemetry>> &telemetry) {
        m_telemetryPending = false;
        take(telemetry);
    });
}

void GatewayWatch::take(const Result<std::shared_ptr<const Telemetry>> &telemetry)
{
    if (!telemetry) {
        fail(telemetry.error());
        return;
    }
    const bool back = m_status.connection != ConnectionState::Live;
    const auto before = m_status.telemetry;
    m_received = m_clock.now();
    m_status.telemetry = *telemetry;
    m_status.connection = ConnectionState::Live;
    m_status.error.reset();
    m_status.age = 0ms;
    m_status.acknowledgedHash = (*telemetry)->hash;
    m_status.nativeRevision = (*telemetry)->revision;
    m_samples.take(*telemetry, *m_received);
    m_fresh = true;
    if (back || m_samples.newest().span.restarted || (before && before->hash != (*telemetry)->hash))
        identify();
    m_status.sync = syncOf(m_status, m_target);
    if (back || !before || before->hash != (*telemetry)->hash)
        Q_EMIT changed();
}

void GatewayWatch::fail(const Error &error)
{
    // Silence is not absence: who answered before and now only keeps us waiting is stale.
    if (error.kind == ErrorKind::Timeout && m_received) {
        look();
        return;
    }
    if (error.kind == ErrorKind::Cancelled)
        return;
    const bool news = m_status.connection != ConnectionState::Unreachable || m_status.error != error;
    m_status.connection = ConnectionState::Unreachable;
    m_status.error = error;
    m_identified = false;
    if (news)
        Q_EMIT changed();
}

void GatewayWatch::identify()
{
    m_identified = true;
    m_driftAsked.reset();
    deliver(this, m_hub.identify(m_target.gateway.name, TelemetryCall),
            [this](const Result<GatewayIdentity> &identity) {
                if (!identity)
                    return;
                m_status.identity = *identity;
                Q_EMIT changed();
                deliver(this, m_hub.capabilities(m_target.gateway.name),
                        [this](const Result<Capabilities> &capabilities) {
                            if (!capabilities || *capabilities == m_status.capabilities)
                                return;
                            m_status.capabilities = *capabilities;
                            Q_EMIT changed();
                        });
            });
}

void GatewayWatch::askDrift()
{
    m_driftAsked = m_clock.now();
    m_driftPending = true;
    m_drift = m_hub.readLive(m_target.gateway.name, DriftCall);
    deliver(this, m_drift, [this](const Result<std::shared_ptr<const LiveConfig>> &live) {
        m_driftPending = false;
        takeDrift(live);
    });
}

void GatewayWatch::takeDrift(const Result<std::shared_ptr<const LiveConfig>> &live)
{
    const auto before = m_status.drift;
    const auto errorBefore = m_status.driftError;
    if (live) {
        m_status.drift = (*live)->drift;
        m_status.driftError.reset();
        m_status.driftCheckedAt = m_clock.wallNow();
        if (!(*live)->identity.hash.empty() || m_status.acknowledgedHash.empty())
            m_status.acknowledgedHash = (*live)->identity.hash;
    } else if (live.error().kind != ErrorKind::Cancelled) {
        m_status.driftError = live.error();
    }
    m_status.sync = syncOf(m_status, m_target);
    if (before != m_status.drift || errorBefore != m_status.driftError)
        Q_EMIT changed();
}

} // namespace gatehouse

#include "moc_gatewaywatch.cpp"
