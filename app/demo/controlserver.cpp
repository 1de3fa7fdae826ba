#include "app/demo/controlserver.h"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

namespace gatehouse::demo {

namespace {

constexpr std::uint64_t LargestBody = 64 * 1024;

bool isLoopback(std::string_view host)
{
    if (host == "localhost")
        return true;
    boost::system::error_code code;
    const auto address = boost::asio::ip::make_address(std::string{host}, code);
    return !code && address.is_loopback();
}

/// Without this a page that rebinds its name to 127.0.0.1 could use the interface.
bool namesLoopback(const WebRequest &request)
{
    std::string_view host = request.header("Host").value_or("");
    if (host.starts_with('[')) {
        const std::size_t end = host.find(']');
        return end != std::string_view::npos && isLoopback(host.substr(1, end - 1));
    }
    return isLoopback(host.substr(0, host.find(':')));
}

Json faultsOf(const std::vector<EndpointServer *> &endpoints)
{
    Json list = Json::array();
    for (const EndpointServer *endpoint : endpoints) {
        Json entry{{"service", endpoint->serviceName()}, {"address", toString(endpoint->address())}};
        entry.update(toJson(endpoint->faults()));
        list.push_back(std::move(entry));
    }
    return {{"faults", std::move(list)}};
}

} // namespace

ControlServer::ControlServer(boost::asio::io_context &loop, Fleet &fleet, LoadGenerator &load)
    : m_fleet(fleet)
    , m_load(load)
    , m_server(
          loop, {}, [](const WebRequest &) { return LargestBody; },
          [this](const std::shared_ptr<SmallExchange> &exchange) {
              exchange->respond(answer(exchange->request()));
          })
{
}

Result<Address> ControlServer::listen(const Address &address)
{
    if (!isLoopback(address.host))
        return failure(ErrorKind::InvalidInput, fmt::format("{} is not on loopback", toString(address)),
                       toString(address),
                       "the control interface has no token, so it is for this machine only");
    return m_server.listen(address);
}

WebResponse ControlServer::answer(const WebRequest &request)
{
    if (!namesLoopback(request))
        return errorResponse(403, "forbidden", "the Host must be an address of loopback");
    const bool changes = request.method != "GET" && request.method != "HEAD";
    const std::string_view type = request.header("Content-Type").value_or("");
    if (changes && request.method != "DELETE" && type.substr(0, type.find(';')) != "application/json")
        return errorResponse(415, "unsupported_media_type", "send application/json");
    const std::optional<std::vector<std::string>> path = request.segments();
    if (path && path->size() == 1 && path->front() == "services")
        return changes ? methodNotAllowed("GET, HEAD") : answerServices();
    if (path && !path->empty() && path->size() <= 3 && path->front() == "faults")
        return answerFaults(request, *path);
    if (path && path->size() == 1 && path->front() == "load")
        return answerLoad(request);
    return notFound("resource");
}

WebResponse ControlServer::answerServices() const
{
    Json list = Json::array();
    for (const auto &endpoint : m_fleet.endpoints()) {
        Json status = Json::object();
        for (const auto &[code, count] : endpoint->answered())
            status[std::to_string(code)] = count;
        list.push_back({{"service", endpoint->serviceName()},
                        {"address", toString(endpoint->address())},
                        {"status", std::move(status)},
                        {"healthChecks", endpoint->healthChecks()},
                        {"faults", toJson(endpoint->faults())}});
    }
    return ok({{"endpoints", std::move(list)}});
}

std::vector<EndpointServer *> ControlServer::meant(const std::vector<std::string> &path) const
{
    std::vector<EndpointServer *> found;
    for (const auto &endpoint : m_fleet.endpoints()) {
        if ((path.size() < 2 || endpoint->serviceName() == path[1])
            && (path.size() < 3 || toString(endpoint->address()) == path[2]))
            found.push_back(endpoint.get());
    }
    return found;
}

WebResponse ControlServer::answerFaults(const WebRequest &request, const std::vector<std::string> &path)
{
    const std::vector<EndpointServer *> endpoints = meant(path);
    if (endpoints.empty())
        return notFound(path.size() == 3 ? "endpoint" : "service");
    if (request.method != "GET" && request.method != "HEAD" && request.method != "PUT"
        && request.method != "DELETE")
        return methodNotAllowed("GET, HEAD, PUT, DELETE");
    for (EndpointServer *endpoint : endpoints) {
        Result<Faults> faults = endpoint->faults();
        if (request.method == "PUT")
            faults = changedFaults(endpoint->faults(), request.body);
        else if (request.method == "DELETE")
            faults = Faults{};
        if (!faults)
            return invalid(faults.error().message);
        if (const Result<void> set = endpoint->setFaults(*faults); !set)
            return errorResponse(503, "unreachable", set.error().message);
    }
    return ok(faultsOf(endpoints));
}

WebResponse ControlServer::answerLoad(const WebRequest &request)
{
    if (request.method == "PUT") {
        const Result<LoadSettings> settings = changedLoad(m_load.settings(), request.body);
        if (!settings)
            return invalid(settings.error().message);
        m_load.apply(*settings);
    } else if (request.method != "GET" && request.method != "HEAD") {
        return methodNotAllowed("GET, HEAD, PUT");
    }
    return ok(m_load.report());
}

} // namespace gatehouse::demo
