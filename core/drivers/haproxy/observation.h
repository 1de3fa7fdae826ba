#pragma once

#include "core/control/driver.h"
#include "core/drivers/haproxy/configfile.h"
#include "core/drivers/haproxy/nativestate.h"
#include "core/drivers/haproxy/nativetext.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What is there and what runs, seen at one moment, and how it relates to what was pushed. Pure.
namespace gatehouse::haproxy {

/// File and process as they were read.
struct Observation
{
    FileState file;
    ProcessList processes;
    InfoFields info; ///< of the worker that serves
    std::vector<TableRow> servers; ///< `show servers state`
    std::vector<TableRow> stat; ///< `show stat`

    /// documentHash that the worker says it runs; empty where it says none.
    std::string runningHash() const;
    /// Process id and start of the worker.
    std::string instance() const;
    GatewayIdentity identity() const;
};

/// A server by its backend and name.
using ServerKey = std::pair<std::string, std::string>;

/// What was set at once on an endpoint, in HAProxy's own words.
struct ServerOverride
{
    std::optional<EndpointState> state;
    std::optional<int> weight;

    bool operator==(const ServerOverride &) const = default;
};

/// What a driver knows from its own life.
struct OwnActs
{
    std::string pushedHash; ///< of its last push; empty: none
    std::string worker; ///< process id that loaded it
    std::map<ServerKey, ServerOverride> overrides;
};

/// A `server` line of a configuration of ours.
struct ConfiguredServer
{
    std::string backend;
    std::string name;
    std::string address; ///< with port
    int weight = 1;
    int maxConnections = 0;
    bool disabled = false;
    bool resolved = false; ///< its address comes from DNS
};
[[nodiscard]] std::vector<ConfiguredServer> readServerLines(std::string_view config);

/// Which of the ways of being changed outside holds, with one sentence for each difference.
[[nodiscard]] Drift driftOf(const Observation &seen, const OwnActs &own);

/// What a push must find unchanged: file, worker, and what was changed at runtime. Health is no part of it.
[[nodiscard]] std::string concurrencyMark(const Observation &seen, const OwnActs &own);

/// Whether there is a configuration that no Gatehouse wrote, in the file or running.
[[nodiscard]] bool isForeign(const Observation &seen);

} // namespace gatehouse::haproxy
