#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gatehouse {

namespace {

bool isLoopback(const std::string &host)
{
    return host.starts_with("127.") || host == "::1" || host == "localhost";
}

/// Whether callers must show a token or key on this listener.
bool asksForCredentials(const Model &model, const Listener &listener)
{
    return std::any_of(model.routes.begin(), model.routes.end(), [&listener](const Route &route) {
        return route.enabled && route.auth.required
            && (route.listeners.empty()
                || std::find(route.listeners.begin(), route.listeners.end(), listener.name)
                    != route.listeners.end());
    });
}

} // namespace

void examineListeners(Examination &examination)
{
    const Model &model = examination.model();
    examineNames(examination, code::DuplicateListener, "listeners", "listener", namesOf(model.listeners));
    if (model.listeners.empty() && !model.routes.empty())
        examination.add(code::NoListener, {},
                        "The document has routes, but no listener on which requests could come in",
                        "Add one, such as listeners: [{name: web, address: \"127.0.0.1:8080\"}]");
    std::map<Address, std::size_t> addresses;
    for (std::size_t i = 0; i < model.listeners.size(); ++i) {
        const Listener &listener = model.listeners[i];
        const auto [first, isNew] = addresses.emplace(listener.address, i);
        if (!isNew && listener.address.port != 0)
            examination.add(code::SharedListenerAddress, pointerTo("listeners", i, "address"),
                            fmt::format("Listener {} has {} already",
                                        model.listeners[first->second].name.str(),
                                        toString(listener.address)),
                            "Give one of them another port");
        if (!listener.tls && !isLoopback(listener.address.host) && asksForCredentials(model, listener))
            examination.add(code::PlainListener, pointerTo("listeners", i),
                            fmt::format("Tokens and keys reach {} unencrypted", toString(listener.address)),
                            "Give it tls, or let something before it do so");
        if (listener.clientAddress) {
            for (std::size_t k = 0; k < listener.clientAddress->trustedProxies.size(); ++k)
                examineHostBits(examination, pointerTo("listeners", i, "clientAddress", "trustedProxies", k),
                                listener.clientAddress->trustedProxies[k]);
        }
    }
}

} // namespace gatehouse
