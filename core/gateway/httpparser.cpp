#include "core/gateway/httpparser.h"

#include "core/gateway/headreader.h"
#include "core/gateway/httpchars.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace gatehouse {

namespace {

using httpchars::is;

struct KnownMethod
{
    std::string_view text;
    Method method;
};

constexpr std::array<KnownMethod, 8> Methods{{{"GET", Method::Get},
                                              {"POST", Method::Post},
                                              {"HEAD", Method::Head},
                                              {"PUT", Method::Put},
                                              {"DELETE", Method::Delete},
                                              {"PATCH", Method::Patch},
                                              {"OPTIONS", Method::Options},
                                              {"TRACE", Method::Trace}}};

Method methodOf(std::string_view text)
{
    for (const KnownMethod &known : Methods) {
        if (known.text == text)
            return known.method;
    }
    return Method::Other;
}

/// `HTTP/1.` and one digit; what is beyond 1.1 is treated as 1.1 (RFC 9110, 2.5).
HttpFault readVersion(std::string_view text, HttpFault malformed, MessageHead &head)
{
    if (text.size() != 8 || !text.starts_with("HTTP/") || text[6] != '.' || text[5] < '0' || text[5] > '9'
        || text[7] < '0' || text[7] > '9')
        return malformed;
    if (text[5] != '1')
        return HttpFault::UnsupportedVersion;
    head.minorVersion = text[7] == '0' ? 0 : 1;
    head.keepAlive = head.minorVersion == 1;
    return HttpFault::None;
}

/// An authority: host, and a port of digits where there is one. User information is refused.
bool isAuthority(std::string_view text)
{
    if (text.empty() || !httpchars::all(text, httpchars::HostChar))
        return false;
    std::string_view port;
    if (text.front() == '[') {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos || close < 3)
            return false;
        const auto literal = [](char c) {
            return is(c, httpchars::HexDigit) || c == ':' || c == '.';
        };
        if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(close), literal))
            return false;
        port = text.substr(close + 1);
        if (!port.empty() && port.front() != ':')
            return false;
    } else {
        const std::size_t colon = text.find(':');
        if (colon == 0 || text.find_first_of("[]") != std::string_view::npos)
            return false;
        port = colon == std::string_view::npos ? std::string_view{} : text.substr(colon);
    }
    return port.size() <= 6 && std::all_of(port.begin() + (port.empty() ? 0 : 1), port.end(), [](char c) {
               return c >= '0' && c <= '9';
           });
}

void splitQuery(const char *base, Span from, RequestHead &head)
{
    const std::string_view text = from.in(base);
    const std::size_t mark = text.find('?');
    head.hasQuery = mark != std::string_view::npos;
    head.path = {from.begin, head.hasQuery ? static_cast<std::uint32_t>(mark) : from.length};
    if (head.hasQuery)
        head.query = {head.path.end() + 1, from.length - head.path.length - 1};
}

/// `http://authority…` and `https://authority…`; the Host field is then ignored (RFC 9112, 3.2.2).
HttpFault readAbsoluteForm(const char *base, RequestHead &head)
{
    const std::string_view target = head.target.in(base);
    const std::size_t colon = target.find("://");
    if (colon == std::string_view::npos)
        return HttpFault::BadTarget;
    const std::string_view scheme = target.substr(0, colon);
    if (!equalsIgnoringCase(scheme, "http") && !equalsIgnoringCase(scheme, "https"))
        return HttpFault::BadTarget;
    const std::size_t begin = colon + 3;
    const std::size_t end = std::min(target.find_first_of("/?", begin), target.size());
    if (!isAuthority(target.substr(begin, end - begin)))
        return HttpFault::BadTarget;
    head.form = TargetForm::Absolute;
    head.authority = {head.target.begin + static_cast<std::uint32_t>(begin),
                      static_cast<std::uint32_t>(end - begin)};
    splitQuery(base, {head.authority.end(), head.target.end() - head.authority.end()}, head);
    return HttpFault::None;
}

