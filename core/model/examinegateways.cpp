#include "core/model/address.h"
#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace gatehouse {

namespace {

/// `host:port`, with or without `http://` or `https://` before it and a path behind.
bool isAdminAddress(std::string_view text)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (text.starts_with(scheme))
            text = text.substr(scheme.size(), text.find('/', scheme.size()) - scheme.size());
    }
    const Result<Address> address = parseAddress(text);
    return address && address->port != 0;
}

/// A word of a path such as `routes[].auth.required` that names a protection, or empty.
std::string_view protection(std::string_view approximation)
{
    static constexpr std::array<std::string_view, 5> Protections{"auth", "access", "trust", "allow", "deny"};
    constexpr std::string_view Separators = "./[]: ";
    while (!approximation.empty()) {
        const std::size_t end = std::min(approximation.find_first_of(Separators), approximation.size());
        const std::string_view word = approximation.substr(0, end);
        if (std::find(Protections.begin(), Protections.end(), word) != Protections.end())
            return word;
        approximation.remove_prefix(std::min(end + 1, approximation.size()));
    }
    return {};
}

void examineGateway(Examination &examination, std::size_t index, const Gateway &gateway)
{
    if (!gateway.address.empty() && !isAdminAddress(gateway.address))
        examination.add(code::BadGatewayAddress, pointerTo("gateways", index, "address"),
                        "This is no address with a port", "Write it as in 127.0.0.1:7001");
    if (gateway.address.empty() && gateway.make == GatewayMake::Builtin)
        examination.add(code::BadGatewayAddress, pointerTo("gateways", index),
                        fmt::format("{} has no address, so nothing can be pushed to it or read from it",
                                    gateway.name.str()),
                        "Give the address of its admin API, such as 127.0.0.1:7001");
    for (const auto &[listener, address] : gateway.listeners) {
        if (!examination.listeners.contains(listener))
            examination.add(code::UnknownGatewayListener, pointerTo("gateways", index, "listeners", listener),
                            fmt::format("There is no listener {}", listener), "Name one that exists");
    }
    for (std::size_t k = 0; k < gateway.accept.size(); ++k) {
        const std::string_view word = protection(gateway.accept[k]);
        if (!word.empty())
            examination.add(
                code::AcceptsProtection, pointerTo("gateways", index, "accept", k),
                fmt::format("{} protects routes: a gateway that cannot do it exactly must refuse them", word),
                "Remove it");
    }
}

} // namespace

void examineGateways(Examination &examination)
{
    const Model &model = examination.model();
    examineNames(examination, code::DuplicateGateway, "gateways", "gateway", namesOf(model.gateways));
    std::map<std::string, std::size_t> addresses;
    for (std::size_t i = 0; i < model.gateways.size(); ++i) {
        const Gateway &gateway = model.gateways[i];
        const auto [first, isNew] = addresses.emplace(gateway.address, i);
        if (!isNew && !gateway.address.empty())
            examination.add(
                code::SharedGatewayAddress, pointerTo("gateways", i, "address"),
                fmt::format("Gateway {} has the same address", model.gateways[first->second].name.str()),
                "Remove one of them, or correct its address");
        examineGateway(examination, i, gateway);
    }
    examineNames(examination, code::DuplicateEnvironment, "environments", "environment",
                 namesOf(model.environments));
    for (std::size_t i = 0; i < model.environments.size(); ++i) {
        for (std::size_t k = 0; k < model.environments[i].gateways.size(); ++k) {
            const GatewayName &gateway = model.environments[i].gateways[k];
            if (!examination.gateways.contains(gateway.view()))
                examination.add(code::UnknownGateway, pointerTo("environments", i, "gateways", k),
                                fmt::format("There is no gateway {}", gateway.str()),
                                "Add it, or name one that exists");
        }
    }
}

} // namespace gatehouse
