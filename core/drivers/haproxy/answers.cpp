#include "core/drivers/haproxy/answers.h"

#include "core/drivers/haproxy/quoting.h"

#include <fmt/format.h>

namespace gatehouse::haproxy {

namespace {

std::string body(std::string_view code, std::string_view message, Routed routed)
{
    const std::string_view route = routed == Routed::Yes ? R"("%[var(txn.gh_route)]")" : "null";
    return fmt::format(R"({{"error": {}, "message": {}, "route": {}, "requestId": "%[var(txn.gh_id)]"}})",
                       escapeFormat(quoteJson(code)), escapeFormat(quoteJson(message)), route);
}

} // namespace

std::string answerHeaders(const AnswerHeaders &headers)
{
    std::string text;
    for (const auto &[name, value] : headers)
        text += fmt::format(" hdr {} {}", quoteWord(name), quoteWord(value));
    return text;
}

std::string answerLine(int status, std::string_view code, std::string_view message,
                       const AnswerHeaders &headers, Routed routed)
{
    return fmt::format("status {} content-type application/json lf-string {}{}", status,
                       quoteWord(body(code, message, routed)), answerHeaders(headers));
}

std::vector<std::string> errorLines()
{
    struct Answer
    {
        int status;
        std::string_view code;
        std::string_view message;
    };
    constexpr Answer Answers[]{
        {400, "bad_request", "The request is malformed."},
        {408, "request_timeout", "The request did not arrive in time."},
        {413, "body_too_large", "The body of the request is too large."},
        {500, "internal_error", "The gateway failed."},
        {502, "upstream_error", "The service did not answer properly."},
        {503, "no_endpoint", "The service cannot take the request now."},
        {504, "upstream_timeout", "The service did not answer in time."},
    };
    std::vector<std::string> lines;
    for (const Answer &answer : Answers)
        lines.push_back(fmt::format("http-error {}", answerLine(answer.status, answer.code, answer.message)));
    return lines;
}

} // namespace gatehouse::haproxy