HttpFault readTarget(const char *base, RequestHead &head)
{
    const std::string_view target = head.target.in(base);
    if (target.empty() || !httpchars::all(target, httpchars::Target))
        return HttpFault::BadTarget;
    if (target.front() == '/') {
        head.form = TargetForm::Origin;
        splitQuery(base, head.target, head);
        return HttpFault::None;
    }
    if (target == "*" && head.method == Method::Options) {
        head.form = TargetForm::Asterisk;
        return HttpFault::None;
    }
    return readAbsoluteForm(base, head);
}

HttpFault readRequestLine(const char *base, Span line, RequestHead &head)
{
    const std::string_view text = line.in(base);
    const std::size_t first = text.find(' ');
    const std::size_t last = text.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return HttpFault::BadRequestLine;
    head.methodText = {line.begin, static_cast<std::uint32_t>(first)};
    head.target = {line.begin + static_cast<std::uint32_t>(first) + 1,
                   static_cast<std::uint32_t>(last - first - 1)};
    const std::string_view method = text.substr(0, first);
    if (!isToken(method))
        return HttpFault::BadRequestLine;
    if (const HttpFault fault = readVersion(text.substr(last + 1), HttpFault::BadRequestLine, head);
        fault != HttpFault::None)
        return fault;
    head.method = methodOf(method);
    if (method == "CONNECT")
        return HttpFault::UnsupportedMethod;
    return readTarget(base, head);
}

/// What only a request's fields have: Host and Expect, and framing that a server must be able to read.
HttpFault finishRequest(const char *base, const headreader::Seen &seen, RequestHead &head)
{
    if (seen.hosts > 1)
        return HttpFault::DuplicateHost;
    if (seen.hosts == 0 && head.minorVersion == 1)
        return HttpFault::MissingHost;
    if (const HeadField *host = head.find(FieldId::Host)) {
        if (!isAuthority(host->value.in(base)))
            return HttpFault::BadHost;
        if (head.form != TargetForm::Absolute)
            head.authority = host->value;
    }
    if (seen.transferEncodings > 0 && head.minorVersion == 0)
        return HttpFault::BadTransferEncoding;
    if (const HeadField *expect = head.find(FieldId::Expect); expect && head.minorVersion == 1) {
        head.expectsContinue = equalsIgnoringCase(expect->value.in(base), "100-continue");
        head.unknownExpectation = !head.expectsContinue;
    }
    if (head.framing == Framing::Length && head.contentLength == 0)
        head.framing = Framing::None;
    return HttpFault::None;
}

HttpFault readStatusLine(const char *base, Span line, ResponseHead &head)
{
    const std::string_view text = line.in(base);
    if (text.size() < 12 || text[8] != ' ' || (text.size() > 12 && text[12] != ' '))
        return HttpFault::BadStatusLine;
    if (const HttpFault fault = readVersion(text.substr(0, 8), HttpFault::BadStatusLine, head);
        fault != HttpFault::None)
        return fault;
    head.status = 0;
    for (const char c : text.substr(9, 3)) {
        if (c < '0' || c > '9')
            return HttpFault::BadStatusLine;
        head.status = head.status * 10 + (c - '0');
    }
    if (head.status < 100 || head.status > 599)
        return HttpFault::BadStatusLine;
    if (text.size() > 13)
        head.reason = {line.begin + 13, line.length - 13};
    return isFieldValue(head.reason.in(base)) ? HttpFault::None : HttpFault::BadStatusLine;
}

HttpFault finishResponse(const headreader::Seen &seen, bool answersHead, ResponseHead &head)
{
    if (seen.transferEncodings > 0 && head.minorVersion == 0)
        return HttpFault::BadTransferEncoding;
    const bool bodyless = answersHead || head.status < 200 || head.status == 204 || head.status == 304;
    if (bodyless) {
        // A length or an encoding there tells of another answer's body (RFC 9110, 8.6; RFC 9112, 6.3).
        head.framing = Framing::None;
    } else if (head.framing == Framing::None && seen.contentLengths == 0) {
        head.framing = Framing::UntilClose;
        head.keepAlive = false;
    } else if (head.framing == Framing::Length && head.contentLength == 0) {
        head.framing = Framing::None;
    }
    return HttpFault::None;
}

} // namespace

