#include "core/drivers/haproxy/serverrules.h"

#include "core/drivers/haproxy/quoting.h"
#include "core/drivers/haproxy/serverweight.h"

#include <algorithm>
#include <set>

namespace gatehouse::haproxy {

namespace {

bool isNumeric(const std::string &host)
{
    const bool v4 =
        std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return v4 || host.find(':') != std::string::npos;
}

bool takesRequests(const Endpoint &endpoint)
{
    return endpoint.state == EndpointState::Active && endpoint.weight > 0;
}

/// How many requests each server may have under way. With a queue, the bulkhead's places are parted among the
/// servers that take requests, since HAProxy limits by server what leaves the queue; without one the backend
/// counts them all (see backend.cpp).
std::vector<int> serverLimits(const Service &service)
{
    std::vector<int> limits;
    for (const Endpoint &endpoint : service.endpoints)
        limits.push_back(endpoint.maxConnections);
    const auto count =
        static_cast<int>(std::count_if(service.endpoints.begin(), service.endpoints.end(), takesRequests));
    if (!service.bulkhead || service.bulkhead->maxQueued == 0 || count == 0)
        return limits;
    int position = 0;
    for (std::size_t i = 0; i < service.endpoints.size(); ++i) {
        if (!takesRequests(service.endpoints[i]))
            continue;
        const int places = service.bulkhead->maxConcurrent;
        const int share = places / count + (position++ < places % count ? 1 : 0);
        limits[i] = std::min(limits[i], std::max(1, share));
    }
    return limits;
}

std::string tlsWords(RenderContext &context, const Service &service, ObjectLedger &ledger, bool &usable)
{
    if (!service.tls)
        return {};
    const UpstreamTls &tls = *service.tls;
    if (!tls.certificate.empty()) {
        ledger.unsupported("/tls",
                           "HAProxy wants certificate and key in one file; the service gets no endpoints.");
        usable = false;
        return {};
    }
    if (!tls.ca.empty() && context.options.filesFolder.empty()) {
        ledger.unsupported("/tls", "There is no folder for files; the service gets no endpoints.");
        usable = false;
        return {};
    }
    const std::string ca =
        tls.ca.empty() ? std::string("@system-ca") : quoteWord(context.options.filesFolder + '/' + tls.ca);
    std::string words =
        tls.verify ? fmt::format(" ssl verify required ca-file {}", ca) : std::string(" ssl verify none");
    if (!tls.serverName.empty()) {
        const std::string name = quoteWord(fmt::format("str({})", quoteArgument(tls.serverName)));
        words += fmt::format(" sni {} check-sni {}", name, quoteWord(tls.serverName));
        if (tls.verify)
            words += fmt::format(" verifyhost {}", quoteWord(tls.serverName));
    }
    ledger.exact("/tls", "ssl verify");
    return words;
}

void describeEndpoint(const Service &service, std::size_t index, int weight, int limit, ObjectLedger &ledger)
{
    const Endpoint &endpoint = service.endpoints[index];
    const std::string item = fmt::format("/endpoints/{}", index);
    const std::string server = fmt::format("server {}", serverName(endpoint.address));
    if (isNumeric(endpoint.address.host))
        ledger.exact(item + "/address", server);
    else if (isResolved(endpoint.address))
        ledger.exact(item + "/address", server + " resolvers gatehouse init-addr libc,none");
    else
        ledger.approximate(
            item + "/address", server + " init-addr libc,none",
            "A name without a dot is not looked up in DNS.",
            {{DeltaAspect::Timing, "resolved again and again", "resolved when HAProxy loads"}});
    if (weight == endpoint.weight)
        ledger.exact(item + "/weight", fmt::format("weight {}", weight));
    else
        ledger.approximate(item + "/weight", fmt::format("weight {}", weight),
                           "HAProxy's weights end at 256; all are scaled.",
                           {{DeltaAspect::Units, std::to_string(endpoint.weight), std::to_string(weight)}});
    ledger.approximate(item + "/maxConnections", fmt::format("maxconn {}", limit),
                       "HAProxy limits requests under way.",
                       {{DeltaAspect::Units, "connections, idle ones included", "requests under way"}});
    switch (endpoint.state) {
    case EndpointState::Active:
        ledger.exact(item + "/state");
        break;
    case EndpointState::Draining:
        ledger.exact(item + "/state", "weight 0");
        break;
    case EndpointState::Disabled:
        ledger.exact(item + "/state", "disabled");
        break;
    }
    ledger.exact(item + "/zone", {}, "It does not change traffic.");
    ledger.exact(item + "/labels", {}, "They do not change traffic.");
}

} // namespace

bool isResolved(const Address &address)
{
    return !isNumeric(address.host) && address.host.find('.') != std::string::npos;
}

void writeServers(RenderContext &context, ProxySection &section, const Service &service,
                  const CheckPlan &checks)
{
    ObjectLedger &ledger = context.service(service);
    ledger.exact("/protocol", service.protocol == Protocol::H2c ? "proto h2" : "");
    bool reachable = true;
    std::string shared = checks.words() + tlsWords(context, service, ledger, reachable);
    if (service.protocol == Protocol::H2c)
        shared += " proto h2";
    shared += fmt::format(" pool-purge-delay {}", timeWord(service.timeouts.idle));
    int largest = 0;
    for (const Endpoint &endpoint : service.endpoints)
        largest = std::max(largest, endpoint.weight);
    const std::vector<int> limits = serverLimits(service);
    std::set<std::string> known;
    for (std::size_t i = 0; i < service.endpoints.size(); ++i) {
        const Endpoint &endpoint = service.endpoints[i];
        const int weight = scaledWeight(endpoint.weight, largest);
        describeEndpoint(service, i, weight, limits[i], ledger);
        const std::string name = serverName(endpoint.address);
        if (!known.insert(name).second || !reachable)
            continue;
        const std::string host = endpoint.address.host.find(':') == std::string::npos
            ? endpoint.address.host
            : '[' + endpoint.address.host + ']';
        std::string own = fmt::format(" weight {} maxconn {}",
                                      endpoint.state == EndpointState::Draining ? 0 : weight, limits[i]);
        if (endpoint.state == EndpointState::Disabled)
            own += " disabled";
        if (!isNumeric(endpoint.address.host))
            own += isResolved(endpoint.address) ? " resolvers gatehouse init-addr libc,none"
                                                : " init-addr libc,none";
        section.line("server {} {}{}{}", quoteWord(name),
                     quoteWord(fmt::format("{}:{}", host, endpoint.address.port)), own, shared);
    }
}

} // namespace gatehouse::haproxy
