#include "core/model/findingcode.h"
#include "core/model/findingtable.h"

#include <array>

namespace gatehouse {

namespace {

using enum Severity;

constexpr std::array<FindingEntry, 18> Table{{
    {code::DuplicateService, Error, "Service name given twice", "A name is what an object is known by.",
     "Give one of them another name.", "services: [{name: s}, {name: s}]",
     "services: [{name: s}, {name: t}]"},
    {code::NoEndpoint, Warning, "Service without endpoints", "Every request to it is answered with 503.",
     "Add an endpoint.", "services: [{name: s}]",
     "services: [{name: s, endpoints: [{address: \"127.0.0.1:80\"}]}]"},
    {code::NoUsableEndpoint, Warning, "No endpoint takes requests",
     "All endpoints are draining, disabled or of weight 0, so every request is answered with 503.",
     "Make one active with a weight above 0.",
     "services: [{name: s, endpoints: [{address: \"127.0.0.1:80\", weight: 0}, {address: "
     "\"127.0.0.1:81\", state: draining}]}]",
     "services: [{name: s, endpoints: [{address: \"127.0.0.1:80\", weight: 0}, {address: "
     "\"127.0.0.1:81\"}]}]"},
    {code::DuplicateEndpoint, Error, "Endpoint given twice",
     "Endpoints are told apart by their address, so that their state and numbers can be shown.",
     "Remove one, and give the other the weight of both.",
     "services: [{name: s, endpoints: [{address: \"127.0.0.1:80\"}, {address: \"127.0.0.1:80\"}]}]",
     "services: [{name: s, endpoints: [{address: \"127.0.0.1:80\"}, {address: \"127.0.0.1:81\"}]}]"},
    {code::BadEndpointAddress, Error, "Endpoint that cannot be reached",
     "The host is no host name, or the port is 0.", "Correct the address.",
     "services: [{name: s, endpoints: [{address: \"127.0.0.256:80\"}]}]",
     "services: [{name: s, endpoints: [{address: \"127.0.0.25:80\"}]}]"},
    {code::UnusedService, Info, "Service that no route leads to",
     "It is checked and watched, but gets no requests.", "Name it in a route, or remove it.",
     "services: [{name: s}]", "services: [{name: s}]\nroutes: [{name: a, to: [{service: s}]}]"},
    {code::HashKeyMissing, Error, "Hashing without a key",
     "ringHash and maglev choose the endpoint by a hash; hashOn says of what.", "Add hashOn.",
     "services: [{name: s, loadBalancing: {policy: ringHash}}]",
     "services: [{name: s, loadBalancing: {policy: ringHash, hashOn: {consumer: true}}}]"},
    {code::HashKeyUnused, Warning, "Key without hashing", "Only ringHash and maglev look at hashOn.",
     "Remove it, or use the policy ringHash.",
     "services: [{name: s, loadBalancing: {hashOn: {consumer: true}}}]",
     "services: [{name: s, loadBalancing: {policy: maglev, hashOn: {consumer: true}}}]"},
    {code::HashParameterMissing, Warning, "Route without the parameter to hash",
     "Requests of a route whose path lacks the parameter cannot be sent to a certain endpoint.",
     "Give the route a template with the parameter.",
     "services: [{name: s, loadBalancing: {policy: maglev, hashOn: {pathParameter: id}}}]\n"
     "routes: [{name: a, match: {path: {prefix: /a}}, to: [{service: s}]}]",
     "services: [{name: s, loadBalancing: {policy: maglev, hashOn: {pathParameter: id}}}]\n"
     "routes: [{name: a, match: {path: {template: \"/a/{id}\"}}, to: [{service: s}]}]"},
    {code::BadHealthPath, Error, "Health check without a path",
     "A check asks for a path, which begins with /.", "Write it as in /health.",
     "services: [{name: s, healthCheck: {path: health}}]",
     "services: [{name: s, healthCheck: {path: /health}}]"},
    {code::HealthTimeoutTooLong, Warning, "Health check longer than its interval",
     "The next check is due before this one may end, so a dead endpoint is found later than asked for.",
     "Use a timeout of the interval or less.", "services: [{name: s, healthCheck: {interval: 1s}}]",
     "services: [{name: s, healthCheck: {interval: 1s, timeout: 500ms}}]"},
    {code::HealthNumbers, Error, "Health check that cannot succeed",
     "An interval or timeout of no time, or a range of statuses with its ends the wrong way round.",
     "Correct it.", "services: [{name: s, healthCheck: {expect: [399, 200]}}]",
     "services: [{name: s, healthCheck: {expect: [200, 399]}}]"},
    {code::CallsItself, Warning, "Endpoint is the gateway itself",
     "The gateway would send the requests to its own listener, again and again.",
     "Use the service's own address.",
     "listeners: [{name: web, address: \"0.0.0.0:80\"}]\nservices: [{name: s, endpoints: [{address: "
     "\"127.0.0.1:80\"}]}]",
     "listeners: [{name: web, address: \"0.0.0.0:80\"}]\nservices: [{name: s, endpoints: [{address: "
     "\"127.0.0.1:81\"}]}]"},
    {code::DuplicateShardMap, Error, "Shard map name given twice", "A name is what an object is known by.",
     "Give one of them another name.",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"sqlite:a.db\"}]}, {name: m, shards: [{name: a, "
     "primary: \"sqlite:b.db\"}]}]",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"sqlite:a.db\"}]}, {name: n, shards: [{name: a, "
     "primary: \"sqlite:b.db\"}]}]"},
    {code::NoShard, Error, "No shard for any key", "There is none, or all have weight 0.",
     "Add one with a weight above 0.", "shardMaps: [{name: m, shards: []}]",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"sqlite:a.db\"}]}]"},
    {code::DuplicateShard, Error, "Shard name given twice",
     "A name is what a shard is known by, and what is hashed.", "Give one of them another name.",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"sqlite:a.db\"}, {name: a, primary: "
     "\"sqlite:b.db\"}]}]",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"sqlite:a.db\"}, {name: b, primary: "
     "\"sqlite:b.db\"}]}]"},
    {code::BadConnectionString, Error, "Database that cannot be opened",
     "Only SQLite files and PostgreSQL are known.", "Write sqlite:FILE or postgresql:…",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"mysql://db/a\"}]}]",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"postgresql://db/a\"}]}]"},
    {code::SharedDatabase, Error, "Two shards in one database",
     "Rows of both would mix, and moving one shard would move the other.", "Give each its own.",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"sqlite:a.db\"}, {name: b, primary: "
     "\"sqlite:a.db\"}]}]",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"sqlite:a.db\"}, {name: b, primary: "
     "\"sqlite:b.db\"}]}]"},
}};

} // namespace

std::span<const FindingEntry> serviceFindings()
{
    return Table;
}

} // namespace gatehouse