ParseStatus RequestParser::parse(std::string_view data)
{
    headreader::Cursor cursor{data, m_line, m_scanned, m_limits, m_started};
    while (true) {
        const headreader::Line line = cursor.next();
        m_line = cursor.line();
        m_scanned = cursor.scanned();
        if (line.status == ParseStatus::NeedMore)
            return ParseStatus::NeedMore;
        m_fault = line.fault;
        if (line.status == ParseStatus::Failed)
            return ParseStatus::Failed;
        const bool empty = line.text.length == 0;
        if (!m_started) {
            if (empty && line.text.begin == 0)
                continue;
            m_fault = empty ? HttpFault::BadRequestLine : readRequestLine(data.data(), line.text, m_head);
            m_started = true;
            cursor.start();
        } else if (!empty) {
            m_fault = headreader::readField(data.data(), line, m_limits, m_head);
        } else {
            m_head.headLength = m_line;
            headreader::Seen seen;
            m_fault = headreader::readMeaning(data.data(), m_limits, m_head, seen);
            if (m_fault == HttpFault::None)
                m_fault = finishRequest(data.data(), seen, m_head);
            return m_fault == HttpFault::None ? ParseStatus::Done : ParseStatus::Failed;
        }
        if (m_fault != HttpFault::None)
            return ParseStatus::Failed;
    }
}

void RequestParser::reset()
{
    std::vector<HeadField> fields = std::move(m_head.fields);
    fields.clear();
    m_head = RequestHead{};
    m_head.fields = std::move(fields);
    m_line = 0;
    m_scanned = 0;
    m_fault = HttpFault::None;
    m_started = false;
}

ParseStatus ResponseParser::parse(std::string_view data, bool answersHead)
{
    headreader::Cursor cursor{data, m_line, m_scanned, m_limits, m_started};
    while (true) {
        const headreader::Line line = cursor.next();
        m_line = cursor.line();
        m_scanned = cursor.scanned();
        if (line.status == ParseStatus::NeedMore)
            return ParseStatus::NeedMore;
        m_fault = line.fault;
        if (line.status == ParseStatus::Failed)
            return ParseStatus::Failed;
        if (!m_started) {
            m_fault = readStatusLine(data.data(), line.text, m_head);
            m_started = true;
            cursor.start();
        } else if (line.text.length > 0) {
            m_fault = headreader::readField(data.data(), line, m_limits, m_head);
        } else {
            m_head.headLength = m_line;
            headreader::Seen seen;
            m_fault = headreader::readMeaning(data.data(), m_limits, m_head, seen);
            if (m_fault == HttpFault::None)
                m_fault = finishResponse(seen, answersHead, m_head);
            return m_fault == HttpFault::None ? ParseStatus::Done : ParseStatus::Failed;
        }
        if (m_fault != HttpFault::None)
            return ParseStatus::Failed;
    }
}

void ResponseParser::reset()
{
    std::vector<HeadField> fields = std::move(m_head.fields);
    fields.clear();
    m_head = ResponseHead{};
    m_head.fields = std::move(fields);
    m_line = 0;
    m_scanned = 0;
    m_fault = HttpFault::None;
    m_started = false;
}

const HeadField *MessageHead::find(std::string_view name, const char *head) const
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const HeadField &field) {
        return equalsIgnoringCase(field.name.in(head), name);
    });
    return found == fields.end() ? nullptr : &*found;
}

const HeadField *MessageHead::find(FieldId id) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [id](const HeadField &field) { return field.id == id; });
    return found == fields.end() ? nullptr : &*found;
}

bool RequestHead::isIdempotent() const
{
    switch (method) {
    case Method::Get:
    case Method::Head:
    case Method::Put:
    case Method::Delete:
    case Method::Options:
    case Method::Trace:
        return true;
    case Method::Post:
    case Method::Patch:
    case Method::Other:
        return false;
    }
    return false;
}

bool isToken(std::string_view text)
{
    return !text.empty() && httpchars::all(text, httpchars::Token);
}

bool isFieldValue(std::string_view text)
{
    return httpchars::all(text, httpchars::Value);
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return httpchars::lower(x) == httpchars::lower(y);
           });
}

} // namespace gatehouse
