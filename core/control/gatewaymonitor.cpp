#include "core/control/gatewaymonitor.h"

#include "core/control/alertbook.h"
#include "core/control/deliver.h"
#include "core/control/fleetaggregator.h"
#include "core/control/fleetcharts.h"
#include "core/control/gatewayhub.h"
#include "core/control/gatewaytargets.h"
#include "core/control/gatewaywatch.h"
#include "core/control/revisionbook.h"
#include "core/control/workspacesession.h"

#include <QtCore/QTimer>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr std::chrono::milliseconds TickEvery{200};
// Silence is told after three seconds; the call itself may yet be answered.
constexpr CallOptions SampleCall{std::chrono::milliseconds{10'000}};
constexpr CallOptions DriftCall{std::chrono::milliseconds{20'000}};

} // namespace

class GatewayMonitor::Private
{
public:
    // One gateway with the calls that are under way.
    struct Watched
    {
        GatewayWatch watch;
        bool sampling = false;
        bool checking = false;
        bool identifying = false;
    };

    Private(GatewayMonitor &monitor, GatewayHub &gateways, const Clock &time)
        : q(monitor)
        , hub(gateways)
        , clock(time)
        , axis(time.wallNow() - std::chrono::floor<std::chrono::milliseconds>(time.now()).time_since_epoch())
    {
    }

    // The moment on the charts' axis: wall time as it was at the start, without its jumps.
    WallTime moment() const
    {
        return axis + std::chrono::floor<std::chrono::milliseconds>(clock.now()).time_since_epoch();
    }

    Watched *find(const GatewayName &name)
    {
        const auto found = watched.find(name);
        return found == watched.end() ? nullptr : &found->second;
    }

    void ask(const GatewayName &name, Watched &gateway);
    void askSample(const GatewayName &name, Watched &gateway);
    void askDrift(const GatewayName &name, Watched &gateway);
    void askIdentity(const GatewayName &name, Watched &gateway);
    void publish(bool newSample);

    GatewayMonitor &q;
    GatewayHub &hub;
    const Clock &clock;
    WallTime axis;
    QTimer timer;
    std::vector<GatewayName> order;
    std::map<GatewayName, Watched> watched;
    std::vector<GatewayStatus> statuses; ///< of the last tick, in order
    bool fresh = false; ///< a sample came since the last point of the charts
    SteadyTime chartedAt{};
    FleetView fleet;
    FleetCharts charts;
    AlertBook alerts;
    Series empty;
};

void GatewayMonitor::Private::ask(const GatewayName &name, Watched &gateway)
{
    const SteadyTime now = clock.now();
    if (!gateway.sampling && gateway.watch.sampleIsDue(now))
        askSample(name, gateway);
    if (!gateway.identifying && gateway.watch.identityIsDue())
        askIdentity(name, gateway);
    if (!gateway.checking && gateway.watch.driftIsDue(now))
        askDrift(name, gateway);
}

void GatewayMonitor::Private::askSample(const GatewayName &name, Watched &gateway)
{
    gateway.sampling = true;
    gateway.watch.sampleAsked(clock.now());
    deliver(&q, hub.telemetry(name, SampleCall), [this, name](const auto &telemetry) {
        Watched *asked = find(name);
        if (!asked)
            return;
        asked->sampling = false;
        asked->watch.sampled(telemetry, clock.now(), moment());
        fresh = true;
        publish(true);
    });
}

void GatewayMonitor::Private::askDrift(const GatewayName &name, Watched &gateway)
{
    gateway.checking = true;
    gateway.watch.driftAsked(clock.now());
    deliver(&q, hub.readLive(name, DriftCall), [this, name](const auto &live) {
        Watched *asked = find(name);
        if (!asked)
            return;
        asked->checking = false;
        asked->watch.driftChecked(live, clock.wallNow());
        publish(false);
    });
}

void GatewayMonitor::Private::askIdentity(const GatewayName &name, Watched &gateway)
{
    gateway.identifying = true;
    gateway.watch.identityAsked();
    deliver(&q, hub.identify(name, SampleCall), [this, name](const Result<GatewayIdentity> &identity) {
        deliver(&q, hub.capabilities(name), [this, name, identity](const Result<Capabilities> &capabilities) {
            Watched *asked = find(name);
            if (!asked)
                return;
            asked->identifying = false;
            asked->watch.identified(identity, capabilities.value_or(Capabilities{}));
            publish(false);
        });
    });
}

// Brings the values of the pages up to date and tells what changed.
void GatewayMonitor::Private::publish(bool newSample)
{
    const auto isAnother = [](const GatewayStatus &a, const GatewayStatus &b) {
        return a.connection != b.connection || a.sync != b.sync || !(a.identity == b.identity)
            || a.error != b.error || a.hash != b.hash || !(a.drift == b.drift) || !(a.target == b.target);
    };
    std::vector<GatewayName> changed;
    std::vector<GatewaySample> samples;
    FleetView counts;
    std::vector<GatewayStatus> now;
    for (const GatewayName &name : order) {
        const GatewayWatch &watch = watched.at(name).watch;
        const GatewayStatus &status = now.emplace_back(watch.status());
        const std::size_t index = now.size() - 1;
        if (index >= statuses.size() || isAnother(statuses[index], status))
            changed.push_back(name);
        ++counts.gateways;
        counts.connected += status.connection == ConnectionState::Live ? 1 : 0;
        counts.published += status.target.gateway.publish ? 1 : 0;
        counts.inSync += status.sync == SyncState::InSync ? 1 : 0;
        if (status.age && (!counts.newestSampleAge || *status.age < *counts.newestSampleAge))
            counts.newestSampleAge = status.age;
        if (watch.sample())
            samples.push_back(*watch.sample());
    }
    statuses = std::move(now);
    const bool due = fresh && clock.now() - chartedAt >= GatewayWatch::SampleEvery;
    if (due || !changed.empty()) {
        fleet = aggregate(samples);
        fleet.at = moment();
    }
    fleet.gateways = counts.gateways;
    fleet.connected = counts.connected;
    fleet.published = counts.published;
    fleet.inSync = counts.inSync;
    fleet.newestSampleAge = counts.newestSampleAge;
    if (due) {
        charts.append(fleet, samples);
        chartedAt = clock.now();
        fresh = false;
    }
    for (const GatewayName &name : changed)
        Q_EMIT q.gatewayChanged(name);
    if (due || newSample || !changed.empty())
        Q_EMIT q.sampled();
    if (alerts.look(statuses, clock.wallNow()))
        Q_EMIT q.alertsChanged();
}

GatewayMonitor::GatewayMonitor(GatewayHub &hub, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(*this, hub, clock))
{
    connect(&m_d->timer, &QTimer::timeout, this, &GatewayMonitor::tick);
}

GatewayMonitor::~GatewayMonitor() = default;

void GatewayMonitor::setTargets(const std::vector<GatewayTarget> &targets)
{
    std::map<GatewayName, Private::Watched> watched;
    std::vector<Gateway> gateways;
    m_d->order.clear();
    for (const GatewayTarget &target : targets) {
        const GatewayName &name = target.gateway.name;
        gateways.push_back(target.gateway);
        const auto known = m_d->watched.find(name);
        // What is reached in another way is another gateway.
        const bool same =
            known != m_d->watched.end() && known->second.watch.status().target.gateway == target.gateway;
        if (same)
            watched.insert(m_d->watched.extract(known)).position->second.watch.setTarget(target);
        else
            watched.insert_or_assign(name, Private::Watched{GatewayWatch(target, m_d->clock.now())});
        m_d->order.push_back(name);
    }
    m_d->watched = std::move(watched);
    m_d->hub.setGateways(gateways);
    m_d->publish(false);
    Q_EMIT gatewaysChanged();
}

void GatewayMonitor::follow(WorkspaceSession &session)
{
    const auto set = [this, &session] {
        auto targets = targetsOf(session);
        const auto isSame = [](const GatewayStatus &status, const GatewayTarget &target) {
            return status.target == target;
        };
        if (!std::equal(m_d->statuses.begin(), m_d->statuses.end(), targets.begin(), targets.end(), isSame))
            setTargets(targets);
    };
    connect(&session, &WorkspaceSession::draftChanged, this, set);
    connect(&session, &WorkspaceSession::environmentChanged, this, set);
    connect(&session.revisions(), &RevisionBook::changed, this, set);
    set();
}

void GatewayMonitor::start()
{
    m_d->timer.start(TickEvery);
    tick();
}

void GatewayMonitor::stop()
{
    m_d->timer.stop();
}

void GatewayMonitor::tick()
{
    for (auto &[name, gateway] : m_d->watched) {
        gateway.watch.age(m_d->clock.now());
        m_d->ask(name, gateway);
    }
    m_d->publish(false);
}

void GatewayMonitor::checkNow(const GatewayName &gateway)
{
    if (Private::Watched *watched = m_d->find(gateway)) {
        watched->watch.hurry(m_d->clock.now());
        m_d->ask(gateway, *watched);
    }
}

const std::vector<GatewayStatus> &GatewayMonitor::gateways() const
{
    return m_d->statuses;
}

const GatewayStatus *GatewayMonitor::gateway(const GatewayName &name) const
{
    const auto found =
        std::find_if(m_d->statuses.begin(), m_d->statuses.end(),
                     [&](const GatewayStatus &status) { return status.target.gateway.name == name; });
    return found == m_d->statuses.end() ? nullptr : &*found;
}

const FleetView &GatewayMonitor::fleet() const
{
    return m_d->fleet;
}

const std::vector<Alert> &GatewayMonitor::alerts() const
{
    return m_d->alerts.alerts();
}

const Series &GatewayMonitor::fleetSeries(Figure figure) const
{
    return m_d->charts.fleet(figure);
}

const Series &GatewayMonitor::gatewaySeries(const GatewayName &gateway, Figure figure) const
{
    const auto *watched = m_d->find(gateway);
    return watched ? watched->watch.figures().series(figure) : m_d->empty;
}

const Series &GatewayMonitor::serviceSeries(const ServiceName &service, Figure figure) const
{
    return m_d->charts.service(service, figure);
}

const Series &GatewayMonitor::serviceSeries(const GatewayName &gateway, const ServiceName &service,
                                            Figure figure) const
{
    const auto *watched = m_d->find(gateway);
    const Figures *figures = watched ? watched->watch.serviceFigures(service) : nullptr;
    return figures ? figures->series(figure) : m_d->empty;
}

const Series &GatewayMonitor::routeSeries(const RouteName &route, Figure figure) const
{
    return m_d->charts.route(route, figure);
}

const Series &GatewayMonitor::endpointSeries(const ServiceName &service, const std::string &address,
                                             Figure figure) const
{
    return m_d->charts.endpoint(service, address, figure);
}

std::vector<BreakerChange> GatewayMonitor::breakerHistory(const GatewayName &gateway,
                                                          const ServiceName &service) const
{
    const auto *watched = m_d->find(gateway);
    const auto *history = watched ? watched->watch.breakerHistory(service) : nullptr;
    return history ? *history : std::vector<BreakerChange>{};
}

std::vector<BreakerChange> GatewayMonitor::breakerHistory(const ServiceName &service) const
{
    std::vector<std::vector<BreakerChange>> histories;
    for (const GatewayName &gateway : m_d->order)
        histories.push_back(breakerHistory(gateway, service));
    return worstOf(histories);
}

} // namespace gatehouse

#include "moc_gatewaymonitor.cpp"
