#include "core/model/examination.h"
#include "core/model/pointertext.h"
#include "core/model/shadow.h"

#include <fmt/format.h>

namespace gatehouse {

namespace {

std::string shown(const WitnessRequest &request, const RouteMatch &match)
{
    std::string text = fmt::format("{} {}", request.method, request.path);
    if (!match.hosts.empty())
        text += fmt::format(" for {}", request.host);
    for (std::size_t i = 0; i < request.headers.size(); ++i)
        text += fmt::format("{}{}: {}", i == 0 ? " with " : ", ", request.headers[i].first,
                            request.headers[i].second);
    return text;
}

} // namespace

void examineShadows(Examination &examination)
{
    const std::vector<Route> &routes = examination.model().routes;
    for (const Shadow &shadow : findShadows(examination.model())) {
        const Route &route = routes[shadow.route];
        const std::string &by = routes[shadow.by].name.str();
        const std::string example =
            shadow.witness ? fmt::format(", such as {}", shown(*shadow.witness, route.match)) : std::string();
        const std::string pointer = pointerTo("routes", shadow.route, "match");
        if (shadow.isDuplicate)
            examination.add(code::DuplicateMatch, pointer,
                            fmt::format("Never wins: route {} before it matches the same{}", by, example),
                            fmt::format("Remove it, or make it differ from {}", by));
        else
            examination.add(code::ShadowedRoute, pointer,
                            fmt::format("Never wins: {}{} takes whatever it matches{}", by,
                                        shadow.byOthersToo ? " (or another route)" : "", example),
                            fmt::format("Remove it, or make {} narrower", by));
    }
}

} // namespace gatehouse
