#include "app/demo/endpointserver.h"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace gatehouse::demo {

namespace {

constexpr std::uint64_t LargestBody = 16 * 1024 * 1024;
constexpr std::size_t DripSteps = 30;
constexpr std::chrono::milliseconds DripStep{100};

/// Calls `action` on the loop when the time is over; the timer lives as long as it runs.
template <class Action>
void after(boost::asio::io_context &loop, std::chrono::milliseconds time, Action action)
{
    auto timer = std::make_shared<boost::asio::steady_timer>(loop, time);
    timer->async_wait([timer, action = std::move(action)](boost::system::error_code code) mutable {
        if (!code)
            action();
    });
}

SmallServerLimits limits()
{
    SmallServerLimits limits;
    limits.connections = 4'096;
    return limits;
}

/// What arrived here, for those who want to see what a gateway made of their request.
WebResponse echo(const WebRequest &request)
{
    Json headers = Json::array();
    for (const auto &[name, value] : request.headers)
        headers.push_back({{"name", name}, {"value", value}});
    return ok({{"method", request.method},
               {"path", request.path},
               {"query", request.query},
               {"headers", std::move(headers)},
               {"bodyBytes", request.body.size()}});
}

} // namespace

EndpointServer::EndpointServer(boost::asio::io_context &loop, const Clock &clock, std::string serviceName,
                               DemoService &service)
    : m_loop(loop)
    , m_clock(clock)
    , m_serviceName(std::move(serviceName))
    , m_service(service)
    , m_server(
          loop, limits(), [](const WebRequest &) { return LargestBody; },
          [this](std::shared_ptr<SmallExchange> exchange) { handle(std::move(exchange)); })
    , m_startedAt(clock.now())
{
}

Result<Address> EndpointServer::listen(const Address &address)
{
    Result<Address> bound = m_server.listen(address);
    if (bound)
        m_address = *bound;
    return bound;
}

Result<void> EndpointServer::setFaults(const Faults &faults)
{
    if (faults.refuse && m_server.isListening()) {
        m_server.close();
    } else if (!faults.refuse && !m_server.isListening()) {
        if (const Result<Address> bound = m_server.listen(m_address); !bound)
            return tl::unexpected(bound.error());
    }
    m_faults = faults;
    return {};
}

void EndpointServer::handle(std::shared_ptr<SmallExchange> exchange)
{
    if (exchange->request().path == "/health") {
        ++m_healthChecks;
        exchange->respond(healthAnswer());
        return;
    }
    WebResponse response = businessAnswer(exchange->request());
    response.headers.emplace_back("X-Served-By", m_serviceName + "/" + toString(m_address));
    ++m_answered[response.status];
    if (m_faults.latency.count() == 0) {
        send(exchange, std::move(response));
        return;
    }
    after(m_loop, m_faults.latency,
          [this, exchange = std::move(exchange), response = std::move(response)]() mutable {
              send(exchange, std::move(response));
          });
}

WebResponse EndpointServer::healthAnswer()
{
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(m_clock.now() - m_startedAt);
    return ok({{"status", m_faults.failHealth ? "failing" : "ok"},
               {"service", m_serviceName},
               {"uptimeSeconds", uptime.count()}},
              m_faults.failHealth ? 503 : 200);
}

WebResponse EndpointServer::businessAnswer(const WebRequest &request)
{
    if (injectsError())
        return errorResponse(500, "injected_fault", "this error was switched on");
    if (request.path == "/echo")
        return echo(request);
    return m_service.handle(request);
}

bool EndpointServer::injectsError()
{
    m_errorDebt += m_faults.errorPercent;
    if (m_errorDebt < 100)
        return false;
    m_errorDebt -= 100;
    return true;
}

void EndpointServer::send(const std::shared_ptr<SmallExchange> &exchange, WebResponse response)
{
    if (!m_faults.slowBody || response.body.empty()) {
        exchange->respond(std::move(response));
        return;
    }
    auto body = std::make_shared<const std::string>(std::move(response.body));
    exchange->begin(std::move(response), body->size());
    drip(exchange, std::move(body), 0);
}

void EndpointServer::drip(const std::shared_ptr<SmallExchange> &exchange,
                          std::shared_ptr<const std::string> body, std::size_t sent)
{
    if (sent == body->size()) {
        exchange->end();
        return;
    }
    after(m_loop, DripStep, [this, exchange, body, sent] {
        if (!exchange->isOpen())
            return;
        const std::size_t step = std::max<std::size_t>(1, (body->size() + DripSteps - 1) / DripSteps);
        const std::size_t next = std::min(body->size(), sent + step);
        exchange->write(body->substr(sent, next - sent));
        drip(exchange, body, next);
    });
}

} // namespace gatehouse::demo
