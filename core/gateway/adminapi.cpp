#include "core/gateway/adminapi.h"

#include "core/base/units.h"
#include "core/base/version.h"
#include "core/gateway/adminresource.h"
#include "core/gateway/overridechange.h"
#include "core/gateway/overridenote.h"
#include "core/model/address.h"
#include "core/model/findingcodec.h"
#include "core/model/telemetrycodec.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include <unistd.h>

namespace gatehouse {

namespace {

/// model.md: a file over 64 MiB is an error.
constexpr std::uint64_t LargestDocument = 64ULL * 1024 * 1024;
constexpr std::uint64_t LargestOverride = 16ULL * 1024;

std::string dumped(const Tree &tree)
{
    return tree.dump(-1, ' ', false, Tree::error_handler_t::replace) + "\n";
}

WebResponse withTag(WebResponse response, const std::string &hash)
{
    response.headers.emplace_back("ETag", '"' + hash + '"');
    return response;
}

/// The status and code that a failure is answered with.
WebResponse failed(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return errorResponse(404, "not_found", error.message);
    case ErrorKind::InvalidInput:
    case ErrorKind::Rejected:
    case ErrorKind::Unsupported:
        return errorResponse(422, "invalid", error.message);
    case ErrorKind::Conflict:
        return errorResponse(412, "precondition_failed", error.message);
    case ErrorKind::Refused:
        return errorResponse(409, "refused", error.message);
    case ErrorKind::Unwritable:
    case ErrorKind::Unreadable:
        return errorResponse(500, "not_stored", error.message);
    case ErrorKind::Unreachable:
    case ErrorKind::Timeout:
    case ErrorKind::Cancelled:
        return errorResponse(503, "unavailable", error.message);
    case ErrorKind::VerifiedDifferent:
    case ErrorKind::Internal:
        return errorResponse(500, "internal", error.message);
    }
    return errorResponse(500, "internal", error.message);
}

WebResponse refused(const PushRefusal &refusal)
{
    WebResponse response = failed(refusal.error);
    if (refusal.findings.empty())
        return response;
    Tree tree;
    tree["error"] = "invalid";
    tree["message"] = refusal.error.message;
    tree["findings"] = findingsTree(refusal.findings)["findings"];
    response.body = dumped(tree);
    return response;
}

TextFormat formatOf(const WebRequest &request)
{
    const std::string_view type = request.header("Content-Type").value_or("");
    if (type.find("json") != std::string_view::npos)
        return TextFormat::Json;
    if (type.find("yaml") != std::string_view::npos)
        return TextFormat::Yaml;
    const std::size_t first = request.body.find_first_not_of(" \t\r\n");
    return first != std::string::npos && request.body[first] == '{' ? TextFormat::Json : TextFormat::Yaml;
}

WebResponse notFound()
{
    return errorResponse(404, "not_found", "there is no such resource");
}

} // namespace

AdminApi::AdminApi(GatewayName gateway, DataPlane &plane, RevisionKeeper &keeper, const Clock &clock, Log log)
    : m_gateway(gateway)
    , m_plane(plane)
    , m_keeper(keeper)
    , m_clock(clock)
    , m_log(std::move(log))
    , m_assembly(std::move(gateway), clock)
{
}

AdminApi::Kind AdminApi::kindOf(const WebRequest &request)
{
    const std::optional<AdminPath> path = adminPath(request);
    if (!path || !isAllowed(path->resource, request.method))
        return Kind::Look;
    switch (path->resource) {
    case AdminResource::Config:
        return request.method == "PUT" ? Kind::Change : Kind::Look;
    case AdminResource::Status:
    case AdminResource::Telemetry:
    case AdminResource::Metrics:
        return Kind::Look;
    case AdminResource::Stream:
        return Kind::Stream;
    case AdminResource::Validate:
    case AdminResource::Revisions:
    case AdminResource::Revision:
    case AdminResource::Secret:
    case AdminResource::Breaker:
    case AdminResource::Endpoint:
        return Kind::Change;
    }
    return Kind::Look;
}

