#include "core/control/gatewaymonitor.h"

#include "core/control/alertbook.h"
#include "core/control/breakerbook.h"
#include "core/control/fleetaggregator.h"
#include "core/control/gatewaywatch.h"
#include "core/control/seriesbook.h"

#include <QtCore/QTimer>

#include <algorithm>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

constexpr auto TickEvery = 250ms;

} // namespace

class GatewayMonitor::Private final
{
public:
    Private(GatewayHub &gatewayHub, const Clock &monitorClock)
        : hub(gatewayHub)
        , clock(monitorClock)
    {
    }

    GatewayWatch *watch(const GatewayName &name) const
    {
        const auto found = std::find_if(watches.begin(), watches.end(),
                                        [&name](const auto &w) { return w->target().gateway.name == name; });
        return found == watches.end() ? nullptr : found->get();
    }

    void copyStatuses()
    {
        statuses.clear();
        for (const auto &one : watches)
            statuses.push_back(one->status());
    }

    void refreshFleet()
    {
        copyStatuses();
        std::vector<FleetPart> parts;
        for (std::size_t i = 0; i < watches.size(); ++i)
            parts.push_back({&statuses[i], &watches[i]->samples()});
        view = aggregate(parts, clock.wallNow());
    }

    /// Whether a sample came.
    bool takeSamples()
    {
        bool fresh = false;
        const WallTime now = clock.wallNow();
        for (const auto &one : watches) {
            if (!one->takeFresh())
                continue;
            fresh = true;
            const GatewayName &name = one->target().gateway.name;
            series.append(name, one->samples().newest(), now);
            breakers.take(name, *one->samples().newest().telemetry);
        }
        return fresh;
    }

    GatewayHub &hub;
    const Clock &clock;
    std::vector<std::unique_ptr<GatewayWatch>> watches;
    std::vector<GatewayStatus> statuses;
    FleetView view;
    AlertBook alertBook;
    BreakerBook breakers;
    SeriesBook series;
    QTimer timer;
    std::optional<SteadyTime> appended;
    bool stateChanged = false;
};

GatewayMonitor::GatewayMonitor(GatewayHub &hub, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(hub, clock))
{
    m_d->timer.setInterval(TickEvery);
    connect(&m_d->timer, &QTimer::timeout, this, &GatewayMonitor::tick);
}

GatewayMonitor::~GatewayMonitor() = default;

void GatewayMonitor::setTargets(const std::vector<Target> &targets)
{
    std::vector<std::unique_ptr<GatewayWatch>> next;
    for (const Target &target : targets) {
        const auto found =
            std::find_if(m_d->watches.begin(), m_d->watches.end(), [&target](const auto &watch) {
                return watch && watch->target().gateway.name == target.gateway.name;
            });
        if (found != m_d->watches.end()) {
            (*found)->setTarget(target);
            next.push_back(std::move(*found));
            continue;
        }
        next.push_back(std::make_unique<GatewayWatch>(target, m_d->hub, m_d->clock, nullptr));
        connect(next.back().get(), &GatewayWatch::changed, this, [this, name = target.gateway.name] {
            m_d->stateChanged = true;
            m_d->copyStatuses();
            Q_EMIT gatewayChanged(name);
        });
    }
    for (const auto &gone : m_d->watches) {
        if (!gone)
            continue;
        m_d->series.forget(gone->target().gateway.name);
        m_d->breakers.forget(gone->target().gateway.name);
    }
    m_d->watches = std::move(next);
    m_d->refreshFleet();
    Q_EMIT gatewaysChanged();
}

void GatewayMonitor::start()
{
    m_d->timer.start();
    tick();
}

void GatewayMonitor::stop()
{
    m_d->timer.stop();
}

void GatewayMonitor::tick()
{
    for (const auto &watch : m_d->watches)
        watch->tick();
    const bool fresh = m_d->takeSamples();
    const bool changed = std::exchange(m_d->stateChanged, false);
    m_d->refreshFleet();
    const SteadyTime now = m_d->clock.now();
    // Several gateways answer at several ticks of one second: the fleet's series get one value a second.
    if (fresh && (!m_d->appended || now - *m_d->appended >= 900ms)) {
        m_d->appended = now;
        m_d->series.append(m_d->view);
    }
    const bool alerts = m_d->alertBook.update(m_d->statuses, m_d->clock.wallNow());
    if (fresh || changed)
        Q_EMIT sampled();
    if (alerts)
        Q_EMIT alertsChanged();
}

void GatewayMonitor::checkNow(const GatewayName &gateway)
{
    GatewayWatch *watch = m_d->watch(gateway);
    if (!watch)
        return;
    watch->askNow();
    watch->tick();
}

const std::vector<GatewayStatus> &GatewayMonitor::gateways() const
{
    return m_d->statuses;
}

const GatewayStatus *GatewayMonitor::gateway(const GatewayName &name) const
{
    const auto found =
        std::find_if(m_d->statuses.begin(), m_d->statuses.end(),
                     [&name](const GatewayStatus &status) { return status.gateway.name == name; });
    return found == m_d->statuses.end() ? nullptr : &*found;
}

const FleetView &GatewayMonitor::fleet() const
{
    return m_d->view;
}

const std::vector<Alert> &GatewayMonitor::alerts() const
{
    return m_d->alertBook.alerts();
}

const Series &GatewayMonitor::fleetSeries(Figure figure) const
{
    return m_d->series.fleet(figure);
}

const Series &GatewayMonitor::gatewaySeries(const GatewayName &gateway, Figure figure) const
{
    return m_d->series.gateway(gateway, figure);
}

const Series &GatewayMonitor::serviceSeries(const ServiceName &service, Figure figure) const
{
    return m_d->series.service(service, figure);
}

const Series &GatewayMonitor::serviceSeries(const GatewayName &gateway, const ServiceName &service,
                                            Figure figure) const
{
    return m_d->series.service(gateway, service, figure);
}

const Series &GatewayMonitor::routeSeries(const RouteName &route, Figure figure) const
{
    return m_d->series.route(route, figure);
}

const Series &GatewayMonitor::endpointSeries(const ServiceName &service, const std::string &address,
                                             Figure figure) const
{
    return m_d->series.endpoint(service, address, figure);
}

const std::vector<BreakerChange> &GatewayMonitor::breakerHistory(const GatewayName &gateway,
                                                                 const ServiceName &service) const
{
    return m_d->breakers.history(gateway, service);
}

std::vector<BreakerChange> GatewayMonitor::breakerHistory(const ServiceName &service) const
{
    return m_d->breakers.worst(service);
}

} // namespace gatehouse

#include "moc_gatewaymonitor.cpp"
