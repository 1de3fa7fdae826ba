#include "app/console/demodocument.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace gatehouse {

namespace {

/// The port in `127.0.0.1:9101`; 0 where there is none.
std::uint16_t portOf(const std::string &address)
{
    std::uint16_t port = 0;
    const auto colon = address.rfind(':');
    if (colon != std::string::npos)
        std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
    return port;
}

std::uint16_t movePort(Tree &address, const PortChooser &choose)
{
    const std::string text = address.get<std::string>();
    const std::uint16_t port = choose(portOf(text));
    address = fmt::format("{}:{}", text.substr(0, text.rfind(':')), port);
    return port;
}

void moveGateway(Tree &gateway, DemoPlaces &places, const PortChooser &choose)
{
    if (gateway.at("make") == "builtin")
        places.admin = movePort(gateway.at("address"), choose);
    else
        places.webSecond = movePort(gateway.at("listeners").at("web"), choose);
}

void leaveOutHaproxy(Tree &tree)
{
    Tree kept = Tree::array();
    std::vector<std::string> names;
    for (const Tree &gateway : tree.at("gateways")) {
        if (gateway.at("make") != "builtin")
            continue;
        kept.push_back(gateway);
        names.push_back(gateway.at("name"));
    }
    tree["gateways"] = kept;
    for (Tree &environment : tree.at("environments"))
        environment["gateways"] = names;
}

} // namespace

Result<DemoDocument> demoDocument(const Tree &sample, bool withHaproxy, const PortChooser &choose)
{
    DemoDocument demo;
    demo.tree = sample;
    try {
        if (!withHaproxy)
            leaveOutHaproxy(demo.tree);
        demo.places.web = movePort(demo.tree.at("listeners").at(0).at("address"), choose);
        for (Tree &service : demo.tree.at("services"))
            for (Tree &endpoint : service.at("endpoints"))
                demo.places.services[service.at("name")].push_back(movePort(endpoint.at("address"), choose));
        for (Tree &gateway : demo.tree.at("gateways"))
            moveGateway(gateway, demo.places, choose);
    } catch (const Tree::exception &exception) {
        return failure(ErrorKind::Internal, "The sample of the demo fleet is not what the demo expects.",
                       "samples/demo-fleet.yaml", {}, exception.what());
    }
    return demo;
}

} // namespace gatehouse
