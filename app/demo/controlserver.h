#pragma once

#include "app/demo/fleet.h"
#include "app/demo/loadgenerator.h"
#include "core/gateway/smallserver.h"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace gatehouse::demo {

/// The JSON interface of the demo, on loopback only and without a token:
///   GET /services                                endpoints with their faults and what they answered
///   GET, PUT, DELETE /faults[/SERVICE[/ADDRESS]] faults of all, of a service, of an endpoint
///   GET, PUT /load                               the load generator's settings and counts
/// A page in a browser cannot use it: the Host must be an address of loopback, and what changes something
/// must be application/json.
class ControlServer final
{
public:
    ControlServer(boost::asio::io_context &loop, Fleet &fleet, LoadGenerator &load);

    /// Errors: InvalidInput (not loopback), Unreachable.
    [[nodiscard]] Result<Address> listen(const Address &address);

private:
    WebResponse answer(const WebRequest &request);
    WebResponse answerServices() const;
    WebResponse answerFaults(const WebRequest &request, const std::vector<std::string> &path);
    WebResponse answerLoad(const WebRequest &request);
    std::vector<EndpointServer *> meant(const std::vector<std::string> &path) const;

    Fleet &m_fleet;
    LoadGenerator &m_load;
    SmallServer m_server;
};

} // namespace gatehouse::demo