std::uint64_t AdminApi::largestBody(const WebRequest &request)
{
    const std::optional<AdminPath> path = adminPath(request);
    if (path && (path->resource == AdminResource::Config || path->resource == AdminResource::Validate))
        return LargestDocument;
    return path && path->resource == AdminResource::Secret ? SecretStore::MaxSize : LargestOverride;
}

WebResponse AdminApi::answerLook(const WebRequest &request)
{
    const std::optional<AdminPath> path = adminPath(request);
    if (!path)
        return notFound();
    if (!isAllowed(path->resource, request.method)) {
        WebResponse response = errorResponse(
            405, "method_not_allowed", fmt::format("this resource has {}", allowedMethods(path->resource)));
        response.headers.emplace_back("Allow", allowedMethods(path->resource));
        return response;
    }
    if (path->resource == AdminResource::Config)
        return answerConfig();
    if (path->resource == AdminResource::Status)
        return answerStatus();
    if (path->resource == AdminResource::Metrics)
        return answerMetrics();
    return jsonResponse(200, encodeTelemetry(telemetry()) + "\n");
}

WebResponse AdminApi::answerChange(const WebRequest &request)
{
    const std::optional<AdminPath> path = adminPath(request);
    if (!path)
        return notFound();
    switch (path->resource) {
    case AdminResource::Config:
        return pushConfig(request);
    case AdminResource::Validate:
        return jsonResponse(200, dumped(findingsTree(m_keeper.validate(request.body, formatOf(request)))));
    case AdminResource::Revisions:
        return answerRevisions();
    case AdminResource::Revision:
        return answerRevision(path->name);
    case AdminResource::Secret:
        return putSecret(request, path->name);
    case AdminResource::Breaker:
        return putBreaker(request, ServiceName{path->name});
    case AdminResource::Endpoint:
        return putEndpoint(request, ServiceName{path->name}, path->address);
    case AdminResource::Status:
    case AdminResource::Telemetry:
    case AdminResource::Stream:
    case AdminResource::Metrics:
        break;
    }
    return notFound();
}

Telemetry AdminApi::telemetry()
{
    return m_assembly.assemble(*m_plane.served(),
                               {m_plane.requests(), m_plane.activeConnections(), m_plane.startedAt()});
}

std::string AdminApi::telemetryEvent()
{
    return "data: " + encodeTelemetry(telemetry()) + "\n\n";
}

WebResponse AdminApi::answerConfig()
{
    const std::shared_ptr<const CurrentRevision> current = m_keeper.current();
    return withTag(jsonResponse(200, current->text + "\n"), current->hash);
}

