#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse {

/// The answers that the gateway makes itself when it does not serve a request.
enum class Refusal : std::uint8_t {
    BadRequest,
    Unauthenticated,
    Forbidden,
    NoRoute,
    MethodNotAllowed,
    RequestTimeout, ///< the client was too slow with its request
    BodyTooLarge,
    TargetTooLong,
    ExpectationFailed,
    HeadTooLarge,
    NotImplemented,
    UpstreamError,
    NoEndpoint,
    CircuitOpen,
    BulkheadFull,
    UpstreamTimeout,
    VersionNotSupported,
};

[[nodiscard]] int statusOf(Refusal refusal);
/// The stable word in the answer's body: "bad_request", "no_route", …
[[nodiscard]] const char *codeOf(Refusal refusal);
/// How any answer of the gateway's own is sent.
struct OwnAnswer
{
    int status = 200;
    std::span<const std::pair<std::string, std::string>> fields{};
    std::string_view body{};
    std::string_view date{};
    bool answersHead = false; ///< the body is left out, its length is told
    bool close = false;
    bool sayKeepAlive = false;
};

/// Appends head and body. Content-Length is written for every status that may have one.
void appendOwnAnswer(std::string &out, const OwnAnswer &answer);

/// The body of a refusal: `{"error": …, "message": …, "route": …, "requestId": …}`. `route` and `requestId`
/// are left out where they are empty.
[[nodiscard]] std::string refusalBody(Refusal refusal, std::string_view message, std::string_view route,
                                      std::string_view requestId);

} // namespace gatehouse
