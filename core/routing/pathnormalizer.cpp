#include "core/routing/pathnormalizer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace gatehouse {

namespace {

enum class Kind : std::uint8_t {
    Plain,
    Refused, ///< must not stand raw in a path
    Percent,
    Slash,
    Dot,
};

constexpr std::array<Kind, 256> makeKinds()
{
    std::array<Kind, 256> kinds{};
    for (std::size_t c = 0; c <= 0x20; ++c)
        kinds[c] = Kind::Refused;
    kinds[0x7F] = Kind::Refused;
    kinds[std::size_t{'\\'}] = Kind::Refused;
    kinds[std::size_t{'#'}] = Kind::Refused;
    kinds[std::size_t{'%'}] = Kind::Percent;
    kinds[std::size_t{'/'}] = Kind::Slash;
    kinds[std::size_t{'.'}] = Kind::Dot;
    return kinds;
}

constexpr std::array<Kind, 256> Kinds = makeKinds();

Kind kindOf(char c)
{
    return Kinds[static_cast<unsigned char>(c)];
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// RFC 3986, 2.3.
bool isUnreserved(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
        || c == '_' || c == '~';
}

char upperHex(char c)
{
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Whether the escape at `raw[at]` is in normal form and nothing that needs a decision.
bool isNormalEscape(std::string_view raw, std::size_t at, bool keepEncodedSlashes)
{
    if (at + 2 >= raw.size())
        return false;
    const int high = hexDigit(raw[at + 1]);
    const int low = hexDigit(raw[at + 2]);
    const int value = high * 16 + low;
    const bool isSlash = value == '/' || value == '\\';
    return high >= 0 && low >= 0 && raw[at + 1] == upperHex(raw[at + 1])
        && raw[at + 2] == upperHex(raw[at + 2]) && value != 0 && (keepEncodedSlashes || !isSlash)
        && !isUnreserved(value);
}

/// Whether the segment that begins at `raw[at]` is `.` or `..`.
bool isDotSegment(std::string_view raw, std::size_t at)
{
    const std::string_view segment = raw.substr(at, 3);
    return segment == "." || segment == ".." || segment.starts_with("./") || segment == "../";
}

/// How much of the front of `raw` is in normal form already, up to the last slash before the first byte that
/// needs a decision. All of it for most requests.
std::size_t normalFront(std::string_view raw, bool keepEncodedSlashes)
{
    std::size_t slash = 0;
    for (std::size_t i = 1; i < raw.size(); ++i) {
        switch (kindOf(raw[i])) {
        case Kind::Plain:
            break;
        case Kind::Slash:
            if (slash == i - 1)
                return slash;
            slash = i;
            break;
        case Kind::Dot:
            if (slash == i - 1 && isDotSegment(raw, i))
                return slash;
            break;
        case Kind::Percent:
            if (!isNormalEscape(raw, i, keepEncodedSlashes))
                return slash;
            i += 2;
            break;
        case Kind::Refused:
            return slash;
        }
    }
    return raw.size();
}

/// First pass: everything that is decided byte by byte. Decodes into `out` from `out.size()` on and joins
/// slashes.
PathFault decode(std::string_view raw, bool keepEncodedSlashes, std::string &out)
{
    PathFault fault = PathFault::None;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        switch (kindOf(c)) {
        case Kind::Plain:
        case Kind::Dot:
            out += c;
            break;
        case Kind::Slash:
            if (out.empty() || out.back() != '/')
                out += c;
            break;
        case Kind::Refused:
            return PathFault::RawCharacter;
        case Kind::Percent: {
            const int high = i + 1 < raw.size() ? hexDigit(raw[i + 1]) : -1;
            const int low = i + 2 < raw.size() ? hexDigit(raw[i + 2]) : -1;
            if (high < 0 || low < 0)
                return PathFault::BadPercent;
            const int value = high * 16 + low;
            if (value == 0)
                return PathFault::EncodedNul;
            // What is malformed goes before what this listener refuses, so the walk goes on.
            if (!keepEncodedSlashes && fault == PathFault::None && (value == '/' || value == '\\'))
                fault = value == '/' ? PathFault::EncodedSlash : PathFault::EncodedBackslash;
            if (isUnreserved(value)) {
                out += static_cast<char>(value);
            } else {
                out += '%';
                out += upperHex(raw[i + 1]);
                out += upperHex(raw[i + 2]);
            }
            i += 2;
            break;
        }
        }
    }
    return fault;
}

/// Second pass: takes `.` and `..` out, in place. False where it climbs above the root.
bool resolveDots(std::string &path)
{
    std::size_t end = 0; // of what is written so far, without the slash of the segment that comes next
    std::size_t start = 1;
    while (start <= path.size()) {
        const std::size_t found = path.find('/', start);
        const bool last = found == std::string::npos;
        const std::size_t stop = last ? path.size() : found;
        const std::string_view segment = std::string_view(path).substr(start, stop - start);
        if (segment == "..") {
            if (end == 0)
                return false;
            end = path.rfind('/', end - 1);
        } else if (segment != ".") {
            path[end] = '/';
            std::copy(segment.begin(), segment.end(), path.begin() + static_cast<std::ptrdiff_t>(end) + 1);
            end += segment.size() + 1;
            start = stop + 1;
            continue;
        }
        if (last)
            path[end++] = '/'; // RFC 3986: a dot segment at the end leaves its slash
        start = stop + 1;
    }
    path.resize(end);
    return true;
}

} // namespace

const char *word(PathFault fault)
{
    switch (fault) {
    case PathFault::None:
        return "none";
    case PathFault::NotAbsolute:
        return "notAbsolute";
    case PathFault::BadPercent:
        return "badPercent";
    case PathFault::EncodedNul:
        return "encodedNul";
    case PathFault::RawCharacter:
        return "rawCharacter";
    case PathFault::EncodedSlash:
        return "encodedSlash";
    case PathFault::EncodedBackslash:
        return "encodedBackslash";
    case PathFault::AboveRoot:
        return "aboveRoot";
    }
    return "none";
}

NormalizedPath normalizePath(std::string_view raw, bool keepEncodedSlashes, std::string &scratch)
{
    if (raw.empty() || raw.front() != '/')
        return {PathFault::NotAbsolute};
    const std::size_t front = normalFront(raw, keepEncodedSlashes);
    if (front == raw.size())
        return {PathFault::None, raw};
    scratch.assign(raw.substr(0, front));
    scratch.reserve(raw.size());
    const PathFault fault = decode(raw.substr(front), keepEncodedSlashes, scratch);
    if (fault != PathFault::None)
        return {fault};
    if (!resolveDots(scratch))
        return {PathFault::AboveRoot};
    return {PathFault::None, scratch};
}

RequestTarget splitTarget(std::string_view target)
{
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos)
        return {target, {}, false};
    return {target.substr(0, mark), target.substr(mark + 1), true};
}

} // namespace gatehouse
