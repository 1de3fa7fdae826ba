#include "core/model/examination.h"
#include "core/model/matchsyntax.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gatehouse {

namespace {

bool isUsable(const Endpoint &endpoint)
{
    return endpoint.state == EndpointState::Active && endpoint.weight > 0;
}

void examineEndpoints(Examination &examination, std::size_t index, const Service &service)
{
    const auto at = [index](std::size_t k) {
        return pointerTo("services", index, "endpoints", k);
    };
    if (service.endpoints.empty())
        examination.add(
            code::NoEndpoint, pointerTo("services", index),
            fmt::format("{} has no endpoint: every request to it is answered with 503", service.name.str()),
            "Add an endpoint with its address");
    else if (std::none_of(service.endpoints.begin(), service.endpoints.end(), isUsable))
        examination.add(
            code::NoUsableEndpoint, pointerTo("services", index, "endpoints"),
            fmt::format("No endpoint of {} takes requests: all are draining, disabled or of weight 0",
                        service.name.str()),
            "Make one active with a weight above 0");
    std::map<Address, std::size_t> first;
    for (std::size_t k = 0; k < service.endpoints.size(); ++k) {
        const Address &address = service.endpoints[k].address;
        if (!first.emplace(address, k).second)
            examination.add(
                code::DuplicateEndpoint, at(k) + "/address",
                fmt::format("{} is an endpoint of {} already", toString(address), service.name.str()),
                "Remove one, and give the other the weight of both");
        const bool isIp6 = address.host.find(':') != std::string::npos;
        if (address.port == 0)
            examination.add(code::BadEndpointAddress, at(k) + "/address", "Nothing can be reached at port 0");
        else if (const auto problem = isIp6 ? std::nullopt : hostProblem(address.host))
            examination.add(code::BadEndpointAddress, at(k) + "/address", problem->message, problem->fix);
        for (const Listener &listener : examination.model().listeners) {
            const bool everywhere = listener.address.host == "0.0.0.0" || listener.address.host == "::";
            const bool local =
                address.host.starts_with("127.") || address.host == "::1" || address.host == "localhost";
            if (listener.address.port == address.port && address.port != 0
                && (listener.address.host == address.host || (everywhere && local)))
                examination.add(code::CallsItself, at(k) + "/address",
                                fmt::format("{} is the gateway's own listener {}", toString(address),
                                            listener.name.str()),
                                "Use the address of the service itself");
        }
    }
}

bool needsHashKey(BalancingPolicy policy)
{
    switch (policy) {
    case BalancingPolicy::RingHash:
    case BalancingPolicy::Maglev:
        return true;
    case BalancingPolicy::WeightedRoundRobin:
    case BalancingPolicy::LeastRequest:
    case BalancingPolicy::Random:
        return false;
    }
    return false;
}

bool hasParameter(const Route &route, std::string_view name)
{
    if (route.match.path.kind != PathKind::Template)
        return false;
    const auto parts = templateParts(route.match.path.text);
    return std::find(parts.begin(), parts.end(), TemplatePart{true, name}) != parts.end();
}

void examineBalancing(Examination &examination, std::size_t index, const Service &service,
                      const std::vector<const Route *> &routes)
{
    const LoadBalancing &balancing = service.loadBalancing;
    const std::string pointer = pointerTo("services", index, "loadBalancing");
    const bool needsKey = needsHashKey(balancing.policy);
    if (needsKey && !balancing.hashOn)
        examination.add(code::HashKeyMissing, pointer + "/policy",
                        fmt::format("Requests to {} are spread by a hash, but hashOn does not say of what",
                                    service.name.str()),
                        "Add hashOn, such as hashOn: {consumer: true}");
    if (!needsKey && balancing.hashOn)
        examination.add(code::HashKeyUnused, pointer + "/hashOn", "Only ringHash and maglev look at hashOn",
                        "Remove it, or use the policy ringHash");
    if (!needsKey || !balancing.hashOn || balancing.hashOn->source != HashSource::PathParameter)
        return;
    for (const Route *route : routes) {
        if (!hasParameter(*route, balancing.hashOn->name))
            return examination.add(
                code::HashParameterMissing, pointer + "/hashOn/pathParameter",
                fmt::format("The path of route {} has no parameter {}", route->name.str(),
                            balancing.hashOn->name),
                fmt::format("Give the route a template with {{{}}}", balancing.hashOn->name));
    }
}

void examineHealthCheck(Examination &examination, std::size_t index, const HealthCheck &check)
{
    const std::string pointer = pointerTo("services", index, "healthCheck");
    if (!check.path.starts_with('/') || check.path.find_first_of(" #\\") != std::string::npos)
        examination.add(code::BadHealthPath, pointer + "/path",
                        fmt::format("'{}' is no path to ask for", check.path), "Write it as in /health");
    if (check.interval.count() == 0 || check.timeout.count() == 0)
        examination.add(code::HealthNumbers,
                        pointer + (check.interval.count() == 0 ? "/interval" : "/timeout"),
                        "A health check needs an interval and a timeout above 0");
    else if (check.timeout > check.interval)
        examination.add(code::HealthTimeoutTooLong, pointer + "/timeout",
                        fmt::format("A check may take {}, but the next is due after {}",
                                    spoken(check.timeout), spoken(check.interval)),
                        fmt::format("Use {} or less", spoken(check.interval)));
    if (check.expect.first > check.expect.second)
        examination.add(
            code::HealthNumbers, pointer + "/expect",
            fmt::format("No status lies between {} and {}", check.expect.first, check.expect.second),
            fmt::format("Write [{}, {}]", check.expect.second, check.expect.first));
}

} // namespace

void examineServices(Examination &examination)
{
    const Model &model = examination.model();
    examineNames(examination, code::DuplicateService, "services", "service", namesOf(model.services));
    std::vector<std::vector<const Route *>> routes(model.services.size());
    std::vector<bool> used(model.services.size(), false);
    for (const Route &route : model.routes) {
        if (route.mirror && examination.services.contains(route.mirror->service.view()))
            used[examination.services.at(route.mirror->service.view())] = true;
        const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action);
        for (const RouteTarget &target : targets ? *targets : std::vector<RouteTarget>()) {
            if (!examination.services.contains(target.service.view()))
                continue;
            const std::size_t place = examination.services.at(target.service.view());
            routes[place].push_back(&route);
            used[place] = true;
        }
    }
    for (std::size_t i = 0; i < model.services.size(); ++i) {
        const Service &service = model.services[i];
        if (!used[i])
            examination.add(code::UnusedService, pointerTo("services", i),
                            fmt::format("No route leads to {}", service.name.str()),
                            "Name it in a route's to, or remove it");
        examineEndpoints(examination, i, service);
        examineBalancing(examination, i, service, routes[i]);
        if (service.healthCheck)
            examineHealthCheck(examination, i, *service.healthCheck);
    }
}

} // namespace gatehouse
