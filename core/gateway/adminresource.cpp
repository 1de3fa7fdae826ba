#include "core/gateway/adminresource.h"

#include <algorithm>

namespace gatehouse {

namespace {

using Path = std::vector<std::string>;

std::optional<AdminResource> single(std::string_view name)
{
    if (name == "config")
        return AdminResource::Config;
    if (name == "validate")
        return AdminResource::Validate;
    if (name == "status")
        return AdminResource::Status;
    if (name == "telemetry")
        return AdminResource::Telemetry;
    if (name == "revisions")
        return AdminResource::Revisions;
    return std::nullopt;
}

std::optional<AdminPath> versionOne(const Path &path)
{
    if (path.size() == 2) {
        const std::optional<AdminResource> resource = single(path[1]);
        return resource ? std::optional{AdminPath{*resource, {}, {}}} : std::nullopt;
    }
    if (path.size() == 3 && path[1] == "telemetry" && path[2] == "stream")
        return AdminPath{AdminResource::Stream, {}, {}};
    if (path.size() == 3 && path[1] == "revisions")
        return AdminPath{AdminResource::Revision, path[2], {}};
    if (path.size() == 3 && path[1] == "secrets")
        return AdminPath{AdminResource::Secret, path[2], {}};
    if (path.size() == 4 && path[1] == "services" && path[3] == "breaker")
        return AdminPath{AdminResource::Breaker, path[2], {}};
    if (path.size() == 5 && path[1] == "services" && path[3] == "endpoints")
        return AdminPath{AdminResource::Endpoint, path[2], path[4]};
    return std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

} // namespace

std::optional<AdminPath> adminPath(const WebRequest &request)
{
    const std::optional<Path> path = request.segments();
    if (!path || path->empty())
        return std::nullopt;
    if (path->size() == 1 && path->front() == "metrics")
        return AdminPath{AdminResource::Metrics, {}, {}};
    return path->front() == "v1" ? versionOne(*path) : std::nullopt;
}

std::string_view allowedMethods(AdminResource resource)
{
    switch (resource) {
    case AdminResource::Config:
        return "GET, HEAD, PUT";
    case AdminResource::Validate:
        return "POST";
    case AdminResource::Status:
    case AdminResource::Telemetry:
    case AdminResource::Stream:
    case AdminResource::Revisions:
    case AdminResource::Revision:
    case AdminResource::Metrics:
        return "GET, HEAD";
    case AdminResource::Secret:
    case AdminResource::Breaker:
    case AdminResource::Endpoint:
        return "PUT";
    }
    return {};
}

bool isAllowed(AdminResource resource, std::string_view method)
{
    for (std::string_view rest = allowedMethods(resource); !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (trimmed(rest.substr(0, comma)) == method)
            return true;
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return false;
}

bool AdminPrecondition::admits(std::string_view hash) const
{
    return any || std::find(hashes.begin(), hashes.end(), hash) != hashes.end();
}

std::optional<AdminPrecondition> preconditionOf(std::string_view ifMatch)
{
    AdminPrecondition precondition;
    for (std::string_view rest = trimmed(ifMatch); !rest.empty();) {
        if (rest == "*")
            precondition.any = true;
        const bool isWeak = rest.starts_with("W/");
        if (isWeak)
            rest.remove_prefix(2);
        const std::size_t end = rest.starts_with('"') ? rest.find('"', 1) : std::string_view::npos;
        if (end == std::string_view::npos)
            return precondition.any ? std::optional{precondition} : std::nullopt;
        if (!isWeak)
            precondition.hashes.emplace_back(rest.substr(1, end - 1));
        rest = trimmed(rest.substr(end + 1));
        if (rest.starts_with(','))
            rest = trimmed(rest.substr(1));
        else if (!rest.empty())
            return std::nullopt;
    }
    return precondition;
}

} // namespace gatehouse
