#include "core/drivers/haproxy/renderer.h"

#include "core/drivers/haproxy/answers.h"
#include "core/drivers/haproxy/backend.h"
#include "core/drivers/haproxy/countertables.h"
#include "core/drivers/haproxy/frontend.h"
#include "core/drivers/haproxy/protection.h"
#include "core/drivers/haproxy/quoting.h"
#include "core/drivers/haproxy/rendercontext.h"
#include "core/drivers/haproxy/routeedits.h"
#include "core/drivers/haproxy/serverrules.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

std::string renderGlobal(const RenderOptions &options, const SecretTable &secrets, const std::string &hash)
{
    std::string text = "global\n";
    text += fmt::format("    description {}\n", hash);
    text += "    expose-experimental-directives\n"; // for normalize-uri
    if (!options.statsSocket.empty())
        text += fmt::format("    stats socket {} mode 600 level admin\n", quoteWord(options.statsSocket));
    if (!options.user.empty())
        text += fmt::format("    user {}\n", quoteWord(options.user));
    if (!options.group.empty())
        text += fmt::format("    group {}\n", quoteWord(options.group));
    return text + secrets.lines();
}

std::string renderDefaults()
{
    std::string text = "\ndefaults\n"
                       "    mode http\n"
                       "    option idle-close-on-response\n" // a reload cuts nobody off who is about to ask
                       "    unique-id-format %[uuid()]\n"
                       "    timeout http-request 10s\n"
                       "    timeout http-keep-alive 60s\n"
                       "    timeout client 60s\n";
    for (const std::string &line : errorLines())
        text += fmt::format("    {}\n", line);
    return text;
}

/// Counters by route and by service; see telemetry. Entries never expire.
std::string renderTables(const Model &model)
{
    const std::size_t routes = model.routes.size() + 16;
    const std::size_t services = model.services.size() + 16;
    return fmt::format("\nbackend {}\n    stick-table type string len 64 size {} store gpc({})\n"
                       "\nbackend {}\n    stick-table type string len 64 size {} store gpc({})\n",
                       RouteCounters, routes, RouteCounterCount, ServiceCounters, services,
                       ServiceCounterCount);
}

std::string renderResolvers(const Model &model)
{
    const bool needed = std::any_of(model.services.begin(), model.services.end(), [](const Service &service) {
        return std::any_of(service.endpoints.begin(), service.endpoints.end(),
                           [](const Endpoint &endpoint) { return isResolved(endpoint.address); });
    });
    return needed ? "\nresolvers gatehouse\n    parse-resolv-conf\n    hold valid 10s\n" : "";
}

} // namespace

Result<NativeConfig> render(const Document &document, const RenderOptions &options, const std::string &hash)
{
    const Model &model = document.model;
    const ValueTable values(model);
    FidelityLedger ledger;
    SecretTable secrets;
    RenderContext context{model, options, values, ledger, secrets};
    for (const Route &route : model.routes) {
        describeMatch(route, context.route(route));
        describeMissing(context.route(route));
    }
    Protection protection(context);
    std::string listeners;
    for (const Listener &listener : model.listeners)
        listeners += renderListener(context, protection, listener);
    if (listeners.empty())
        return failure(ErrorKind::Unsupported, "HAProxy cannot open any listener of the document.", {},
                       "Add a listener without TLS.");
    std::string services;
    for (const Service &service : model.services)
        services += renderService(context, service);
    NativeConfig config;
    config.body = renderGlobal(options, secrets, hash) + renderDefaults() + renderResolvers(model) + listeners
        + services + renderTables(model);
    config.fidelity = ledger.collect(document.tree, options.accept);
    return config;
}

std::string initialConfig(const RenderOptions &options)
{
    return renderGlobal(options, SecretTable(), std::string(64, '0'));
}

} // namespace gatehouse::haproxy
