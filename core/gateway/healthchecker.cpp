#include "core/gateway/healthchecker.h"

#include "core/gateway/httpparser.h"
#include "core/gateway/stream.h"

#include <boost/asio/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gatehouse {

namespace {

/// The first checks of many endpoints are spread over this time.
constexpr std::chrono::milliseconds FirstWithin{100};

/// `share` of a duration.
SteadyTime::duration partOf(Milliseconds whole, double share)
{
    return std::chrono::duration_cast<SteadyTime::duration>(whole * share);
}

} // namespace

/// The checks of one endpoint, one connection for each. Ends itself when it is stopped and nothing is
/// pending.
class HealthChecker::Probe final : private StreamOwner
{
public:
    Probe(Loop &loop, Watched watched, const Report &report)
        : m_loop(loop)
        , m_watched(std::move(watched))
        , m_report(report)
        , m_stream(loop, *this)
    {
        retain();
        const auto spread = std::min(FirstWithin, m_watched.settings.interval);
        m_loop.set(m_next, m_loop.now() + partOf(spread, m_loop.random().unit()));
    }

    [[nodiscard]] const Watched &watched() const { return m_watched; }
    void stop()
    {
        m_next.cancel();
        m_limit.cancel();
        m_stream.close();
        release();
    }

private:
    ~Probe() = default;

    void begin();
    void timedOut() { finish(false, "timeout"); }
    void finish(bool good, const std::string &reason);
    void read();

    void retain() override { ++m_references; }
    void release() override
    {
        if (--m_references == 0)
            delete this;
    }
    void streamConnected() override;
    void streamNotConnected(const boost::system::error_code &error) override
    {
        finish(false,
               error == boost::asio::error::connection_refused ? "connection refused" : "connection failed");
    }
    void streamRead(std::size_t bytes) override;
    void streamReadable() override { }
    void streamEnded(StreamEnd) override { finish(false, "connection closed"); }
    void streamReadCancelled() override { }
    void streamDrained() override { }
    void streamNotSent() override { finish(false, "connection closed"); }

    Loop &m_loop;
    const Watched m_watched;
    const Report &m_report;
    Stream m_stream;
    ResponseParser m_parser;
    Buffer m_input;
    MemberTimer<Probe, &Probe::begin> m_next{*this};
    MemberTimer<Probe, &Probe::timedOut> m_limit{*this};
    int m_good = 0; ///< in a row
    int m_bad = 0; ///< in a row
    unsigned m_references = 0;
};

void HealthChecker::Probe::begin()
{
    if (m_watched.settings.timeout.count() > 0)
        m_loop.set(m_limit, m_loop.now() + m_watched.settings.timeout);
    const auto address = m_watched.target->nextAddress();
    if (!address)
        return finish(false, "name not resolved");
    m_parser.reset();
    m_stream.connect(*address);
}

void HealthChecker::Probe::streamConnected()
{
    const std::string request = fmt::format(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: gatehouse-health\r\nConnection: close\r\n\r\n",
        m_watched.settings.path, toString(m_watched.target->runtime().address()));
    if (m_stream.send({request}) == Stream::Sent::Failed)
        return finish(false, "connection closed");
    m_input = m_loop.buffers().large();
    read();
}

void HealthChecker::Probe::read()
{
    m_stream.read(m_input.space(), m_input.spaceSize());
}

void HealthChecker::Probe::streamRead(std::size_t bytes)
{
    m_input.commit(bytes);
    switch (m_parser.parse(m_input.content(), false)) {
    case ParseStatus::NeedMore:
        return read();
    case ParseStatus::Failed:
        return finish(false, "malformed answer");
    case ParseStatus::Done:
        break;
    }
    const int status = m_parser.head().status;
    const auto [from, to] = m_watched.settings.expect;
    finish(status >= from && status <= to, fmt::format("status {}", status));
}

void HealthChecker::Probe::finish(bool good, const std::string &reason)
{
    m_limit.cancel();
    m_stream.close();
    m_input.release();
    const double jitter = 0.9 + 0.2 * m_loop.random().unit();
    m_loop.set(m_next, m_loop.now() + partOf(m_watched.settings.interval, jitter));
    m_good = good ? m_good + 1 : 0;
    m_bad = good ? 0 : m_bad + 1;
    const bool unknown = m_watched.target->runtime().health().state == EndpointHealth::State::Unknown;
    if (good && (unknown || m_good >= m_watched.settings.healthyThreshold))
        m_report(m_watched.target, EndpointHealth::State::Healthy, reason);
    else if (!good && m_bad >= m_watched.settings.unhealthyThreshold)
        m_report(m_watched.target, EndpointHealth::State::Unhealthy, reason);
}

HealthChecker::HealthChecker(Loop &loop, Report report)
    : m_loop(loop)
    , m_report(std::move(report))
{
}

HealthChecker::~HealthChecker() = default;

void HealthChecker::StopProbe::operator()(Probe *probe) const
{
    probe->stop();
}

void HealthChecker::watch(std::vector<Watched> watched)
{
    auto before = std::exchange(m_probes, {});
    for (Watched &next : watched) {
        const UpstreamTarget *const key = next.target.get();
        const auto found = before.find(key);
        if (found != before.end() && found->second->watched().settings == next.settings) {
            m_probes.emplace(key, std::move(found->second));
            before.erase(found);
        } else {
            m_probes.emplace(key, new Probe(m_loop, std::move(next), m_report));
        }
    }
    for (const auto &[key, probe] : before) {
        if (!m_probes.contains(key))
            m_report(probe->watched().target, EndpointHealth::State::Unknown, {});
    }
}

} // namespace gatehouse
