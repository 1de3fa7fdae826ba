#include "core/drivers/haproxy/observation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

namespace gatehouse::haproxy {

namespace {

/// Bits of `srv_admin_state`.
constexpr std::int64_t ForcedMaintenance = 0x01;
constexpr std::int64_t ForcedDrain = 0x08;

bool isHash(std::string_view text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string value(const InfoFields &info, std::string_view key)
{
    const auto found = info.find(key);
    return found == info.end() ? std::string() : found->second;
}

std::int64_t startOf(const InfoFields &info)
{
    const std::string text = value(info, "Start_time_sec");
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return seconds;
}

/// Whether the worker read the file as it is now. Where this driver saw the worker load what it pushed
/// itself, that decides; else times do, by the second.
bool isLoaded(const Observation &seen, const OwnActs &own)
{
    if (!own.worker.empty() && own.worker == value(seen.info, "Pid"))
        return false;
    return startOf(seen.info) >= seen.file.modified;
}

std::string shortName(const std::string &backend, const std::string &server)
{
    const std::string service = serviceOf(backend);
    return fmt::format("{}/{}", service.empty() ? backend : service, server);
}

class RuntimeChanges
{
public:
    RuntimeChanges(const Observation &seen, const OwnActs &own)
        : m_seen(seen)
        , m_own(own)
    {
    }

    std::vector<std::string> find()
    {
        std::map<ServerKey, const TableRow *> running;
        for (const TableRow &row : m_seen.servers)
            running[{row.text("be_name"), row.text("srv_name")}] = &row;
        std::map<ServerKey, const TableRow *> counted;
        for (const TableRow &row : m_seen.stat)
            counted[{row.text("pxname"), row.text("svname")}] = &row;
        for (const ConfiguredServer &server : readServerLines(m_seen.file.text)) {
            const ServerKey key(server.backend, server.name);
            const auto found = running.find(key);
            if (found == running.end()) {
                m_changes.push_back(fmt::format("{} was removed", shortName(server.backend, server.name)));
                continue;
            }
            compare(server, *found->second, counted[key]);
            running.erase(found);
        }
        for (const auto &[key, row] : running)
            m_changes.push_back(fmt::format("{} was added", shortName(key.first, key.second)));
        compareListeners();
        return std::move(m_changes);
    }

private:
    void compare(const ConfiguredServer &server, const TableRow &row, const TableRow *counted)
    {
        const std::string name = shortName(server.backend, server.name);
        const auto override = m_own.overrides.find({server.backend, server.name});
        const bool ownState = override != m_own.overrides.end() && override->second.state;
        const bool ownWeight = override != m_own.overrides.end() && (override->second.weight || ownState);
        const std::int64_t admin = row.number("srv_admin_state").value_or(0);
        if (!ownState && ((admin & ForcedMaintenance) != 0) != server.disabled)
            m_changes.push_back(fmt::format("{} is {}, pushed {}", name,
                                            server.disabled ? "active" : "disabled",
                                            server.disabled ? "disabled" : "active"));
        if (!ownState && (admin & ForcedDrain) != 0)
            m_changes.push_back(fmt::format("{} is draining, pushed active", name));
        const auto weight = row.number("srv_uweight");
        if (!ownWeight && weight && *weight != server.weight)
            m_changes.push_back(fmt::format("{} has weight {}, pushed {}", name, *weight, server.weight));
        const std::string address = fmt::format("{}:{}", row.text("srv_addr"), row.text("srv_port"));
        if (!server.resolved && address != server.name && address != server.address)
            m_changes.push_back(fmt::format("{} has address {}", name, address));
        const auto limit = counted ? counted->number("slim") : std::nullopt;
        if (limit && *limit != server.maxConnections)
            m_changes.push_back(
                fmt::format("{} may have {} requests, pushed {}", name, *limit, server.maxConnections));
    }

    void compareListeners()
    {
        for (const TableRow &row : m_seen.stat) {
            if (row.text("svname") == "FRONTEND" && row.text("status") != "OPEN")
                m_changes.push_back(fmt::format("{} is {}", row.text("pxname"), row.text("status")));
        }
    }

    const Observation &m_seen;
    const OwnActs &m_own;
    std::vector<std::string> m_changes;
};

Drift editedFile(const Observation &seen, const OwnActs &own, std::string what)
{
    if (isLoaded(seen, own))
        return {DriftKind::EditedAndLoaded, {std::move(what), "HAProxy loaded it since."}};
    return {DriftKind::FileEdited, {std::move(what), "HAProxy has not loaded it."}};
}

} // namespace

std::string Observation::runningHash() const
{
    const std::string description = value(info, "description");
    const bool empty = description.find_first_not_of('0') == std::string::npos;
    return isHash(description) && !empty ? description : std::string();
}

std::string Observation::instance() const
{
    return fmt::format("{}@{}", value(info, "Pid"), startOf(info));
}

GatewayIdentity Observation::identity() const
{
    GatewayIdentity identity;
    identity.make = "haproxy";
    identity.version = value(info, "Version");
    identity.version = identity.version.substr(0, identity.version.find('-'));
    identity.instance = instance();
    identity.hash = runningHash();
    return identity;
}

std::vector<ConfiguredServer> readServerLines(std::string_view config)
{
    std::vector<ConfiguredServer> servers;
    std::string backend;
    std::istringstream lines{std::string(config)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string word;
        words >> word;
        if (word == "backend")
            words >> backend;
        if (word != "server")
            continue;
        ConfiguredServer server;
        server.backend = backend;
        words >> server.name >> server.address;
        while (words >> word) {
            if (word == "weight")
                words >> server.weight;
            else if (word == "maxconn")
                words >> server.maxConnections;
            else if (word == "disabled")
                server.disabled = true;
            else if (word == "init-addr")
                server.resolved = true;
        }
        servers.push_back(std::move(server));
    }
    return servers;
}

Drift driftOf(const Observation &seen, const OwnActs &own)
{
    const std::string running = seen.runningHash();
    const auto mark = readMark(seen.file.text);
    if (!mark) {
        if (running.empty())
            return {DriftKind::Unmanaged, {}};
        return editedFile(seen, own,
                          seen.file.exists ? "The file was replaced by one that Gatehouse did not write."
                                           : "The file is gone.");
    }
    if (!isUntouched(seen.file.text))
        return editedFile(seen, own, "The file was edited after Gatehouse wrote it.");
    if (mark->hash != running && mark->hash.find_first_not_of('0') != std::string::npos)
        return {DriftKind::FileEdited, {"The file holds another document than HAProxy runs."}};
    if (startOf(seen.info) < seen.file.modified && own.worker != value(seen.info, "Pid"))
        return {DriftKind::FileEdited, {"The file was written after HAProxy loaded it."}};
    std::vector<std::string> changes = RuntimeChanges(seen, own).find();
    if (!changes.empty())
        return {DriftKind::RuntimeChanged, std::move(changes)};
    if (!own.pushedHash.empty() && own.pushedHash != running)
        return {DriftKind::OtherRevision, {"Another Gatehouse pushed another document."}};
    return {};
}

std::string concurrencyMark(const Observation &seen, const OwnActs &own)
{
    std::string text =
        fmt::format("{}\n{}\n{}\n", seen.file.digest, seen.instance(), value(seen.info, "description"));
    for (const std::string &change : RuntimeChanges(seen, own).find())
        text += change + '\n';
    return digest(text);
}

bool isForeign(const Observation &seen)
{
    if (seen.file.exists)
        return !readMark(seen.file.text);
    // No file, but something runs that was not pushed.
    return seen.runningHash().empty() && !seen.stat.empty();
}

} // namespace gatehouse::haproxy
