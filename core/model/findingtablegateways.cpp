#include "core/model/findingcode.h"
#include "core/model/findingtable.h"

#include <array>

namespace gatehouse {

namespace {

using enum Severity;

constexpr std::array<FindingEntry, 8> Table{{
    {code::NotEnforced, Error, "Not enforced by this gateway",
     "The built-in gateway of this version does not do what the field asks for. It refuses the document "
     "instead of "
     "serving it without. Found on a push and in plans for built-in gateways, not by examining the "
     "document alone.",
     "Remove the field, or publish to a gateway that can do it.",
     "routes: [{name: a, respond: {}, cors: {origins: [\"https://shop.example.com\"]}}]",
     "routes: [{name: a, respond: {}}]"},
    {code::DuplicateGateway, Error, "Gateway name given twice", "A name is what an object is known by.",
     "Give one of them another name.",
     "gateways: [{name: g, make: builtin, address: \"127.0.0.1:7001\"}, {name: g, make: builtin, "
     "address: \"127.0.0.1:7002\"}]",
     "gateways: [{name: g, make: builtin, address: \"127.0.0.1:7001\"}, {name: h, make: builtin, "
     "address: \"127.0.0.1:7002\"}]"},
    {code::DuplicateEnvironment, Error, "Environment name given twice",
     "A name is what an object is known by.", "Give one of them another name.",
     "environments: [{name: e}, {name: e}]", "environments: [{name: e}, {name: f}]"},
    {code::SharedGatewayAddress, Error, "Two gateways at one address",
     "They are one gateway: pushes to one would look like changes from outside on the other.",
     "Remove one of them, or correct its address.",
     "gateways: [{name: g, make: builtin, address: \"127.0.0.1:7001\"}, {name: h, make: builtin, "
     "address: \"127.0.0.1:7001\"}]",
     "gateways: [{name: g, make: builtin, address: \"127.0.0.1:7001\"}, {name: h, make: builtin, "
     "address: \"127.0.0.1:7002\"}]"},
    {code::AcceptsProtection, Error, "Protection given up",
     "auth, access, trust, allow and deny are never approximated: a route whose protection a gateway "
     "cannot render "
     "is refused there.",
     "Remove it from accept.", "gateways: [{name: g, make: haproxy, accept: [routes.access]}]",
     "gateways: [{name: g, make: haproxy, accept: [services.retry.budget]}]"},
    {code::UnknownGateway, Error, "Gateway that does not exist",
     "An environment names a gateway that the document does not have.", "Add it, or name one that exists.",
     "environments: [{name: e, gateways: [g]}]",
     "gateways: [{name: g, make: haproxy}]\nenvironments: [{name: e, gateways: [g]}]"},
    {code::UnknownGatewayListener, Error, "Address for a listener that does not exist",
     "A gateway gives another address to a listener that the document does not have.",
     "Name one that exists.", "gateways: [{name: g, make: haproxy, listeners: {web: \"127.0.0.1:80\"}}]",
     "listeners: [{name: web, address: \"127.0.0.1:81\"}]\ngateways: [{name: g, make: haproxy, "
     "listeners: {web: \"127.0.0.1:80\"}}]"},
    {code::BadGatewayAddress, Error, "Gateway that cannot be reached",
     "The address of its admin interface is none, or is missing where the make has no other way.",
     "Write it as in 127.0.0.1:7001.", "gateways: [{name: g, make: builtin, address: localhost}]",
     "gateways: [{name: g, make: builtin, address: \"localhost:7001\"}]"},
}};

} // namespace

std::span<const FindingEntry> gatewayFindings()
{
    return Table;
}

} // namespace gatehouse
