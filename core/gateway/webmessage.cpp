#include "core/gateway/webmessage.h"

#include "core/gateway/httpparser.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

/// -1: no hex digit.
int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
        || c == '_' || c == '~';
}

struct Phrase
{
    int status;
    const char *text;
};

constexpr std::array Phrases{
    Phrase{200, "OK"},
    Phrase{201, "Created"},
    Phrase{202, "Accepted"},
    Phrase{203, "Non-Authoritative Information"},
    Phrase{204, "No Content"},
    Phrase{205, "Reset Content"},
    Phrase{206, "Partial Content"},
    Phrase{300, "Multiple Choices"},
    Phrase{301, "Moved Permanently"},
    Phrase{302, "Found"},
    Phrase{303, "See Other"},
    Phrase{304, "Not Modified"},
    Phrase{307, "Temporary Redirect"},
    Phrase{308, "Permanent Redirect"},
    Phrase{400, "Bad Request"},
    Phrase{401, "Unauthorized"},
    Phrase{403, "Forbidden"},
    Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"},
    Phrase{406, "Not Acceptable"},
    Phrase{408, "Request Timeout"},
    Phrase{409, "Conflict"},
    Phrase{410, "Gone"},
    Phrase{411, "Length Required"},
    Phrase{412, "Precondition Failed"},
    Phrase{413, "Content Too Large"},
    Phrase{414, "URI Too Long"},
    Phrase{415, "Unsupported Media Type"},
    Phrase{417, "Expectation Failed"},
    Phrase{418, "I'm a teapot"},
    Phrase{422, "Unprocessable Content"},
    Phrase{428, "Precondition Required"},
    Phrase{429, "Too Many Requests"},
    Phrase{431, "Request Header Fields Too Large"},
    Phrase{500, "Internal Server Error"},
    Phrase{501, "Not Implemented"},
    Phrase{502, "Bad Gateway"},
    Phrase{503, "Service Unavailable"},
    Phrase{504, "Gateway Timeout"},
    Phrase{505, "HTTP Version Not Supported"},
    Phrase{507, "Insufficient Storage"},
};

} // namespace

std::optional<std::string_view> WebRequest::header(std::string_view name) const
{
    for (const auto &[field, value] : headers) {
        if (equalsIgnoringCase(field, name))
            return value;
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> WebRequest::segments() const
{
    std::vector<std::string> parts;
    if (path == "/")
        return parts;
    if (!path.starts_with('/'))
        return std::nullopt;
    for (std::string_view rest = std::string_view{path}.substr(1);;) {
        const std::size_t slash = rest.find('/');
        std::optional<std::string> part = percentDecode(rest.substr(0, slash));
        if (!part || part->empty() || *part == "." || *part == "..")
            return std::nullopt;
        parts.push_back(std::move(*part));
        if (slash == std::string_view::npos)
            return parts;
        rest.remove_prefix(slash + 1);
    }
}

std::optional<std::string> WebRequest::queryValue(std::string_view name) const
{
    for (std::string_view rest = query; !rest.empty();) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (percentDecode(pair.substr(0, equals)) == name)
            return percentDecode(pair.substr(std::min(equals + 1, pair.size())));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

WebResponse jsonResponse(int status, std::string json)
{
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, std::move(json)};
}

WebResponse errorResponse(int status, std::string_view code, std::string_view message)
{
    nlohmann::ordered_json json;
    json["error"] = code;
    json["message"] = message;
    // What came from outside may be no UTF-8; the answer is.
    return jsonResponse(status,
                        json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

const char *reasonPhrase(int status)
{
    const auto *found = std::find_if(Phrases.begin(), Phrases.end(),
                                     [status](const Phrase &phrase) { return phrase.status == status; });
    return found == Phrases.end() ? "Status" : found->text;
}

std::optional<std::string> percentDecode(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size())
            return std::nullopt;
        const int high = hexValue(text[i + 1]);
        const int low = hexValue(text[i + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::string percentEncode(std::string_view text)
{
    std::string encoded;
    for (const char c : text) {
        if (isUnreserved(c))
            encoded += c;
        else
            fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

} // namespace gatehouse
