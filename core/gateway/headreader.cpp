#include "core/gateway/headreader.h"

#include "core/gateway/httpchars.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace gatehouse::headreader {

namespace {

struct KnownField
{
    std::string_view name;
    FieldId id;
    bool hopByHop;
};

/// Found by length first: most fields of a request are rejected by that alone.
constexpr std::array<KnownField, 17> Known{{{"te", FieldId::Te, true},
                                            {"via", FieldId::Via, false},
                                            {"host", FieldId::Host, false},
                                            {"expect", FieldId::Expect, false},
                                            {"trailer", FieldId::Trailer, true},
                                            {"upgrade", FieldId::Upgrade, true},
                                            {"connection", FieldId::Connection, true},
                                            {"keep-alive", FieldId::KeepAlive, true},
                                            {"x-request-id", FieldId::RequestId, false},
                                            {"authorization", FieldId::Authorization, false},
                                            {"content-length", FieldId::ContentLength, false},
                                            {"x-forwarded-for", FieldId::ForwardedFor, false},
                                            {"proxy-connection", FieldId::ProxyConnection, true},
                                            {"transfer-encoding", FieldId::TransferEncoding, true},
                                            {"x-forwarded-proto", FieldId::ForwardedProto, false},
                                            {"proxy-authenticate", FieldId::ProxyAuthenticate, true},
                                            {"proxy-authorization", FieldId::ProxyAuthorization, true}}};

constexpr std::size_t LongestKnown = 19;

struct LengthRange
{
    std::uint8_t begin = 0;
    std::uint8_t end = 0;
};

consteval std::array<LengthRange, LongestKnown + 1> makeRanges()
{
    std::array<LengthRange, LongestKnown + 1> ranges{};
    for (std::size_t i = 0; i < Known.size(); ++i) {
        LengthRange &range = ranges[Known[i].name.size()];
        if (range.end == 0)
            range.begin = static_cast<std::uint8_t>(i);
        range.end = static_cast<std::uint8_t>(i + 1);
    }
    return ranges;
}

constexpr std::array<LengthRange, LongestKnown + 1> Ranges = makeRanges();

void identify(std::string_view name, HeadField &field)
{
    if (name.size() > LongestKnown)
        return;
    const LengthRange range = Ranges[name.size()];
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (equalsIgnoringCase(name, Known[i].name)) {
            field.id = Known[i].id;
            field.hopByHop = Known[i].hopByHop;
            return;
        }
    }
}

HttpFault readLength(std::string_view text, std::uint64_t &length)
{
    constexpr std::uint64_t Limit = std::numeric_limits<std::int64_t>::max();
    if (text.empty() || text.size() > 19)
        return HttpFault::BadContentLength;
    length = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return HttpFault::BadContentLength;
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (length > (Limit - digit) / 10)
            return HttpFault::BadContentLength;
        length = length * 10 + digit;
    }
    return HttpFault::None;
}

/// Marks the fields that a Connection field names. What decides about framing and the host is written anew by
/// the proxy in any case, so a client cannot make it disappear.
void markNamed(const char *base, std::string_view option, MessageHead &head)
{
    for (HeadField &field : head.fields) {
        if (field.name.length == option.size() && equalsIgnoringCase(field.name.in(base), option)) {
            field.hopByHop = true;
            if (field.id == FieldId::Upgrade)
                head.upgrade = true;
        }
    }
}

HttpFault readConnection(const char *base, std::string_view value, const HeadLimits &limits,
                         std::uint32_t &options, MessageHead &head)
{
    const bool read = forEachMember(value, [&](std::string_view option) {
        if (++options > limits.connectionOptions)
            return false;
        if (equalsIgnoringCase(option, "close"))
            head.keepAlive = false;
        else if (equalsIgnoringCase(option, "keep-alive"))
            head.keepAlive = head.keepAlive || head.minorVersion == 0;
        else
            markNamed(base, option, head);
        return true;
    });
    return read ? HttpFault::None : HttpFault::TooManyConnectionOptions;
}

/// `close` wins over `keep-alive`, whatever their order.
bool asksToClose(const char *base, const MessageHead &head)
{
    return std::any_of(head.fields.begin(), head.fields.end(), [base](const HeadField &field) {
        return field.id == FieldId::Connection
            && !forEachMember(field.value.in(base),
                              [](std::string_view option) { return !equalsIgnoringCase(option, "close"); });
    });
}

} // namespace

