#include "core/gateway/overridenote.h"

#include "core/model/telemetry.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

using Json = nlohmann::ordered_json;

const Service *serviceOf(const Model &model, const std::string &name)
{
    const auto found = std::find_if(model.services.begin(), model.services.end(),
                                    [&name](const Service &service) { return service.name.str() == name; });
    return found == model.services.end() ? nullptr : &*found;
}

const Endpoint *endpointOf(const Service &service, const std::string &address)
{
    const auto found =
        std::find_if(service.endpoints.begin(), service.endpoints.end(),
                     [&address](const Endpoint &endpoint) { return toString(endpoint.address) == address; });
    return found == service.endpoints.end() ? nullptr : &*found;
}

std::string textAt(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<int> numberAt(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? std::optional{found->get<int>()}
                                                               : std::nullopt;
}

void readBreaker(Overrides &overrides, const Json &entry, const Model &model)
{
    const Service *service = serviceOf(model, textAt(entry, "service"));
    const std::optional<BreakerMode> mode = breakerModeOf(textAt(entry, "state"));
    if (service && service->circuitBreaker && mode
        && textAt(entry, "documentState") == word(service->circuitBreaker->state))
        overrides.breakers[service->name] = *mode;
}

void readEndpoint(Overrides &overrides, const Json &entry, const Model &model)
{
    const Service *service = serviceOf(model, textAt(entry, "service"));
    const Endpoint *endpoint = service ? endpointOf(*service, textAt(entry, "address")) : nullptr;
    if (!endpoint)
        return;
    EndpointOverride value;
    if (textAt(entry, "documentState") == word(endpoint->state))
        value.state = endpointStateOf(textAt(entry, "state"));
    if (numberAt(entry, "documentWeight") == endpoint->weight)
        value.weight = numberAt(entry, "weight");
    if (!value.isEmpty())
        overrides.endpoints[service->name][endpoint->address] = value;
}

} // namespace

const char *word(BreakerMode mode)
{
    switch (mode) {
    case BreakerMode::Auto:
        return "auto";
    case BreakerMode::ForcedOpen:
        return "forcedOpen";
    case BreakerMode::ForcedClosed:
        return "forcedClosed";
    case BreakerMode::Disabled:
        return "disabled";
    }
    return "auto";
}

std::optional<BreakerMode> breakerModeOf(std::string_view text)
{
    for (const BreakerMode mode : std::array{BreakerMode::Auto, BreakerMode::ForcedOpen,
                                             BreakerMode::ForcedClosed, BreakerMode::Disabled}) {
        if (text == word(mode))
            return mode;
    }
    return std::nullopt;
}

std::optional<EndpointState> endpointStateOf(std::string_view text)
{
    for (const EndpointState state :
         std::array{EndpointState::Active, EndpointState::Draining, EndpointState::Disabled}) {
        if (text == word(state))
            return state;
    }
    return std::nullopt;
}

std::string overrideNote(const Overrides &overrides, const Model &model)
{
    Json breakers = Json::array();
    for (const auto &[name, mode] : overrides.breakers) {
        const Service *service = serviceOf(model, name.str());
        if (service && service->circuitBreaker)
            breakers.push_back({{"service", name.str()},
                                {"state", word(mode)},
                                {"documentState", word(service->circuitBreaker->state)}});
    }
    Json endpoints = Json::array();
    for (const auto &[name, values] : overrides.endpoints) {
        const Service *service = serviceOf(model, name.str());
        for (const auto &[address, value] : values) {
            const Endpoint *endpoint = service ? endpointOf(*service, toString(address)) : nullptr;
            if (!endpoint)
                continue;
            Json entry{{"service", name.str()}, {"address", toString(address)}};
            if (value.state) {
                entry["state"] = word(*value.state);
                entry["documentState"] = word(endpoint->state);
            }
            if (value.weight) {
                entry["weight"] = *value.weight;
                entry["documentWeight"] = endpoint->weight;
            }
            endpoints.push_back(std::move(entry));
        }
    }
    return Json{{"breakers", std::move(breakers)}, {"endpoints", std::move(endpoints)}}.dump();
}

Result<Overrides> overridesFromNote(std::string_view note, const Model &model)
{
    const Json json = Json::parse(note, nullptr, false);
    if (!json.is_object() || !json.contains("breakers") || !json.contains("endpoints"))
        return failure(ErrorKind::Unreadable, "these are no overrides");
    Overrides overrides;
    for (const Json &entry : json["breakers"])
        readBreaker(overrides, entry, model);
    for (const Json &entry : json["endpoints"])
        readEndpoint(overrides, entry, model);
    return overrides;
}

} // namespace gatehouse
