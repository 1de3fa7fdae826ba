#include "core/drivers/haproxy/routeedits.h"

#include "core/drivers/haproxy/quoting.h"
#include "core/routing/pathtemplate.h"
#include "core/routing/rewrite.h"

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

/// As long as HAProxy can count; stands for "no limit" where it wants a time.
constexpr Milliseconds Longest{2'147'483'000};

/// The path of a rewrite as log-format: parameters are taken out of the path by their place.
std::string pathFormat(const Route &route)
{
    std::string_view path = route.rewrite->path;
    std::string format;
    while (true) {
        const std::size_t open = path.find('{');
        const std::size_t close = open == std::string_view::npos ? open : path.find('}', open);
        if (close == std::string_view::npos)
            return format + escapeFormat(path);
        const std::size_t field = parameterField(route, path.substr(open + 1, close - open - 1));
        format += escapeFormat(path.substr(0, open)) + fmt::format("%[path,field({},/)]", field);
        path.remove_prefix(close + 1);
    }
}

void writePath(ProxySection &section, const Route &route, const std::string &mine, ObjectLedger &ledger)
{
    ledger.exact("/rewrite/path", "http-request set-path");
    section.line("http-request set-path {} if {}", quoteWord(pathFormat(route)), mine);
}

void writePrefix(ProxySection &section, const Route &route, const std::string &mine, ObjectLedger &ledger)
{
    ledger.exact("/rewrite/prefix", "http-request set-path");
    const PathMatch &match = route.match.path;
    const std::size_t matched =
        match.kind == PathKind::Exact ? match.text.size() : trimPrefix(match.text).size();
    const std::string prefix(trimPrefix(*route.rewrite->prefix));
    section.line("http-request set-var(txn.gh_rest) path,bytes({}) if {}", matched, mine);
    const std::string format = escapeFormat(prefix) + "%[var(txn.gh_rest)]";
    if (!prefix.empty()) {
        section.line("http-request set-path {} if {}", quoteWord(format), mine);
        return;
    }
    const std::string rest = section.condition("rest", "var(txn.gh_rest) -m len gt 0");
    section.line("http-request set-path / if {} !{}", mine, rest);
    section.line("http-request set-path {} if {} {}", quoteWord(format), mine, rest);
}

void writeRewrite(RenderContext &context, ProxySection &section, const Route &route, const std::string &mine)
{
    if (!route.rewrite)
        return;
    ObjectLedger &ledger = context.route(route);
    if (const auto rewrite = RouteRewrite::compile(route); !rewrite)
        ledger.unsupported(rewrite.error().where, rewrite.error().message + "; the path stays as it is.");
    else if (!route.rewrite->path.empty())
        writePath(section, route, mine, ledger);
    else if (route.rewrite->prefix)
        writePrefix(section, route, mine, ledger);
    if (!isHeaderValue(route.rewrite->host)) {
        ledger.unsupported("/rewrite/host", "No header can hold this; the host stays as it is.");
    } else if (!route.rewrite->host.empty()) {
        ledger.exact("/rewrite/host", "http-request set-header Host");
        section.line("http-request set-header Host {} if {}", quoteWord(escapeFormat(route.rewrite->host)),
                     mine);
    }
}

void writeHeaders(RenderContext &context, ProxySection &section, const Route &route, const HeaderEdits &edits,
                  std::string_view rule, const std::string &pointer, const std::string &mine)
{
    ObjectLedger &ledger = context.route(route);
    ledger.exact(pointer, fmt::format("{0} del-header, {0} set-header, {0} add-header", rule));
    for (std::size_t i = 0; i < edits.remove.size(); ++i) {
        if (isHeaderName(edits.remove[i]))
            section.line("{} del-header {} if {}", rule, quoteWord(edits.remove[i]), mine);
        else
            ledger.unsupported(pointer + "/remove", "A name that no header can have is passed over.");
    }
    const auto write = [&](std::string_view action, const std::string &field, const auto &headers) {
        for (const auto &[name, value] : headers) {
            const auto format = headerFormat(context, value);
            if (format && isHeaderName(name))
                section.line("{} {} {} {} if {}", rule, action, quoteWord(name), quoteWord(*format), mine);
            else
                ledger.unsupported(pointer + field + '/' + name, "No header can hold this; it is left out.");
        }
    };
    write("set-header", "/set", edits.set);
    write("add-header", "/add", edits.add);
}

void writeTimeout(RenderContext &context, ProxySection &section, const Route &route, const Service &service,
                  const std::string &mine)
{
    if (!route.timeout)
        return;
    Milliseconds limit = route.timeout->count() == 0 ? Longest : *route.timeout;
    if (service.timeouts.perTry && service.timeouts.perTry->count() > 0)
        limit = std::min(limit, *service.timeouts.perTry);
    context.route(route).approximate(
        "/timeout", fmt::format("http-request set-timeout server {}", timeWord(limit)),
        "HAProxy limits how long a service may be silent.",
        {{DeltaAspect::Scope, "from the request's last byte to the answer's last byte, retries included",
          "between two pieces of the answer, for each try"}});
    section.line("http-request set-timeout server {} if {}", timeWord(limit), mine);
}

} // namespace

std::size_t parameterField(const Route &route, std::string_view name)
{
    if (route.match.path.kind != PathKind::Template)
        return 0;
    const auto segments = parseTemplate(route.match.path.text);
    if (!segments)
        return 0;
    const auto found = std::find(segments->begin(), segments->end(), TemplateSegment{true, name});
    // The first field is what stands before the first slash: nothing.
    return found == segments->end() ? 0 : static_cast<std::size_t>(found - segments->begin()) + 2;
}

void writeRouteEdits(RenderContext &context, ProxySection &section, const Route &route,
                     const Service &service)
{
    const std::string mine = routeCondition(section, {route.name.str()});
    writeTimeout(context, section, route, service, mine);
    const LoadBalancing &balancing = service.loadBalancing;
    if (balancing.hashOn && balancing.hashOn->source == HashSource::PathParameter) {
        if (const std::size_t field = parameterField(route, balancing.hashOn->name))
            section.line("http-request set-var(txn.gh_hash) path,field({},/) if {}", field, mine);
    }
    writeRewrite(context, section, route, mine);
    writeHeaders(context, section, route, route.requestHeaders, "http-request", "/headers/request", mine);
    writeHeaders(context, section, route, route.responseHeaders, "http-response", "/headers/response", mine);
}

void describeMissing(ObjectLedger &ledger)
{
    ledger.exact("/enabled");
    ledger.exact("/listeners", "frontend");
    ledger.exact("/headers/response", "http-request return … hdr");
    ledger.unsupported("/rateLimit", "This driver does not limit rates; requests are not counted.");
    ledger.unsupported("/cors", "This driver does not answer preflight requests nor add CORS headers.");
    ledger.unsupported("/mirror", "HAProxy cannot copy requests to another service.");
    ledger.unsupported("/fault", "This driver does not inject faults.");
}

} // namespace gatehouse::haproxy