Line Cursor::next()
{
    const auto size = static_cast<std::uint32_t>(
        std::min<std::size_t>(m_data.size(), std::numeric_limits<std::uint32_t>::max()));
    const char *const base = m_data.data();
    const void *found = m_scanned < size ? std::memchr(base + m_scanned, '\n', size - m_scanned) : nullptr;
    if (!found) {
        m_scanned = size;
        const HttpFault fault = limitFault(size);
        return {fault == HttpFault::None ? ParseStatus::NeedMore : ParseStatus::Failed, fault};
    }
    const auto feed = static_cast<std::uint32_t>(static_cast<const char *>(found) - base);
    if (const HttpFault fault = limitFault(feed + 1); fault != HttpFault::None)
        return {ParseStatus::Failed, fault};
    if (feed == m_line || base[feed - 1] != '\r')
        return {ParseStatus::Failed, HttpFault::BareLineFeed};
    const Line line{ParseStatus::Done, HttpFault::None, {m_line, feed - 1 - m_line}, feed + 1};
    m_line = feed + 1;
    m_scanned = m_line;
    return line;
}

HttpFault Cursor::limitFault(std::uint32_t upTo) const
{
    if (!m_started && upTo - m_line > m_limits.startLine)
        return HttpFault::LineTooLong;
    return upTo > m_limits.head ? HttpFault::HeadTooLarge : HttpFault::None;
}

HttpFault readField(const char *base, const Line &line, const HeadLimits &limits, MessageHead &head)
{
    const std::string_view text = line.text.in(base);
    if (text.front() == ' ' || text.front() == '\t')
        return HttpFault::FoldedLine;
    if (head.fields.size() >= limits.fields)
        return HttpFault::HeadTooLarge;
    std::size_t colon = 0;
    while (colon < text.size() && httpchars::is(text[colon], httpchars::Token))
        ++colon;
    if (colon == 0 || colon == text.size() || text[colon] != ':')
        return HttpFault::BadFieldName;

    std::size_t begin = colon + 1;
    std::size_t end = text.size();
    while (begin < end && (text[begin] == ' ' || text[begin] == '\t'))
        ++begin;
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        --end;
    const std::string_view value = text.substr(begin, end - begin);
    if (!isFieldValue(value))
        return value.find('\r') == std::string_view::npos ? HttpFault::BadFieldValue
                                                          : HttpFault::BareCarriageReturn;

    HeadField field;
    field.name = {line.text.begin, static_cast<std::uint32_t>(colon)};
    field.value = {line.text.begin + static_cast<std::uint32_t>(begin),
                   static_cast<std::uint32_t>(value.size())};
    field.lineEnd = line.end;
    identify(text.substr(0, colon), field);
    head.fields.push_back(field);
    return HttpFault::None;
}

HttpFault readMeaning(const char *base, const HeadLimits &limits, MessageHead &head, Seen &seen)
{
    std::uint32_t options = 0;
    for (const HeadField &field : head.fields) {
        HttpFault fault = HttpFault::None;
        switch (field.id) {
        case FieldId::Host:
            ++seen.hosts;
            break;
        case FieldId::ContentLength:
            if (++seen.contentLengths > 1)
                return HttpFault::DuplicateContentLength;
            fault = readLength(field.value.in(base), head.contentLength);
            head.framing = Framing::Length;
            break;
        case FieldId::TransferEncoding:
            if (++seen.transferEncodings > 1 || !equalsIgnoringCase(field.value.in(base), "chunked"))
                return HttpFault::BadTransferEncoding;
            break;
        case FieldId::Connection:
            fault = readConnection(base, field.value.in(base), limits, options, head);
            break;
        case FieldId::Other:
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
        case FieldId::Authorization:
            break;
        }
        if (fault != HttpFault::None)
            return fault;
    }
    if (seen.transferEncodings > 0) {
        if (seen.contentLengths > 0)
            return HttpFault::LengthAndTransferEncoding;
        head.framing = Framing::Chunked;
    }
    if (options > 0 && asksToClose(base, head))
        head.keepAlive = false;
    return HttpFault::None;
}

} // namespace gatehouse::headreader
