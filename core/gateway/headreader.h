#pragma once

#include "core/gateway/httpparser.h"

#include <cstdint>
#include <string_view>

/// What request and response heads are read with: lines, fields, and the meaning of the fields for framing.
/// Internal to the parsers of httpparser.h.
namespace gatehouse::headreader {

/// One complete line, or why there is none.
struct Line
{
    ParseStatus status = ParseStatus::NeedMore;
    HttpFault fault = HttpFault::None;
    Span text{}; ///< without its CRLF
    std::uint32_t end = 0; ///< one past the CRLF
};

/// Walks over the lines of a head and remembers where it stopped, so that no byte is looked at twice.
class Cursor
{
public:
    Cursor(std::string_view data, std::uint32_t line, std::uint32_t scanned, const HeadLimits &limits,
           bool started)
        : m_data(data)
        , m_line(line)
        , m_scanned(scanned)
        , m_limits(limits)
        , m_started(started)
    {
    }

    [[nodiscard]] Line next();
    void start() { m_started = true; }
    [[nodiscard]] std::uint32_t line() const { return m_line; }
    [[nodiscard]] std::uint32_t scanned() const { return m_scanned; }

private:
    [[nodiscard]] HttpFault limitFault(std::uint32_t upTo) const;

    std::string_view m_data;
    std::uint32_t m_line;
    std::uint32_t m_scanned;
    const HeadLimits &m_limits;
    bool m_started;
};

/// How often the fields that decide about framing were there.
struct Seen
{
    unsigned hosts = 0;
    unsigned contentLengths = 0;
    unsigned transferEncodings = 0;
};

/// Reads `name: value` and appends it to the head's fields.
[[nodiscard]] HttpFault readField(const char *base, const Line &line, const HeadLimits &limits,
                                  MessageHead &head);

/// Reads what the fields say about framing, keep-alive and the hop: Content-Length, Transfer-Encoding,
/// Connection.
[[nodiscard]] HttpFault readMeaning(const char *base, const HeadLimits &limits, MessageHead &head,
                                    Seen &seen);

/// Calls `visit(std::string_view)` for each non-empty member of a comma-separated list; stops where it
/// returns false.
template <class Visitor> bool forEachMember(std::string_view list, Visitor visit)
{
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        std::string_view member = list.substr(0, comma);
        while (!member.empty() && (member.front() == ' ' || member.front() == '\t'))
            member.remove_prefix(1);
        while (!member.empty() && (member.back() == ' ' || member.back() == '\t'))
            member.remove_suffix(1);
        if (!member.empty() && !visit(member))
            return false;
        if (comma == std::string_view::npos)
            break;
        list.remove_prefix(comma + 1);
    }
    return true;
}

} // namespace gatehouse::headreader
