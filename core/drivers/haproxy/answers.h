#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::haproxy {

/// Headers of an answer, the value as log-format (not quoted yet).
using AnswerHeaders = std::vector<std::pair<std::string, std::string>>;

/// Whether a route won the request that is answered.
enum class Routed { Yes, No };

/// The arguments of `http-request return` for an answer that the gateway makes itself, in the form of the
/// built-in one: JSON with error, message, route and request id.
[[nodiscard]] std::string answerLine(int status, std::string_view code, std::string_view message,
                                     const AnswerHeaders &headers = {}, Routed routed = Routed::Yes);

/// `hdr NAME VALUE …` with a leading space; empty where there is none.
[[nodiscard]] std::string answerHeaders(const AnswerHeaders &headers);

/// The `http-error` lines for what HAProxy answers by itself: no server, time over, bad answer.
[[nodiscard]] std::vector<std::string> errorLines();

} // namespace gatehouse::haproxy
