#include "core/drivers/haproxy/ownanswers.h"

#include "core/drivers/haproxy/answers.h"
#include "core/drivers/haproxy/quoting.h"
#include "core/routing/hostname.h"

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

/// An answer must fit into HAProxy's buffer of 16 KiB, of which it keeps some for headers.
constexpr std::size_t LongestBody = 14 * 1024;

/// Adds the route's changes of the response's headers to those of an answer.
void editHeaders(RenderContext &context, const Route &route, AnswerHeaders &headers)
{
    const auto drop = [&headers](std::string_view name) {
        std::erase_if(headers, [name](const auto &header) { return equalsNoCase(header.first, name); });
    };
    for (const std::string &name : route.responseHeaders.remove)
        drop(name);
    for (const auto &[name, value] : route.responseHeaders.set) {
        drop(name);
        if (auto format = headerFormat(context, value); format && isHeaderName(name))
            headers.emplace_back(name, std::move(*format));
    }
    for (const auto &[name, value] : route.responseHeaders.add) {
        if (auto format = headerFormat(context, value); format && isHeaderName(name))
            headers.emplace_back(name, std::move(*format));
    }
}

void writeFixed(RenderContext &context, ProxySection &section, const Route &route, const FixedResponse &fixed)
{
    ObjectLedger &ledger = context.route(route);
    ledger.exact("/respond", "http-request return");
    AnswerHeaders headers;
    std::string type = "text/plain; charset=utf-8";
    for (const auto &[name, value] : fixed.headers) {
        auto format = headerFormat(context, value);
        if (!format || !isHeaderName(name))
            ledger.unsupported("/respond/headers/" + name, "No header can hold this; it is left out.");
        else if (!equalsNoCase(name, "content-type") || fixed.body.empty())
            headers.emplace_back(name, std::move(*format));
        else if (value.secret.isEmpty() && !value.text.empty())
            type = value.text;
        else
            ledger.unsupported("/respond/headers/" + name,
                               "HAProxy takes the type of a body as plain text only.");
    }
    editHeaders(context, route, headers);
    std::string body;
    if (fixed.body.size() > LongestBody || !canStand(fixed.body))
        ledger.unsupported("/respond/body",
                           "HAProxy cannot hold a body of more than 14 KiB, nor a NUL; it is left out.");
    else if (!fixed.body.empty())
        body = fmt::format(" content-type {} string {}", quoteWord(type), quoteWord(fixed.body));
    section.line("http-request return status {}{}{} if {}", fixed.status, body, answerHeaders(headers),
                 routeCondition(section, {route.name.str()}));
}

void writeRedirect(RenderContext &context, ProxySection &section, const Route &route,
                   const Redirect &redirect)
{
    ObjectLedger &ledger = context.route(route);
    ledger.exact("/redirect", "http-request return … hdr Location");
    const std::string mine = routeCondition(section, {route.name.str()});
    if (!isHeaderValue(redirect.scheme + redirect.host + redirect.path)) {
        ledger.unsupported("/redirect", "No header can hold this; the route answers 500.");
        section.line("http-request return {} if {}",
                     answerLine(500, "internal_error", "The redirect cannot be answered."), mine);
        return;
    }
    const std::string scheme = redirect.scheme.empty() ? "http" : escapeFormat(redirect.scheme);
    const std::string host = redirect.host.empty() ? "%[req.fhdr(host)]" : escapeFormat(redirect.host);
    const std::string path = redirect.path.empty() ? "%[path]" : escapeFormat(redirect.path);
    const std::string location = fmt::format("{}://{}{}", scheme, host, path);
    const std::string asked = section.condition("asked", "query -m len gt 0");
    AnswerHeaders plain{{"Location", location}};
    AnswerHeaders withQuery{{"Location", location + "?%[query]"}};
    editHeaders(context, route, plain);
    editHeaders(context, route, withQuery);
    section.line("http-request return status {}{} if {} {}", redirect.status, answerHeaders(withQuery), mine,
                 asked);
    section.line("http-request return status {}{} if {}", redirect.status, answerHeaders(plain), mine);
}

} // namespace

void writeOwnAnswer(RenderContext &context, ProxySection &section, const Route &route)
{
    if (const auto *fixed = std::get_if<FixedResponse>(&route.action))
        writeFixed(context, section, route, *fixed);
    else if (const auto *redirect = std::get_if<Redirect>(&route.action))
        writeRedirect(context, section, route, *redirect);
}

} // namespace gatehouse::haproxy
