#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Requests and answers as values, for servers that hold a whole message in memory: the admin API and the
/// demo services. The data plane streams instead and uses none of this.
namespace gatehouse {

using WebHeaders = std::vector<std::pair<std::string, std::string>>;

struct WebRequest
{
    std::string method;
    std::string path; ///< as sent, still percent-encoded; "/" where the target names none
    std::string query; ///< as sent, without the question mark
    WebHeaders headers; ///< in order, values without white space around them
    std::string body;

    /// The first field of this name, compared without case.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    /// The parts between the slashes of the path, percent-decoded. Empty where a part cannot be decoded, is
    /// empty, or is a dot segment; "/" has no parts and gives an empty list.
    [[nodiscard]] std::optional<std::vector<std::string>> segments() const;
    /// The first value of a query parameter, percent-decoded.
    [[nodiscard]] std::optional<std::string> queryValue(std::string_view name) const;
};

struct WebResponse
{
    int status = 200;
    WebHeaders headers{}; ///< framing, connection and date are added by the server
    std::string body{};
};

/// An answer whose body is JSON text.
[[nodiscard]] WebResponse jsonResponse(int status, std::string json);
/// `{"error": CODE, "message": …}`, the form of every refusal.
[[nodiscard]] WebResponse errorResponse(int status, std::string_view code, std::string_view message);
/// The reason phrase: "Not Found".
[[nodiscard]] const char *reasonPhrase(int status);
/// Empty where an escape is malformed.
[[nodiscard]] std::optional<std::string> percentDecode(std::string_view text);
/// Every byte but RFC 3986's unreserved ones is escaped.
[[nodiscard]] std::string percentEncode(std::string_view text);

} // namespace gatehouse