WebResponse AdminApi::answerStatus()
{
    const std::shared_ptr<const ServedRevision> served = m_plane.served();
    const std::chrono::duration<double> uptime = m_clock.now() - m_plane.startedAt();
    Tree tree;
    tree["gateway"] = m_gateway.str();
    tree["revision"] = served->revision;
    tree["hash"] = served->hash;
    tree["uptimeSeconds"] = std::floor(uptime.count() * 1'000) / 1'000;
    tree["version"] = Version;
    tree["problems"] = m_keeper.problems();
    tree["pid"] = ::getpid();
    tree["startedAt"] = formatTime(m_clock.wallNow() - std::chrono::floor<std::chrono::milliseconds>(uptime));
    tree["listeners"] = Tree::array();
    for (const BoundListener &listener : served->listeners)
        tree["listeners"].push_back({{"name", listener.name.str()}, {"address", toString(listener.address)}});
    return jsonResponse(200, dumped(tree));
}

WebResponse AdminApi::answerRevisions()
{
    Tree list = Tree::array();
    for (const StoredRevision &revision : m_keeper.history())
        list.push_back({{"revision", revision.number},
                        {"hash", revision.hash},
                        {"takenAt", formatTime(revision.takenAt)}});
    return jsonResponse(200, dumped(Tree{{"revisions", std::move(list)}}));
}

WebResponse AdminApi::answerRevision(const std::string &name)
{
    std::uint64_t number = 0;
    const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (code != std::errc{} || end != name.data() + name.size())
        return notFound();
    const Result<StoredRevision> revision = m_keeper.revision(number);
    if (!revision && revision.error().kind == ErrorKind::NotFound)
        return errorResponse(404, "not_found", fmt::format("revision {} is not kept", number));
    if (!revision)
        return failed(revision.error());
    return withTag(jsonResponse(200, revision->text + "\n"), revision->hash);
}

WebResponse AdminApi::answerMetrics()
{
    return {200,
            {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
            prometheusText(telemetry(), {m_refusedTokens, m_pushes, m_failedPushes})};
}

WebResponse AdminApi::pushConfig(const WebRequest &request)
{
    const std::optional<std::string_view> ifMatch = request.header("If-Match");
    if (!ifMatch)
        return errorResponse(428, "precondition_required",
                             "say in If-Match which hash is to be replaced: the ETag of GET /v1/config");
    const std::optional<AdminPrecondition> precondition = preconditionOf(*ifMatch);
    if (!precondition)
        return errorResponse(400, "bad_request", "If-Match must be \"HASH\", a list of them, or *");
    const tl::expected<PushReport, PushRefusal> report =
        m_keeper.push(request.body, formatOf(request),
                      [&precondition](const std::string &hash) { return precondition->admits(hash); });
    if (!report) {
        ++m_failedPushes;
        m_log(fmt::format("a push was refused: {}", report.error().error.message));
        WebResponse response = refused(report.error());
        return response.status == 412 ? withTag(std::move(response), m_keeper.current()->hash) : response;
    }
    if (report->isNew) {
        ++m_pushes;
        m_log(fmt::format("revision {} with hash {} was pushed", report->number, report->hash));
    }
    Tree tree;
    tree["revision"] = report->number;
    tree["hash"] = report->hash;
    tree["changed"] = report->isNew;
    tree["findings"] = findingsTree(report->findings)["findings"];
    return withTag(jsonResponse(200, dumped(tree)), report->hash);
}

WebResponse AdminApi::putSecret(const WebRequest &request, const std::string &name)
{
    const Result<void> written = m_keeper.writeSecret(SecretName{name}, request.body);
    if (!written)
        return failed(written.error());
    m_log(fmt::format("the secret '{}' was replaced", name));
    return {204, {}, {}};
}

WebResponse AdminApi::putBreaker(const WebRequest &request, const ServiceName &service)
{
    const Result<BreakerChange> change = breakerChangeIn(request.body);
    if (!change)
        return failed(change.error());
    if (const Result<void> forced = m_keeper.forceBreaker(service, change->set); !forced)
        return failed(forced.error());
    m_log(fmt::format("the breaker of '{}' was set to {}", service.str(),
                      change->set ? word(*change->set) : "the document's state"));
    Tree tree;
    tree["service"] = service.str();
    tree["state"] = change->set ? Tree(word(*change->set)) : Tree(nullptr);
    return jsonResponse(200, dumped(tree));
}

WebResponse AdminApi::putEndpoint(const WebRequest &request, const ServiceName &service,
                                  const std::string &addressText)
{
    const Result<Address> address = parseAddress(addressText);
    if (!address)
        return errorResponse(404, "not_found", fmt::format("'{}' is no address of an endpoint", addressText));
    const Result<EndpointChange> change = endpointChangeIn(request.body);
    if (!change)
        return failed(change.error());
    if (const Result<void> set = m_keeper.overrideEndpoint(service, *address, *change); !set)
        return failed(set.error());
    m_log(fmt::format("{} of '{}' was overridden", addressText, service.str()));
    const Overrides overrides = m_plane.overrides();
    EndpointOverride now;
    if (const auto found = overrides.endpoints.find(service); found != overrides.endpoints.end()) {
        if (const auto value = found->second.find(*address); value != found->second.end())
            now = value->second;
    }
    Tree tree;
    tree["service"] = service.str();
    tree["address"] = toString(*address);
    tree["state"] = now.state ? Tree(word(*now.state)) : Tree(nullptr);
    tree["weight"] = now.weight ? Tree(*now.weight) : Tree(nullptr);
    return jsonResponse(200, dumped(tree));
}

} // namespace gatehouse
