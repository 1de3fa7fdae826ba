#include "core/model/findingcode.h"
#include "core/model/findingtable.h"

#include <array>

namespace gatehouse {

namespace {

using enum Severity;

constexpr std::array<FindingEntry, 24> Table{{
    {code::UnknownListener, Error, "Listener that does not exist",
     "A route is offered on a listener that the document does not have, so it is offered nowhere.",
     "Add the listener, or name one that exists.",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}]\nroutes: [{name: a, listeners: [wbe], respond: "
     "{}}]",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}]\nroutes: [{name: a, listeners: [web], respond: "
     "{}}]"},
    {code::UnknownService, Error, "Service that does not exist",
     "A route sends or mirrors requests to a service that the document does not have.",
     "Add the service, or name one that exists.", "routes: [{name: a, to: [{service: orders}]}]",
     "services: [{name: orders}]\nroutes: [{name: a, to: [{service: orders}]}]"},
    {code::ShadowedRoute, Warning, "Route that never wins",
     "Whatever this route matches, another one matches too and goes first: exact paths before templates, "
     "templates "
     "before regexes, regexes before prefixes.",
     "Remove it, or make the other one narrower.",
     "routes:\n  - {name: by-id, match: {path: {template: \"/customers/{id}\"}}, respond: {}}\n"
     "  - {name: legacy, match: {methods: [GET], path: {regex: \"/customers/[0-9]+\"}}, respond: {}}",
     "routes:\n  - {name: by-id, match: {methods: [PUT], path: {template: \"/customers/{id}\"}}, "
     "respond: {}}\n"
     "  - {name: legacy, match: {methods: [GET], path: {regex: \"/customers/[0-9]+\"}}, respond: {}}"},
    {code::DuplicateMatch, Error, "Two routes that match the same",
     "Both match exactly the same requests. The first one always wins, the second does nothing.",
     "Remove one of them, or make them differ.",
     "routes:\n  - {name: a, match: {path: {exact: /a}}, respond: {}}\n"
     "  - {name: b, match: {path: {exact: /a}}, respond: {status: 404}}",
     "routes:\n  - {name: a, match: {path: {exact: /a}}, respond: {}}\n"
     "  - {name: b, match: {methods: [GET], path: {exact: /a}}, respond: {status: 404}}"},
    {code::BadTemplate, Error, "Path template that cannot be read",
     "A parameter is one whole segment in braces, and each has a name of its own.",
     "Write it as in /orders/{id}/items/{item}.",
     "routes: [{name: a, match: {path: {template: \"/orders/{id}.json\"}}, respond: {}}]",
     "routes: [{name: a, match: {path: {template: \"/orders/{id}\"}}, respond: {}}]"},
    {code::BadRegex, Error, "Regular expression that cannot be read",
     "Expressions are those of RE2, which take no longer than their text: no back references, no "
     "look-around.",
     "Correct the expression.", "routes: [{name: a, match: {path: {regex: \"/a/(?=b)\"}}, respond: {}}]",
     "routes: [{name: a, match: {path: {regex: \"/a/b.*\"}}, respond: {}}]"},
    {code::UnreachablePath, Error, "Path that no request has",
     "Requests are brought into one form before they are compared: // becomes /, dots are resolved, "
     "escapes of "
     "plain characters are decoded. A path in another form never matches.",
     "Write the path in that form.", "routes: [{name: a, match: {path: {exact: //a}}, respond: {}}]",
     "routes: [{name: a, match: {path: {exact: /a}}, respond: {}}]"},
    {code::BadHost, Error, "Host that no request has",
     "Hosts are names or addresses without scheme and port; a wildcard is a whole first label.",
     "Write it as in shop.example.com or *.example.com.",
     "routes: [{name: a, match: {hosts: [\"shop.example.com:8080\"]}, respond: {}}]",
     "routes: [{name: a, match: {hosts: [shop.example.com]}, respond: {}}]"},
    {code::MethodCase, Warning, "Method in lower case",
     "Methods are compared by case, and requests say GET, not get.", "Write it in upper case.",
     "routes: [{name: a, match: {methods: [get]}, respond: {}}]",
     "routes: [{name: a, match: {methods: [GET]}, respond: {}}]"},
    {code::Contradiction, Error, "Conditions that no request meets",
     "Two conditions on one header or query parameter exclude each other, so the route never matches.",
     "Keep one of them, or make two routes of it.",
     "routes: [{name: a, match: {headers: [{name: X-A, exact: a}, {name: x-a, prefix: b}]}, respond: "
     "{}}]",
     "routes: [{name: a, match: {headers: [{name: X-A, exact: ab}, {name: x-a, prefix: a}]}, respond: "
     "{}}]"},
    {code::NoTarget, Error, "No target takes requests", "The weights of all targets are 0, or there is none.",
     "Give one a weight above 0.",
     "services: [{name: s}]\nroutes: [{name: a, to: [{service: s, weight: 0}]}]",
     "services: [{name: s}]\nroutes: [{name: a, to: [{service: s}]}]"},
    {code::DuplicateTarget, Error, "Target given twice",
     "Targets are told apart by their service, so that their weights can be compared and changed.",
     "Remove one, and give the other the weight of both.",
     "services: [{name: s}]\nroutes: [{name: a, to: [{service: s, weight: 3}, {service: s}]}]",
     "services: [{name: s}]\nroutes: [{name: a, to: [{service: s, weight: 4}]}]"},
    {code::ManagedHeader, Error, "Header that the gateway sets itself",
     "Headers that belong to one connection, to the length of the body or to the host are the gateway's "
     "own; "
     "changing them would make two readers disagree on where a request ends or where it goes.",
     "Remove it; for the host use rewrite.host.",
     "routes: [{name: a, headers: {request: {set: {Transfer-Encoding: chunked}}}, respond: {}}]",
     "routes: [{name: a, headers: {request: {set: {X-Tenant: blue}}}, respond: {}}]"},
    {code::RedirectStatus, Error, "Status that does not redirect",
     "Clients follow 301, 302, 303, 307 and 308 only.", "Use one of these.",
     "routes: [{name: a, redirect: {status: 304, path: /b}}]",
     "routes: [{name: a, redirect: {status: 308, path: /b}}]"},
    {code::UnknownParameter, Error, "Parameter that the path does not have",
     "rewrite.path uses a parameter that the route's template does not take from the request.",
     "Use a name that the template has.",
     "services: [{name: s}]\nroutes: [{name: a, match: {path: {template: \"/a/{id}\"}}, to: [{service: "
     "s}], "
     "rewrite: {path: \"/b/{key}\"}}]",
     "services: [{name: s}]\nroutes: [{name: a, match: {path: {template: \"/a/{id}\"}}, to: [{service: "
     "s}], "
     "rewrite: {path: \"/b/{id}\"}}]"},
    {code::RewriteMisfit, Error, "Rewrite that does not fit the match",
     "rewrite.prefix replaces the prefix that matched, rewrite.path the whole path; one of them, and "
     "both begin with /.",
     "Use rewrite.path, or match by prefix.",
     "services: [{name: s}]\nroutes: [{name: a, match: {path: {exact: /a}}, to: [{service: s}], rewrite: "
     "{prefix: /b}}]",
     "services: [{name: s}]\nroutes: [{name: a, match: {path: {prefix: /a}}, to: [{service: s}], "
     "rewrite: {prefix: /b}}]"},
    {code::NoEffect, Warning, "Block that does nothing",
     "rewrite, mirror, retry and timeout say how a service is called; a route that answers itself calls "
     "none.",
     "Remove it.", "routes: [{name: a, respond: {}, timeout: 5s}]", "routes: [{name: a, respond: {}}]"},
    {code::PublicRoute, Info, "Public route", "Requests are answered without asking who is calling.",
     "Nothing, if that is meant.", "routes: [{name: a, respond: {}, auth: {required: false}}]",
     "routes: [{name: a, respond: {}}]"},
    {code::DuplicateRoute, Error, "Route name given twice", "A name is what an object is known by.",
     "Give one of them another name.",
     "routes:\n  - {name: a, match: {path: {exact: /a}}, respond: {}}\n"
     "  - {name: a, match: {path: {exact: /b}}, respond: {}}",
     "routes:\n  - {name: a, match: {path: {exact: /a}}, respond: {}}\n"
     "  - {name: b, match: {path: {exact: /b}}, respond: {}}"},
    {code::DuplicateListener, Error, "Listener name given twice", "A name is what an object is known by.",
     "Give one of them another name.",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}, {name: web, address: \"127.0.0.1:81\"}]",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}, {name: more, address: \"127.0.0.1:81\"}]"},
    {code::SharedListenerAddress, Error, "Two listeners on one address",
     "A connection cannot tell which of them it is meant for.", "Give one of them another port.",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}, {name: more, address: \"127.0.0.1:80\"}]",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}, {name: more, address: \"127.0.0.1:81\"}]"},
    {code::NoListener, Warning, "No listener",
     "The document has routes, but nothing on which requests could come in.", "Add a listener.",
     "routes: [{name: a, respond: {}}]",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}]\nroutes: [{name: a, respond: {}}]"},
    {code::BadRedirect, Error, "Redirect to nowhere",
     "The host is no host, or the path does not begin with /.", "Correct it.",
     "routes: [{name: a, redirect: {path: b}}]", "routes: [{name: a, redirect: {path: /b}}]"},
    {code::RedirectLoop, Error, "Redirect to itself",
     "Clients are sent back to the address that they asked for, until they give up.",
     "Give another scheme, host or path.",
     "routes: [{name: a, match: {path: {exact: /a}}, redirect: {path: /a}}]",
     "routes: [{name: a, match: {path: {exact: /a}}, redirect: {path: /b}}]"},
}};

} // namespace

std::span<const FindingEntry> routingFindings()
{
    return Table;
}

} // namespace gatehouse
