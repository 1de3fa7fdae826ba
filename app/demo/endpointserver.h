#pragma once

#include "app/demo/demoservice.h"
#include "app/demo/faults.h"
#include "core/base/clock.h"
#include "core/gateway/smallserver.h"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace gatehouse::demo {

/// One endpoint of a demo service: a listening socket on loopback in front of the service's business, with
/// the faults that are switched on. Lives on one loop.
class EndpointServer final
{
public:
    EndpointServer(boost::asio::io_context &loop, const Clock &clock, std::string serviceName,
                   DemoService &service);

    /// Port 0 takes a free one. Errors: Unreachable.
    [[nodiscard]] Result<Address> listen(const Address &address);

    [[nodiscard]] const std::string &serviceName() const { return m_serviceName; }
    /// As listened on; stays while connections are refused.
    [[nodiscard]] const Address &address() const { return m_address; }
    [[nodiscard]] const Faults &faults() const { return m_faults; }
    /// At once for new requests. Errors: Unreachable where connections should be taken again and another
    /// program has the port now; then they are still refused.
    [[nodiscard]] Result<void> setFaults(const Faults &faults);

    /// Business requests that were answered, by status; health checks are not counted.
    [[nodiscard]] const std::map<int, std::uint64_t> &answered() const { return m_answered; }
    [[nodiscard]] std::uint64_t healthChecks() const { return m_healthChecks; }

private:
    void handle(std::shared_ptr<SmallExchange> exchange);
    WebResponse healthAnswer();
    WebResponse businessAnswer(const WebRequest &request);
    bool injectsError();
    void send(const std::shared_ptr<SmallExchange> &exchange, WebResponse response);
    void drip(const std::shared_ptr<SmallExchange> &exchange, std::shared_ptr<const std::string> body,
              std::size_t sent);

    boost::asio::io_context &m_loop;
    const Clock &m_clock;
    std::string m_serviceName;
    DemoService &m_service;
    SmallServer m_server;
    Address m_address;
    Faults m_faults;
    double m_errorDebt = 0; ///< percent; at 100 the next answer is an error
    SteadyTime m_startedAt;
    std::map<int, std::uint64_t> m_answered;
    std::uint64_t m_healthChecks = 0;
};

} // namespace gatehouse::demo
