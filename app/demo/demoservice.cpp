#include "app/demo/demoservice.h"

#include <algorithm>
#include <charconv>

namespace gatehouse::demo {

WebResponse ok(const Json &json, int status)
{
    return {status,
            {{"Content-Type", "application/json"}},
            json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

WebResponse created(const Json &json, const std::string &location)
{
    WebResponse response = ok(json, 201);
    response.headers.emplace_back("Location", location);
    return response;
}

WebResponse notFound(std::string_view what)
{
    return errorResponse(404, "not_found", std::string{"there is no such "} + std::string{what});
}

WebResponse invalid(std::string_view message)
{
    return errorResponse(422, "invalid", message);
}

WebResponse conflict(std::string_view code, std::string_view message)
{
    return errorResponse(409, code, message);
}

WebResponse methodNotAllowed(std::string_view allow)
{
    WebResponse response = errorResponse(405, "method_not_allowed", "this is not done here");
    response.headers.emplace_back("Allow", allow);
    return response;
}

std::optional<Json> objectOf(const std::string &body)
{
    Json json = Json::parse(body, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    return json;
}

std::optional<std::string> textOf(const Json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string())
        return std::nullopt;
    std::string text = found->get<std::string>();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return std::nullopt;
    return text;
}

Page pageOf(const WebRequest &request)
{
    const auto number = [&request](const char *name, std::size_t fallback) {
        const std::optional<std::string> text = request.queryValue(name);
        std::size_t value = 0;
        if (!text || std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc{})
            return fallback;
        return value;
    };
    constexpr std::size_t Largest = 500;
    return {number("offset", 0), std::min(number("limit", Page{}.limit), Largest)};
}

} // namespace gatehouse::demo
