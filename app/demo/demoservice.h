#pragma once

#include "core/gateway/webmessage.h"

#include <nlohmann/json.hpp>

namespace gatehouse::demo {

using Json = nlohmann::ordered_json;

/// The business of one demo service: pure requests and answers, kept in memory. Several endpoints of a
/// service share one object, so a customer created at one is found at the other. One thread.
class DemoService
{
public:
    virtual ~DemoService() = default;
    /// Anything but /health and /echo, which every endpoint answers itself.
    virtual WebResponse handle(const WebRequest &request) = 0;
};

/// Created objects that are kept at most; beyond it the oldest created one goes, never a seeded one.
inline constexpr std::size_t MostCreated = 10'000;

/// What the services answer with.
[[nodiscard]] WebResponse ok(const Json &json, int status = 200);
[[nodiscard]] WebResponse created(const Json &json, const std::string &location);
[[nodiscard]] WebResponse notFound(std::string_view what);
[[nodiscard]] WebResponse invalid(std::string_view message);
[[nodiscard]] WebResponse conflict(std::string_view code, std::string_view message);
[[nodiscard]] WebResponse methodNotAllowed(std::string_view allow);

/// The JSON object of a body; empty where it is none.
[[nodiscard]] std::optional<Json> objectOf(const std::string &body);
/// A text member that is there and not blank.
[[nodiscard]] std::optional<std::string> textOf(const Json &object, const char *key);

/// `?limit=` and `?offset=`, bounded: 50 entries by default, 500 at most.
struct Page
{
    std::size_t offset = 0;
    std::size_t limit = 50;
};
[[nodiscard]] Page pageOf(const WebRequest &request);

} // namespace gatehouse::demo
