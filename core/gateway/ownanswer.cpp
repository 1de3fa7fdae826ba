#include "core/gateway/ownanswer.h"

#include "core/gateway/webmessage.h"

#include <fmt/format.h>

#include <iterator>

namespace gatehouse {

namespace {

void appendQuoted(std::string &out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            out += c;
    }
    out += '"';
}

void appendMember(std::string &out, std::string_view name, std::string_view value)
{
    if (value.empty())
        return;
    out += out.size() > 1 ? ", " : "";
    appendQuoted(out, name);
    out += ": ";
    appendQuoted(out, value);
}

} // namespace

int statusOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::BadRequest:
        return 400;
    case Refusal::Unauthenticated:
        return 401;
    case Refusal::Forbidden:
        return 403;
    case Refusal::NoRoute:
        return 404;
    case Refusal::MethodNotAllowed:
        return 405;
    case Refusal::RequestTimeout:
        return 408;
    case Refusal::BodyTooLarge:
        return 413;
    case Refusal::TargetTooLong:
        return 414;
    case Refusal::ExpectationFailed:
        return 417;
    case Refusal::HeadTooLarge:
        return 431;
    case Refusal::NotImplemented:
        return 501;
    case Refusal::UpstreamError:
        return 502;
    case Refusal::NoEndpoint:
    case Refusal::CircuitOpen:
    case Refusal::BulkheadFull:
        return 503;
    case Refusal::UpstreamTimeout:
        return 504;
    case Refusal::VersionNotSupported:
        return 505;
    }
    return 500;
}

const char *codeOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::BadRequest:
        return "bad_request";
    case Refusal::Unauthenticated:
        return "unauthenticated";
    case Refusal::Forbidden:
        return "forbidden";
    case Refusal::NoRoute:
        return "no_route";
    case Refusal::MethodNotAllowed:
        return "method_not_allowed";
    case Refusal::RequestTimeout:
        return "request_timeout";
    case Refusal::BodyTooLarge:
        return "body_too_large";
    case Refusal::TargetTooLong:
        return "target_too_long";
    case Refusal::ExpectationFailed:
        return "expectation_failed";
    case Refusal::HeadTooLarge:
        return "head_too_large";
    case Refusal::NotImplemented:
        return "not_implemented";
    case Refusal::UpstreamError:
        return "upstream_error";
    case Refusal::NoEndpoint:
        return "no_endpoint";
    case Refusal::CircuitOpen:
        return "circuit_open";
    case Refusal::BulkheadFull:
        return "bulkhead_full";
    case Refusal::UpstreamTimeout:
        return "upstream_timeout";
    case Refusal::VersionNotSupported:
        return "version_not_supported";
    }
    return "bad_request";
}

void appendOwnAnswer(std::string &out, const OwnAnswer &answer)
{
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", answer.status,
                   reasonPhrase(answer.status), answer.date);
    for (const auto &[name, value] : answer.fields)
        fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
    const bool bodyless = answer.status < 200 || answer.status == 204 || answer.status == 304;
    if (!bodyless)
        fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", answer.body.size());
    if (answer.close)
        out += "Connection: close\r\n";
    else if (answer.sayKeepAlive)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
    if (!bodyless && !answer.answersHead)
        out += answer.body;
}

std::string refusalBody(Refusal refusal, std::string_view message, std::string_view route,
                        std::string_view requestId)
{
    std::string body = "{";
    appendMember(body, "error", codeOf(refusal));
    appendMember(body, "message", message);
    appendMember(body, "route", route);
    appendMember(body, "requestId", requestId);
    body += "}\n";
    return body;
}

} // namespace gatehouse
