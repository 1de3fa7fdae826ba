#include "app/demo/faults.h"

#include <fmt/format.h>

#include <string>

namespace gatehouse::demo {

namespace {

using Json = nlohmann::ordered_json;

auto bad(std::string message)
{
    return failure(
        ErrorKind::InvalidInput, std::move(message), {},
        R"(send an object such as {"latencyMs": 200, "errorPercent": 25, "refuse": false, "slowBody": false})");
}

Result<void> changeOne(Faults &faults, const std::string &key, const Json &value)
{
    constexpr int LongestLatency = 60'000;
    if (key == "latencyMs") {
        if (!value.is_number_integer() || value < 0 || value > LongestLatency)
            return bad(fmt::format("latencyMs must be a whole number from 0 to {}", LongestLatency));
        faults.latency = std::chrono::milliseconds{value.get<int>()};
    } else if (key == "errorPercent") {
        if (!value.is_number() || value < 0 || value > 100)
            return bad("errorPercent must be a number from 0 to 100");
        faults.errorPercent = value.get<double>();
    } else if (key == "refuse" || key == "slowBody" || key == "failHealth") {
        if (!value.is_boolean())
            return bad(fmt::format("{} must be true or false", key));
        bool &target = key == "refuse" ? faults.refuse
            : key == "slowBody"        ? faults.slowBody
                                       : faults.failHealth;
        target = value.get<bool>();
    } else {
        return bad(fmt::format("there is no fault '{}'", key));
    }
    return {};
}

} // namespace

Result<Faults> changedFaults(const Faults &before, std::string_view json)
{
    const Json object = Json::parse(json, nullptr, false);
    if (!object.is_object())
        return bad("the body is no JSON object");
    Faults after = before;
    for (const auto &[key, value] : object.items()) {
        if (const Result<void> changed = changeOne(after, key, value); !changed)
            return tl::unexpected(changed.error());
    }
    return after;
}

Json toJson(const Faults &faults)
{
    Json json;
    json["latencyMs"] = faults.latency.count();
    json["errorPercent"] = faults.errorPercent;
    json["refuse"] = faults.refuse;
    json["slowBody"] = faults.slowBody;
    json["failHealth"] = faults.failHealth;
    return json;
}

} // namespace gatehouse::demo
