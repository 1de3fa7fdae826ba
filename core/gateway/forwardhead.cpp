#include "core/gateway/forwardhead.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gatehouse {

namespace {

void appendField(std::string &out, std::string_view name, std::string_view value)
{
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

void appendLength(std::string &out, std::uint64_t length)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), length).ptr;
    appendField(out, "Content-Length", {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

/// Copies the lines that `keeps` says yes to; those that lie together go as one run.
template <class Keeps>
void appendKept(std::string &out, const MessageHead &head, const char *base, Keeps keeps)
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    for (const HeadField &field : head.fields) {
        if (!keeps(field))
            continue;
        if (field.name.begin != end) {
            out.append(base + begin, end - begin);
            begin = field.name.begin;
        }
        end = field.lineEnd;
    }
    out.append(base + begin, end - begin);
}

/// Whether a request's field goes on as it came.
bool goesOn(const HeadField &field)
{
    switch (field.id) {
    case FieldId::Other:
    case FieldId::Authorization:
        return !field.hopByHop;
    case FieldId::Host:
    case FieldId::ContentLength:
    case FieldId::TransferEncoding:
    case FieldId::Connection:
    case FieldId::KeepAlive:
    case FieldId::ProxyConnection:
    case FieldId::ProxyAuthenticate:
    case FieldId::ProxyAuthorization:
    case FieldId::Te:
    case FieldId::Trailer:
    case FieldId::Upgrade:
    case FieldId::Expect:
    case FieldId::ForwardedFor:
    case FieldId::ForwardedProto:
    case FieldId::Via:
    case FieldId::RequestId:
        return false;
    }
    return false;
}

/// `name: what was there, and our own part`: repeated fields are joined in their order.
void appendExtended(std::string &out, std::string_view name, FieldId id, std::string_view own,
                    const ForwardedRequest &request)
{
    out += name;
    out += ": ";
    for (const HeadField &field : request.head.fields) {
        if (field.id == id && !field.hopByHop && field.value.length > 0) {
            out += field.value.in(request.base);
            out += ", ";
        }
    }
    out += own;
    out += "\r\n";
}

void appendOwnFields(std::string &out, const ForwardedRequest &request)
{
    const HeaderChanges &changes = request.changes;
    const bool plain = changes.dropped.empty();
    if (plain || !changes.drops("x-forwarded-for"))
        appendExtended(out, "X-Forwarded-For", FieldId::ForwardedFor, request.peer, request);
    if (plain || !changes.drops("x-forwarded-proto"))
        appendField(out, "X-Forwarded-Proto", request.proto);
    if (plain || !changes.drops("x-request-id"))
        appendField(out, "X-Request-Id", request.requestId);
    if (plain || !changes.drops("via")) {
        std::string_view version = request.head.minorVersion == 0 ? "1.0 " : "1.1 ";
        std::array<char, 80> own{};
        const auto made = fmt::format_to_n(own.data(), own.size(), "{}{}", version, request.gateway);
        appendExtended(out, "Via", FieldId::Via, {own.data(), std::min(made.size, own.size())}, request);
    }
}

void appendWritten(std::string &out, const HeaderChanges &changes)
{
    for (const auto &[name, value] : changes.written)
        appendField(out, name, value);
}

} // namespace

bool HeaderChanges::drops(std::string_view name) const
{
    return std::any_of(dropped.begin(), dropped.end(),
                       [name](const std::string &other) { return equalsIgnoringCase(other, name); });
}

void appendRequestHead(std::string &out, const ForwardedRequest &request)
{
    const RequestHead &head = request.head;
    const HeaderChanges &changes = request.changes;
    out += head.methodText.in(request.base);
    out += ' ';
    out += request.path;
    if (head.hasQuery) {
        out += '?';
        out += head.query.in(request.base);
    }
    out += " HTTP/1.1\r\n";
    appendField(out, "Host", request.host);
    if (changes.dropped.empty())
        appendKept(out, head, request.base, goesOn);
    else
        appendKept(out, head, request.base, [&](const HeadField &field) {
            return goesOn(field) && !changes.drops(field.name.in(request.base));
        });
    appendOwnFields(out, request);
    appendWritten(out, changes);
    for (const auto &[name, value] : request.identity)
        appendField(out, name, value);
    if (head.framing == Framing::Chunked)
        out += "Transfer-Encoding: chunked\r\n";
    else if (head.framing == Framing::Length || head.find(FieldId::ContentLength))
        appendLength(out, head.contentLength);
    out += "\r\n";
}

void appendResponseHead(std::string &out, const ForwardedResponse &response)
{
    const ResponseHead &head = response.head;
    const HeaderChanges &changes = response.changes;
    out += "HTTP/1.1 ";
    out += static_cast<char>('0' + head.status / 100);
    out += static_cast<char>('0' + head.status / 10 % 10);
    out += static_cast<char>('0' + head.status % 10);
    out += ' ';
    out += head.reason.in(response.base);
    out += "\r\n";
    bool dated = false;
    appendKept(out, head, response.base, [&](const HeadField &field) {
        if (field.hopByHop || field.id == FieldId::ContentLength)
            return false;
        const std::string_view name = field.name.in(response.base);
        dated = dated || (name.size() == 4 && equalsIgnoringCase(name, "date"));
        return changes.dropped.empty() || !changes.drops(name);
    });
    if (!dated && head.status >= 200)
        appendField(out, "Date", response.date);
    appendWritten(out, changes);
    if (response.framing == Framing::Chunked)
        out += "Transfer-Encoding: chunked\r\n";
    else if (response.framing == Framing::Length || response.keepLength)
        appendLength(out, head.contentLength);
    if (response.close)
        out += "Connection: close\r\n";
    else if (response.sayKeepAlive)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

} // namespace gatehouse
